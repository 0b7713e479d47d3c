import { addDays, type CalendarDate, laterOf } from './calendar-date.ts';
import type { Decision, Remedy } from './decision.ts';
import { isMachineCoverage } from './existing-coverage.ts';
import { type JudgedOption, judgedOption, type OptionQuestion, type OptionTerms } from './judged-option.ts';
import { decided, findingsOf, type Rule } from './judgement.ts';
import {
  cameWithTheMachine,
  hasWritingLifeLeft,
  isACoinCell,
  isAConsumableOfTheMachine,
  isCoveredBySomething,
  isNotAConsumableAlone,
  isOnTheListOfConsumables,
  isReplacedBySomebody,
  liesWithinTheMachinesCover,
  outlivesTheMachinesCover,
} from './option.rule.ts';

/** What covers a part on a day. The period of the decision runs from that day to the last one covered. */
export interface OptionCoverage extends Decision {
  readonly terms: OptionTerms;
}

const RULES: readonly Rule<JudgedOption>[] = [
  isOnTheListOfConsumables,
  isACoinCell,
  isNotAConsumableAlone,
  isAConsumableOfTheMachine,
  cameWithTheMachine,
  liesWithinTheMachinesCover,
  outlivesTheMachinesCover,
  isCoveredBySomething,
  hasWritingLifeLeft,
  isReplacedBySomebody,
];

/** Under whose terms a part is served, and until when (rules.md a.8). */
export function optionCoverage(question: OptionQuestion): OptionCoverage {
  const judged = judgedOption(question);
  const { on, terms, endsOn } = judged;
  const period = endsOn && { startsOn: on, endsOn };
  return { ...decided({ on, period }, findingsOf(RULES, judged)), terms };
}

/** Where nothing covers a part: a renewal of the machine, or a repair by the hour (R-OPT-BOTHOVER, R-EOS-SPOT). */
export function remediesForOption(question: OptionQuestion): Remedy[] {
  const { on, coverage, endOfSupportOn } = question;
  if (!optionCoverage(question).findings.some(({ rule }) => rule === 'OPT_BOTHOVER')) return [];
  const isServed = (day: CalendarDate) => endOfSupportOn === undefined || day <= endOfSupportOn;
  const ends = coverage.filter((each) => isMachineCoverage(each) && each.period.endsOn < on);
  const [first, ...rest] = ends.map(({ period }) => period.endsOn);
  const renewalStartsOn = first && addDays(rest.reduce(laterOf, first), 1);
  const remedies: Remedy[] = [];
  if (renewalStartsOn && isServed(renewalStartsOn))
    remedies.push({ action: 'CHOOSE_OFFERING', facts: { reason: 'RENEWAL', renewalStartsOn } });
  if (isServed(on)) remedies.push({ action: 'SPOT_REPAIR', facts: { on } });
  return remedies;
}
