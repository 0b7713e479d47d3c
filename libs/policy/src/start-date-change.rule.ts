import { addDays, type CalendarDate, daysBetween } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { derive, refuse } from './finding.ts';
import { movedPeriods } from './moved-periods.ts';
import { normaliseSerial } from './product-number.ts';
import type { CoverageFacts } from './service-request.ts';

/** A request to move the first day of a machine's warranty, and of what started with it. */
export interface StartDateChange {
  /** The day judged. */
  readonly on: CalendarDate;
  readonly serial: string;
  /** The day the machine left the factory. */
  readonly shippedOn: CalendarDate;
  /** The period whose first day is to move: one of `coverage`. */
  readonly moved: CoverageFacts;
  /** All periods of the machine. */
  readonly coverage: readonly CoverageFacts[];
  readonly requestedStartsOn: CalendarDate;
  /** The serials the delivery note names; absent while there is none. */
  readonly deliveryNoteSerials?: readonly string[] | undefined;
  /** The day on the warranty card; absent while there is no dated card. */
  readonly warrantyCardDatedOn?: CalendarDate | undefined;
  /** Whether what remains of the base warranty is to be given up for the new start. */
  readonly givesUpWarranty?: boolean | undefined;
}

/** From this difference to the factory ship date on, a change is refused. */
const REFUSED_FROM_DAYS = 180;

/** The delivery note, naming the serial, and the dated warranty card are both there (rules.md R-START-DOCS). */
export function hasBothDocuments(
  change: Pick<StartDateChange, 'moved' | 'serial' | 'deliveryNoteSerials' | 'warrantyCardDatedOn'>,
): Finding | undefined {
  const { serial, deliveryNoteSerials, warrantyCardDatedOn } = change;
  const missing: string[] = [];
  if (deliveryNoteSerials === undefined) missing.push('DELIVERY_NOTE');
  else if (!names(deliveryNoteSerials, serial)) missing.push('SERIAL_ON_DELIVERY_NOTE');
  if (warrantyCardDatedOn === undefined) missing.push('WARRANTY_CARD');
  if (isRenewal(change) || missing.length === 0) return undefined;
  return refuse('START_DOCS', { serial, missing });
}

/** The new start is no earlier than the factory ship date and less than 180 days after it (R-START-180). */
export function isNearTheShipDate(
  change: Pick<StartDateChange, 'moved' | 'shippedOn' | 'requestedStartsOn'>,
): Finding | undefined {
  const { shippedOn, requestedStartsOn } = change;
  if (isRenewal(change)) return undefined;
  const days = daysBetween(shippedOn, requestedStartsOn);
  if (days >= 0 && days < REFUSED_FROM_DAYS) return undefined;
  const reason = days < 0 ? 'BEFORE_SHIPMENT' : 'TOO_FAR';
  const latestStartsOn = addDays(shippedOn, REFUSED_FROM_DAYS - 1);
  return refuse('START_180', { reason, shippedOn, requestedStartsOn, days, latestStartsOn });
}

/** The start of a renewal is never moved (R-START-RENEWAL). */
export function isNotOfARenewal(change: Pick<StartDateChange, 'moved' | 'requestedStartsOn'>): Finding | undefined {
  const { moved, requestedStartsOn } = change;
  if (!isRenewal(change)) return undefined;
  return refuse('START_RENEWAL', { startsOn: moved.period.startsOn, requestedStartsOn });
}

/** The period of a renewal stays as it was registered (R-REN-NOCHANGE-START). */
export function keepsTheRenewalsPeriod(change: Pick<StartDateChange, 'moved'>): Finding | undefined {
  return isRenewal(change) ? refuse('REN_NOCHANGE_START', { ...change.moved.period }) : undefined;
}

/** What started with the warranty moves with it; once a renewal is registered nothing moves (R-START-CASCADE). */
export function movesWhatStartedWithIt(
  change: Pick<StartDateChange, 'moved' | 'coverage' | 'requestedStartsOn'>,
): Finding | undefined {
  if (isRenewal(change)) return undefined;
  const renewal = change.coverage.find(({ kind }) => kind === 'RENEWAL');
  if (renewal) return refuse('START_CASCADE', { reason: 'RENEWAL_REGISTERED', ...renewal.period });
  const periods = movedPeriods(change).map(({ period }) => `${period.startsOn}/${period.endsOn}`);
  return derive('START_CASCADE', { requestedStartsOn: change.requestedStartsOn, periods });
}

/** No day of the base warranty is thrown away for another start (R-WARRANTY-NODISCARD). */
export function keepsTheWarranty({
  coverage,
  requestedStartsOn,
  givesUpWarranty = false,
}: Pick<StartDateChange, 'coverage' | 'requestedStartsOn' | 'givesUpWarranty'>): Finding | undefined {
  const base = coverage.find(({ layer }) => layer === 'BASE_WARRANTY');
  if (base === undefined || (!givesUpWarranty && requestedStartsOn <= base.period.endsOn)) return undefined;
  return refuse('WARRANTY_NODISCARD', { ...base.period });
}

function isRenewal({ moved }: Pick<StartDateChange, 'moved'>): boolean {
  return moved.kind === 'RENEWAL';
}

function names(serials: readonly string[], serial: string): boolean {
  const wanted = normaliseSerial(serial);
  if (!('serial' in wanted)) return false;
  return serials.map(normaliseSerial).some((each) => 'serial' in each && each.serial === wanted.serial);
}
