import type { Decision, Remedy } from './decision.ts';
import { decided, findingsOf, type Rule } from './judgement.ts';
import { movedTo } from './moved-periods.ts';
import {
  hasBothDocuments,
  isNearTheShipDate,
  isNotOfARenewal,
  keepsTheRenewalsPeriod,
  keepsTheWarranty,
  movesWhatStartedWithIt,
  type StartDateChange,
} from './start-date-change.rule.ts';

const RULES: readonly Rule<StartDateChange>[] = [
  isNotOfARenewal,
  keepsTheRenewalsPeriod,
  hasBothDocuments,
  isNearTheShipDate,
  movesWhatStartedWithIt,
  keepsTheWarranty,
];

/** May the first day of this period be moved (rules.md a.7)? The period of the decision is the one after the move. */
export function reviewStartDateChange(change: StartDateChange): Decision {
  const { on, moved, requestedStartsOn } = change;
  const period = moved.kind === 'RENEWAL' ? moved.period : movedTo(moved.period, requestedStartsOn);
  return decided({ on, period }, findingsOf(RULES, change));
}

/** Too far from the ship date is refused in principle: where nothing else refuses, a person may decide (R-START-180). */
export function remediesForStartDateChange({ findings }: Pick<Decision, 'findings'>): Remedy[] {
  const refusals = findings.filter(({ effect }) => effect === 'REFUSE');
  const isTooFarOnly = refusals.every(({ rule, facts }) => rule === 'START_180' && facts.reason === 'TOO_FAR');
  const [first] = refusals;
  if (first === undefined || !isTooFarOnly) return [];
  return [{ action: 'ASK_FOR_APPROVAL', facts: { ...first.facts, reason: 'START_DATE', rules: ['START_180'] } }];
}
