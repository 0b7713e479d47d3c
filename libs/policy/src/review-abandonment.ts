import { addDays, type CalendarDate, earlierOf } from './calendar-date.ts';
import type { Decision, Finding } from './decision.ts';
import { coverageEndsOn } from './existing-coverage.ts';
import { derive, refuse } from './finding.ts';
import { decided, findingsOf, type Rule } from './judgement.ts';
import type { Period } from './period.ts';
import type { CoverageFacts, MachineFacts } from './service-request.ts';

/** A request to give up the rest of a period. */
export interface Abandonment {
  /** The day it is given up: its last covered day. */
  readonly on: CalendarDate;
  readonly machine: Pick<MachineFacts, 'warranty'>;
  /** All periods of the machine. */
  readonly coverage: readonly CoverageFacts[];
  /** The period to be given up: one of `coverage`. */
  readonly abandoned: CoverageFacts;
}

/** The base warranty cannot be given up, unlike a pack (rules.md R-WARRANTY-NODISCARD). */
export function isNotTheBaseWarranty({ abandoned }: Pick<Abandonment, 'abandoned'>): Finding | undefined {
  return abandoned.layer === 'BASE_WARRANTY' ? refuse('WARRANTY_NODISCARD', { ...abandoned.period }) : undefined;
}

/**
 * A pack is given up without a refund; its last covered day is that day, and a later renewal starts the day after what
 * still covers the machine (R-ABANDON-NOREFUND).
 */
export function isGivenUpWithoutARefund(abandonment: Abandonment): Finding | undefined {
  const { on, abandoned, machine, coverage } = abandonment;
  if (abandoned.layer === 'BASE_WARRANTY') return undefined;
  const left = periodLeft(abandonment);
  const others = coverage.filter((each) => each !== abandoned);
  const remaining = left ? [...others, { ...abandoned, period: left }] : others;
  const renewalStartsOn = addDays(coverageEndsOn({ machine, coverage: remaining }), 1);
  const facts = { on, refund: 0, renewalStartsOn };
  if (left === undefined) return derive('ABANDON_NOREFUND', { ...facts, reason: 'NOT_BEGUN' });
  return derive('ABANDON_NOREFUND', { ...facts, reason: 'BEGUN', lastCoveredOn: left.endsOn });
}

const RULES: readonly Rule<Abandonment>[] = [isNotTheBaseWarranty, isGivenUpWithoutARefund];

/** May the rest of this period be given up (rules.md a.10)? The period of the decision is what is left of it. */
export function reviewAbandonment(abandonment: Abandonment): Decision {
  const { on, abandoned } = abandonment;
  const period = abandoned.layer === 'BASE_WARRANTY' ? abandoned.period : periodLeft(abandonment);
  return decided({ on, period }, findingsOf(RULES, abandonment));
}

/** What was covered until the day; nothing of a period that has not begun. */
function periodLeft({ on, abandoned }: Pick<Abandonment, 'on' | 'abandoned'>): Period | undefined {
  const { startsOn, endsOn } = abandoned.period;
  return on < startsOn ? undefined : { startsOn, endsOn: earlierOf(on, endsOn) };
}
