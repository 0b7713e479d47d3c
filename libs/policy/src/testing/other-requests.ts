import { calendarDate } from '../calendar-date.ts';
import type { OptionFacts, OptionQuestion } from '../judged-option.ts';
import type { RepairRequest } from '../judged-repair.ts';
import type { Abandonment } from '../review-abandonment.ts';
import type { Move } from '../review-move.ts';
import type { CoverageFacts, SiteFacts } from '../service-request.ts';
import type { StartDateChange } from '../start-date-change.rule.ts';
import type { ServiceLevel } from '../vocabulary.ts';
import { aPeriod, aPlace, aService, calendar, marks } from './a-request.ts';

export function aBaseWarranty(startsOn: string, endsOn: string, serviceLevel: ServiceLevel = 'NBD_9X5'): CoverageFacts {
  return {
    layer: 'BASE_WARRANTY',
    period: aPeriod(startsOn, endsOn),
    serviceLevel,
    premier: false,
    keepYourDrive: false,
  };
}

interface GivenChange {
  readonly startsOn?: string;
  readonly moved?: CoverageFacts;
  readonly coverage?: readonly CoverageFacts[];
  readonly note?: readonly string[] | null;
  readonly card?: string | null;
  readonly givesUpWarranty?: boolean;
}

/** A machine shipped on 2024-01-10 with three years of warranty, both documents there; the start is to move a month. */
export function aStartDateChange(given: GivenChange = {}): StartDateChange {
  const { startsOn = '2024-02-10', note = ['J1234567'], card = '2024-02-10', givesUpWarranty } = given;
  const moved = given.moved ?? aBaseWarranty('2024-01-10', '2027-01-09');
  return {
    on: calendarDate('2024-08-01'),
    serial: 'J1234567',
    shippedOn: calendarDate('2024-01-10'),
    moved,
    coverage: given.coverage ?? [moved],
    requestedStartsOn: calendarDate(startsOn),
    ...(note && { deliveryNoteSerials: note }),
    ...(card && { warrantyCardDatedOn: calendarDate(card) }),
    ...(givesUpWarranty !== undefined && { givesUpWarranty }),
  };
}

/** W86: a service of three years after the base warranty, given up on a day. */
export function anAbandonment(
  on: string,
  abandoned: CoverageFacts = aService('2023-04-01', '2026-03-31'),
  others: readonly CoverageFacts[] = [],
): Abandonment {
  const base = aBaseWarranty('2020-04-01', '2023-03-31');
  const own = abandoned.layer === 'BASE_WARRANTY' ? [abandoned] : [base, abandoned];
  return {
    on: calendarDate(on),
    machine: { warranty: base.period },
    coverage: [...own, ...others],
    abandoned,
  };
}

interface GivenPart extends Partial<OptionFacts> {
  readonly on?: string;
  readonly coverage?: readonly CoverageFacts[];
  readonly asksForAContract?: boolean;
  readonly endOfSupportOn?: string | undefined;
}

/** An ordinary part that came with a machine in warranty to 2027-01-09. */
export function anOptionQuestion(given: GivenPart = {}): OptionQuestion {
  const { on = '2024-06-01', coverage = [aBaseWarranty('2024-01-10', '2027-01-09')], endOfSupportOn } = given;
  const { asksForAContract, partClass = 'ORDINARY', boughtWithTheMachine = true } = given;
  const { warranty, wornOutOn, wornPercent, replacedBy } = given;
  return {
    on: calendarDate(on),
    option: { partClass, boughtWithTheMachine, warranty, wornOutOn, wornPercent, replacedBy },
    coverage,
    asksForAContract,
    ...(endOfSupportOn && { endOfSupportOn: calendarDate(endOfSupportOn) }),
  };
}

interface GivenRepair extends Partial<Omit<RepairRequest, 'on' | 'endOfSupportOn' | 'faultSince'>> {
  readonly on?: string;
  readonly endOfSupportOn?: string | undefined;
  readonly faultSince?: string;
}

/** W74: a call on Thursday 2024-05-02 at 15:00 for a machine in next-business-day warranty. */
export function aRepair({ on = '2024-05-02', endOfSupportOn, faultSince, ...given }: GivenRepair = {}): RepairRequest {
  return {
    on: calendarDate(on),
    receivedAt: '15:00',
    caller: { customerName: '継続商事', place: '東京都千代田区', machineType: '7X06', serial: 'J1234567' },
    machine: { machineType: '7X06' },
    coverage: [aBaseWarranty('2022-04-01', '2025-03-31')],
    hasFault: true,
    calendar,
    market: {},
    ...(endOfSupportOn && { endOfSupportOn: calendarDate(endOfSupportOn) }),
    ...(faultSince && { faultSince: calendarDate(faultSince) }),
    ...given,
  };
}

/** A machine with a four-hour renewal to 2025-02-28 that goes to another place. */
export function aMove(site: SiteFacts = aPlace('YES', 'NO'), level: ServiceLevel = 'FULL_24X7_4H'): Move {
  return {
    on: calendarDate('2024-06-01'),
    site,
    machineTypeMarks: marks('YES', 'YES'),
    machine: { machineType: '7X06' },
    coverage: [aBaseWarranty('2021-03-01', '2024-02-29'), aService('2024-03-01', '2025-02-28', { level })],
  };
}
