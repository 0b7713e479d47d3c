import { liesBeforeTheRenewals } from './coverage-overlap.rule.ts';
import type { Decision } from './decision.ts';
import { endsByTheEndOfSupport, isBoughtWhileSupported, isUnannounced } from './end-of-support.rule.ts';
import { EVERY_SERVICE_RULES } from './every-service.rule.ts';
import { judgedFrom, type JudgedRequest } from './judged-request.ts';
import { decisionOf, findingsOf, type Rule } from './judgement.ts';
import {
  arrivesInWarranty,
  countsFromTheWarrantyStart,
  isInWarranty,
  isNoNewContractAfterTheEnd,
  isOnSaleWhenOrdered,
  isStillSold,
  startsWithTheWarranty,
} from './new-pack.rule.ts';
import { hasAPriceOfItsOwn, isSoldByWholeTerms } from './offer.rule.ts';
import { REGION_RULES } from './region.rule.ts';
import { hasATermOfTheFamily, LIFE_RULES } from './service-life.rule.ts';
import type { ServiceRequest } from './service-request.ts';
import { endsNoEarlierThanTheCover, leavesTheChainWhole, raisesSomething } from './upgrade.rule.ts';

const RULES: readonly Rule<JudgedRequest>[] = [
  isInWarranty,
  isNoNewContractAfterTheEnd,
  isOnSaleWhenOrdered,
  isStillSold,
  isSoldByWholeTerms,
  hasATermOfTheFamily,
  startsWithTheWarranty,
  countsFromTheWarrantyStart,
  arrivesInWarranty,
  endsNoEarlierThanTheCover,
  raisesSomething,
  liesBeforeTheRenewals,
  leavesTheChainWhole,
  ...REGION_RULES,
  isUnannounced,
  isBoughtWhileSupported,
  endsByTheEndOfSupport,
  ...LIFE_RULES,
  ...EVERY_SERVICE_RULES,
  hasAPriceOfItsOwn,
];

/** May this warranty upgrade be bought for, or registered on, this machine (rules.md a.2)? */
export function reviewUpgrade(request: ServiceRequest): Decision {
  const judged = judgedFrom(request, request.machine.warranty.startsOn, request.offering.termMonths);
  return decisionOf(judged, findingsOf(RULES, judged));
}
