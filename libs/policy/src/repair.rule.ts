import type { CalendarDate } from './calendar-date.ts';
import { earliestRepairOn } from './business-days.ts';
import type { Finding } from './decision.ts';
import { charge, derive, inform, refuse, warn } from './finding.ts';
import type { JudgedRepair } from './judged-repair.ts';

const CALLS_UNTIL = '16:00';

/** The fewest hours of labour a spot repair is billed for. */
export const LEAST_HOURS = 2;

/** A case is opened with customer name, place, machine type and serial (rules.md R-REP-VERIFY). */
export function saysWhoAndWhich({ caller }: Pick<JudgedRepair, 'caller'>): Finding | undefined {
  const asked = {
    CUSTOMER_NAME: caller.customerName,
    PLACE: caller.place,
    MACHINE_TYPE: caller.machineType,
    SERIAL: caller.serial,
  };
  const missing = Object.entries(asked).flatMap(([field, value]) => ((value ?? '').trim() === '' ? [field] : []));
  return missing.length === 0 ? undefined : refuse('REP_VERIFY', { missing });
}

/** What counts is the cover of the machine, not the name or place on record (R-REP-BYMACHINE). */
export function isServedByItsMachine(request: JudgedRepair): Finding | undefined {
  const { on, machine, covering, registeredLater, caller, recorded = {}, isByTheHour } = request;
  const { machineType } = machine;
  if (isByTheHour) return undefined;
  if (covering.length === 0) {
    return registeredLater.length > 0 ? undefined : refuse('REP_BYMACHINE', { reason: 'NOT_COVERED', machineType, on });
  }
  const differs = differ(caller.customerName, recorded.customerName) || differ(caller.place, recorded.place);
  return inform('REP_BYMACHINE', { reason: differs ? 'RECORD_DIFFERS' : 'COVERED', machineType, on });
}

/** An exchange without a fault is charged, covered or not (R-REP-PREVENTIVE). */
export function isNotAPrecaution({
  hasFault,
  machine,
}: Pick<JudgedRepair, 'hasFault' | 'machine'>): Finding | undefined {
  return hasFault ? undefined : charge('REP_PREVENTIVE', { machineType: machine.machineType });
}

/** Damage by accident or by an improper environment is not covered; a person looks at each case (R-REP-ACCIDENT). */
export function isNotAnAccident({
  cause = 'FAULT',
  isByTheHour,
}: Pick<JudgedRepair, 'cause' | 'isByTheHour'>): Finding | undefined {
  return cause === 'FAULT' || isByTheHour ? undefined : refuse('REP_ACCIDENT', { cause });
}

/** A fault from before a pack was registered is not repaired under it (R-NEW-EXISTING-FAULT). */
export function beganAfterRegistration(request: JudgedRepair): Finding | undefined {
  const { on, hasFault, faultSince = on, covering, registeredLater, isByTheHour } = request;
  const [registeredOn] = registeredLater.flatMap((each) => each.registeredOn ?? []).sort();
  if (registeredOn === undefined || !hasFault || isByTheHour) return undefined;
  const facts = { faultSince, registeredOn };
  if (covering.length > 0) return warn('NEW_EXISTING_FAULT', { ...facts, reason: 'OTHER_COVER' });
  return refuse('NEW_EXISTING_FAULT', { ...facts, reason: 'BEFORE_REGISTRATION' });
}

/** A next-business-day call is repaired on or after the next business day (R-RESP-NBD). */
export function isServedFromTheNextBusinessDay(request: JudgedRepair): Finding | undefined {
  const { on, receivedAt, serviceLevel, isByTheHour, calendar, market } = request;
  if (serviceLevel !== 'NBD_9X5' || isByTheHour) return undefined;
  const callsUntil = market.callsUntil ?? CALLS_UNTIL;
  return derive('RESP_NBD', {
    on,
    receivedAt,
    callsUntil,
    earliestOn: earliestVisitOn({ on, receivedAt, calendar, market }),
  });
}

/** The earliest day of a visit for a next-business-day call; a call after hours counts from the next business day. */
export function earliestVisitOn({
  on,
  receivedAt,
  calendar,
  market,
}: Pick<JudgedRepair, 'on' | 'receivedAt' | 'calendar' | 'market'>): CalendarDate {
  const isAfterHours = minuteOfDay(receivedAt) > minuteOfDay(market.callsUntil ?? CALLS_UNTIL);
  return earliestRepairOn(on, isAfterHours, calendar);
}

/** No spot repair after the end of support; that day itself is still served (R-EOS-SPOT). */
export function isWithinTheEndOfSupport(
  request: Pick<JudgedRepair, 'on' | 'endOfSupportOn' | 'isByTheHour'>,
): Finding | undefined {
  return isSpotAfterTheEnd(request) ? refuse('EOS_SPOT', endFacts(request)) : undefined;
}

/** Work by the hour is refused after the end of support (R-SPOT-EOS). */
export function isWorkOnASupportedMachine(
  request: Pick<JudgedRepair, 'on' | 'endOfSupportOn' | 'isByTheHour'>,
): Finding | undefined {
  return isSpotAfterTheEnd(request) ? refuse('SPOT_EOS', endFacts(request)) : undefined;
}

/** Labour, travel, parts and their delivery of a spot repair are all charged (R-SPOT-COST). */
export function isPaidByTheHour({ isByTheHour }: Pick<JudgedRepair, 'isByTheHour'>): Finding | undefined {
  return isByTheHour ? charge('SPOT_COST', { reason: 'BEFORE_THE_VISIT', leastHours: LEAST_HOURS }) : undefined;
}

/** A call is sorted out on the telephone, then given to the nearest centre (R-REP-DISPATCH). */
export function isDispatched({ machine }: Pick<JudgedRepair, 'machine'>): Finding {
  return inform('REP_DISPATCH', { machineType: machine.machineType });
}

/** No time of arrival is promised, and no average is told (R-RESP-NOGUARANTEE). */
export function hasNoPromisedArrival({ machine }: Pick<JudgedRepair, 'machine'>): Finding {
  return inform('RESP_NOGUARANTEE', { machineType: machine.machineType });
}

/** Parts may come from another place (R-RESP-PARTS). */
export function mayWaitForParts({ machine }: Pick<JudgedRepair, 'machine'>): Finding {
  return inform('RESP_PARTS', { machineType: machine.machineType });
}

/** On-site work is given to others, of whom nothing more is told (R-RESP-OUTSOURCED). */
export function isDoneByOthers({ machine }: Pick<JudgedRepair, 'machine'>): Finding {
  return inform('RESP_OUTSOURCED', { machineType: machine.machineType });
}

function isSpotAfterTheEnd({
  on,
  endOfSupportOn,
  isByTheHour,
}: Pick<JudgedRepair, 'on' | 'endOfSupportOn' | 'isByTheHour'>) {
  return isByTheHour && endOfSupportOn !== undefined && on > endOfSupportOn;
}

function endFacts({ on, endOfSupportOn = on }: Pick<JudgedRepair, 'on' | 'endOfSupportOn'>) {
  return { on, endOfSupportOn };
}

function differ(said: string | undefined, recorded: string | undefined): boolean {
  return said !== undefined && recorded !== undefined && said.trim() !== recorded.trim();
}

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
