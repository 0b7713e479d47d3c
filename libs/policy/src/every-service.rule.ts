import { deliveryWindow } from './business-days.ts';
import { hasAChannelOfItsOwn, isSoldThroughTheSameChannel, mayChangeTheChannel } from './channel.rule.ts';
import {
  countryOfUse,
  isServedHereOnceBroughtIn,
  isServedThereOnceTakenOut,
  isUsedWhereItIsSold,
} from './country.rule.ts';
import type { Finding } from './decision.ts';
import { derive, warn } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import type { Rule } from './judgement.ts';
import type { ServiceRequest } from './service-request.ts';
import {
  countsFromTheRecord,
  hasNoFaultYet,
  isAWorkingUsedMachine,
  isRenewedPastItsWarranty,
  isUpgradedInItsWarranty,
  wasBoughtWithoutAFault,
} from './used-machine.rule.ts';

/** A pack arrives on the fifth to the eighth business day after its order (rules.md R-ORD-DELIVER). */
export function arrivesWithinTheWindow({
  stage,
  orderedOn,
  calendar,
}: Pick<ServiceRequest, 'stage' | 'orderedOn' | 'calendar'>): Finding | undefined {
  if (stage !== 'ORDER') return undefined;
  const { startsOn: arrivesFrom, endsOn: arrivesBy } = deliveryWindow(orderedOn, calendar);
  return derive('ORD_DELIVER', { orderedOn, arrivesFrom, arrivesBy });
}

/** Software support needs the customer to be entitled to the support of that software (R-OFFER-SWPRE). */
export function isEntitledToTheSoftware({
  offering,
  softwareEntitled = false,
}: Pick<ServiceRequest, 'offering' | 'softwareEntitled'>): Finding | undefined {
  if (offering.addOn !== 'ENTERPRISE_SOFTWARE_SUPPORT' || softwareEntitled) return undefined;
  return warn('OFFER_SWPRE', { partNumber: offering.partNumber });
}

/** The rules of every service, whatever its kind. */
export const EVERY_SERVICE_RULES: readonly Rule<JudgedRequest>[] = [
  arrivesWithinTheWindow,
  isEntitledToTheSoftware,
  hasNoFaultYet,
  isAWorkingUsedMachine,
  wasBoughtWithoutAFault,
  countsFromTheRecord,
  isUpgradedInItsWarranty,
  isRenewedPastItsWarranty,
  (request) => isUsedWhereItIsSold(countryOfUse(request)),
  (request) => isServedHereOnceBroughtIn(countryOfUse(request)),
  (request) => isServedThereOnceTakenOut(countryOfUse(request)),
  isSoldThroughTheSameChannel,
  mayChangeTheChannel,
  hasAChannelOfItsOwn,
];
