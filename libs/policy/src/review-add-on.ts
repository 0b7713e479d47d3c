import { isTheOnlyOneOfItsAddOn } from './coverage-overlap.rule.ts';
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
import { LIFE_RULES } from './service-life.rule.ts';
import type { ServiceRequest } from './service-request.ts';

const RULES: readonly Rule<JudgedRequest>[] = [
  isInWarranty,
  isNoNewContractAfterTheEnd,
  isOnSaleWhenOrdered,
  isStillSold,
  isSoldByWholeTerms,
  startsWithTheWarranty,
  countsFromTheWarrantyStart,
  arrivesInWarranty,
  isTheOnlyOneOfItsAddOn,
  isUnannounced,
  isBoughtWhileSupported,
  endsByTheEndOfSupport,
  ...LIFE_RULES,
  ...EVERY_SERVICE_RULES,
  hasAPriceOfItsOwn,
];

/** May this add-on be bought for, or registered on, this machine? It is sold as an upgrade is (rules.md a.2). */
export function reviewAddOn(request: ServiceRequest): Decision {
  const judged = judgedFrom(request, request.machine.warranty.startsOn, request.offering.termMonths);
  return decisionOf(judged, findingsOf(RULES, judged));
}
