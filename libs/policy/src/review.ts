import type { Decision } from './decision.ts';
import { reviewAddOn } from './review-add-on.ts';
import { reviewPremierUpgrade } from './review-premier-upgrade.ts';
import { reviewRenewal } from './review-renewal.ts';
import { reviewUpgrade } from './review-upgrade.ts';
import type { ServiceRequest } from './service-request.ts';
import type { ServiceKind } from './vocabulary.ts';

const REVIEWS: Readonly<Record<ServiceKind, (request: ServiceRequest) => Decision>> = {
  WARRANTY_UPGRADE: reviewUpgrade,
  RENEWAL: reviewRenewal,
  PREMIER_UPGRADE: reviewPremierUpgrade,
  ADD_ON: reviewAddOn,
};

/** The policy's answer to a request, with everything every rule has to say. Never throws. */
export function review(request: ServiceRequest): Decision {
  return REVIEWS[request.offering.kind](request);
}
