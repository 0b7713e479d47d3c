import { addDays, type CalendarDate, earlierOf } from './calendar-date.ts';
import { isMachineCoverage } from './existing-coverage.ts';
import { includes, type Period } from './period.ts';
import type { CoverageFacts } from './service-request.ts';
import type { PartClass } from './vocabulary.ts';

/** A part whose cover is asked for. */
export interface OptionFacts {
  readonly partClass: PartClass;
  /** Whether it was shipped in the machine or bought together with it. */
  readonly boughtWithTheMachine: boolean;
  /** Its own warranty; absent for a part that has none. */
  readonly warranty?: Period | undefined;
  /** The day an SSD reached its write-life limit, where it is known. */
  readonly wornOutOn?: CalendarDate | undefined;
  /** How much of its write life an SSD has used: 100 or more is worn out. */
  readonly wornPercent?: number | undefined;
  /** Who replaces it: the customer (CRU) or a technician (FRU). */
  readonly replacedBy?: 'CUSTOMER' | 'TECHNICIAN' | undefined;
}

export interface OptionQuestion {
  readonly on: CalendarDate;
  readonly option: OptionFacts;
  /** All periods of the machine the part is in. */
  readonly coverage: readonly CoverageFacts[];
  /** Whether a contract for the part alone is asked for, rather than what covers it. */
  readonly asksForAContract?: boolean | undefined;
  /** The last served day of the machine; absent when none is announced. */
  readonly endOfSupportOn?: CalendarDate | undefined;
}

/** Whose terms a part is served under. */
export type OptionTerms = 'MACHINE' | 'OWN' | 'NONE';

/** A question with what its rules look at worked out. */
export interface JudgedOption extends OptionQuestion {
  readonly isConsumable: boolean;
  readonly terms: OptionTerms;
  /** The last day of the machine's warranty or service that is in force; absent when none is. */
  readonly machineEndsOn?: CalendarDate | undefined;
  /** The last day of the part's own warranty, while it is in force. */
  readonly ownEndsOn?: CalendarDate | undefined;
  /** The last day of the terms that apply, before the write life is looked at. */
  readonly termsEndOn?: CalendarDate | undefined;
  /** The last day the part is covered; absent when it is not. */
  readonly endsOn?: CalendarDate | undefined;
}

const CONSUMABLES: readonly PartClass[] = [
  'STRUCTURAL_PART',
  'RAID_BATTERY',
  'LIMITED_WARRANTY_SSD',
  'BACKUP_MEDIA',
  'UPS_BATTERY',
];
const WEARING: readonly PartClass[] = ['SSD', 'HIGH_IOPS_ADAPTER', 'LIMITED_WARRANTY_SSD'];
const WORN_OUT_PERCENT = 100;

/** Works out whose terms apply, and until when. */
export function judgedOption(question: OptionQuestion): JudgedOption {
  const { on, option, coverage } = question;
  const isConsumable = CONSUMABLES.includes(option.partClass);
  const cameWithTheMachine = isBuiltIn(option);
  const machineEndsOn = coveredUntil(coverage, on);
  const ownEndsOn = cameWithTheMachine ? undefined : liveEnd(option.warranty, on);
  const fromTheMachine = cameWithTheMachine || !isConsumable ? machineEndsOn : undefined;
  const termsEndOn = fromTheMachine ?? ownEndsOn;
  const endsOn = termsEndOn && endOfWritingLife(option, on, termsEndOn);
  const source = fromTheMachine ? 'MACHINE' : 'OWN';
  return {
    ...question,
    isConsumable,
    machineEndsOn,
    ownEndsOn,
    termsEndOn,
    endsOn,
    terms: endsOn === undefined ? 'NONE' : source,
  };
}

/** Whether the part came with the machine; the coin cell always does. */
export function isBuiltIn({ partClass, boughtWithTheMachine }: OptionFacts): boolean {
  return boughtWithTheMachine || partClass === 'COIN_CELL';
}

/** Whether the write life counts for the part. */
export function wearsOut({ partClass }: OptionFacts): boolean {
  return WEARING.includes(partClass);
}

/** The earlier of the last day and the day the writing life ended; nothing once that day has passed. */
function endOfWritingLife(option: OptionFacts, on: CalendarDate, lastDay: CalendarDate): CalendarDate | undefined {
  if (!wearsOut(option)) return lastDay;
  const { wornOutOn, wornPercent = 0 } = option;
  if (wornOutOn === undefined) return wornPercent >= WORN_OUT_PERCENT ? undefined : lastDay;
  return wornOutOn < on ? undefined : earlierOf(wornOutOn, lastDay);
}

/** The last day of base warranty and service without a gap from the day on; nothing when the day is not covered. */
function coveredUntil(coverage: readonly CoverageFacts[], on: CalendarDate): CalendarDate | undefined {
  const periods = coverage.filter(isMachineCoverage).map(({ period }) => period);
  let last: CalendarDate | undefined;
  let next: Period | undefined = periods.find((period) => includes(period, on));
  while (next) {
    const { endsOn } = next;
    last = endsOn;
    const dayAfter = addDays(endsOn, 1);
    next = periods.find((period) => period.startsOn <= dayAfter && period.endsOn > endsOn);
  }
  return last;
}

function liveEnd(period: Period | undefined, on: CalendarDate): CalendarDate | undefined {
  return period && includes(period, on) ? period.endsOn : undefined;
}
