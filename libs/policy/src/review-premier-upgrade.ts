import type { Decision } from './decision.ts';
import { endsByTheEndOfSupport, isBoughtWhileSupported, isUnannounced } from './end-of-support.rule.ts';
import { EVERY_SERVICE_RULES } from './every-service.rule.ts';
import { judgedFor, type JudgedRequest } from './judged-request.ts';
import { decisionOf, findingsOf, type Rule } from './judgement.ts';
import { hasAPriceOfItsOwn, isSoldByWholeTerms, isSoldOnTheDay } from './offer.rule.ts';
import { effectiveOn, packInForce } from './premier-pack.ts';
import {
  endsWithTheService,
  hasAServiceWithoutPremier,
  isForPremierMachines,
  isTheSmallestThatReaches,
  isWithinTheLadder,
  leavesMoreThanADay,
  leavesTheFollowOnAlone,
  takesEffectWhenRegistered,
} from './premier.rule.ts';
import type { ServiceRequest } from './service-request.ts';

const RULES: readonly Rule<JudgedRequest>[] = [
  hasAServiceWithoutPremier,
  isForPremierMachines,
  isSoldOnTheDay,
  isSoldByWholeTerms,
  takesEffectWhenRegistered,
  endsWithTheService,
  isTheSmallestThatReaches,
  leavesMoreThanADay,
  isWithinTheLadder,
  leavesTheFollowOnAlone,
  isUnannounced,
  isBoughtWhileSupported,
  endsByTheEndOfSupport,
  ...EVERY_SERVICE_RULES,
  hasAPriceOfItsOwn,
];

/** May Premier be added to the service this machine has (rules.md a.5)? */
export function reviewPremierUpgrade(request: ServiceRequest): Decision {
  const startsOn = effectiveOn(request);
  const pack = packInForce(request.coverage, startsOn);
  const judged = pack ? judgedFor(request, { startsOn, endsOn: pack.period.endsOn }) : { ...request, startsOn };
  return decisionOf(judged, findingsOf(RULES, judged));
}
