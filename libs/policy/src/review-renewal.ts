import type { Decision } from './decision.ts';
import {
  endsByTheEndOfSupport,
  hasAYearUntilEndOfSupport,
  isBoughtWhileSupported,
  isRegisteredUpToEndOfSupport,
  isUnannounced,
} from './end-of-support.rule.ts';
import { EVERY_SERVICE_RULES } from './every-service.rule.ts';
import { renewalStartsOn } from './existing-coverage.ts';
import { judgedFrom, type JudgedRequest } from './judged-request.ts';
import { decisionOf, findingsOf, type Rule } from './judgement.ts';
import { hasAPriceOfItsOwn, isSoldByWholeTerms, isSoldOnTheDay } from './offer.rule.ts';
import { REGION_RULES } from './region.rule.ts';
import {
  costsAFeeAfterNinetyDays,
  isAYearForUsedMachines,
  isBackdatedWhenLate,
  isBoughtInTerm,
  isHalvedOnlyFromAYear,
  isOrderedAMonthAhead,
  isRegisteredBeforeTheEnd,
  isStillPossibleAfterTheEnd,
  keepsTheLevel,
  leavesNoGap,
  reachesTheDay,
  startsTheDayAfter,
} from './renewal.rule.ts';
import { hasATermOfTheFamily, LIFE_RULES } from './service-life.rule.ts';
import type { ServiceRequest } from './service-request.ts';

const RULES: readonly Rule<JudgedRequest>[] = [
  isSoldOnTheDay,
  isSoldByWholeTerms,
  isHalvedOnlyFromAYear,
  hasATermOfTheFamily,
  startsTheDayAfter,
  isBoughtInTerm,
  isOrderedAMonthAhead,
  isBackdatedWhenLate,
  isStillPossibleAfterTheEnd,
  costsAFeeAfterNinetyDays,
  leavesNoGap,
  reachesTheDay,
  isRegisteredBeforeTheEnd,
  isAYearForUsedMachines,
  keepsTheLevel,
  ...REGION_RULES,
  isUnannounced,
  isBoughtWhileSupported,
  hasAYearUntilEndOfSupport,
  isRegisteredUpToEndOfSupport,
  endsByTheEndOfSupport,
  ...LIFE_RULES,
  ...EVERY_SERVICE_RULES,
  hasAPriceOfItsOwn,
];

/** May this renewal be bought for, or registered on, this machine (rules.md a.3)? */
export function reviewRenewal(request: ServiceRequest): Decision {
  const { termMonths } = request.offering;
  const months = request.requestedMonths === 6 && termMonths === 12 ? 6 : termMonths;
  const judged = judgedFrom(request, renewalStartsOn(request), months);
  return decisionOf(judged, findingsOf(RULES, judged));
}
