import { addBusinessDays, deliveryWindow } from './business-days.ts';
import { addDays, daysBetween, lastDayOf, monthsToReach } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { isOnSale, renewalStartsOn, warrantyEndsOn } from './existing-coverage.ts';
import { derive, refuse, warn } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import type { ServiceRequest } from './service-request.ts';

type Machine = Pick<ServiceRequest, 'machine' | 'coverage'>;

/** A pack is bought and registered in warranty, its last day included (rules.md R-NEW-INWARRANTY). */
export function isInWarranty(request: Machine & Pick<ServiceRequest, 'on'>): Finding | undefined {
  const endsOn = warrantyEndsOn(request);
  if (request.on <= endsOn) return undefined;
  return refuse('NEW_INWARRANTY', { warrantyEndsOn: endsOn, on: request.on });
}

/** After the warranty there is no new contract; a renewal follows on from the day after (R-NEW-NOCONTRACT-AFTER). */
export function isNoNewContractAfterTheEnd(request: Machine & Pick<ServiceRequest, 'on'>): Finding | undefined {
  const endsOn = warrantyEndsOn(request);
  if (request.on <= endsOn) return undefined;
  return refuse('NEW_NOCONTRACT_AFTER', { warrantyEndsOn: endsOn, renewalStartsOn: renewalStartsOn(request) });
}

/**
 * A pack should arrive, eight business days after the order at the latest, while the machine is in warranty (R-NEW-
 * DELIVERY-RISK).
 */
export function arrivesInWarranty(
  request: Machine & Pick<ServiceRequest, 'stage' | 'on' | 'orderedOn' | 'calendar'>,
): Finding | undefined {
  const endsOn = warrantyEndsOn(request);
  const { stage, on, orderedOn, calendar } = request;
  if (stage === 'REGISTRATION' || on > endsOn || addBusinessDays(orderedOn, 8, calendar) <= endsOn) return undefined;
  const { startsOn: arrivesFrom, endsOn: arrivesBy } = deliveryWindow(orderedOn, calendar);
  return warn('NEW_DELIVERY_RISK', { warrantyEndsOn: endsOn, arrivesFrom, arrivesBy });
}

/** A pack starts with the warranty of its machine, on no other day (R-NEW-START). */
export function startsWithTheWarranty({
  machine,
  orderedOn,
  requestedStartsOn,
}: Pick<ServiceRequest, 'machine' | 'orderedOn' | 'requestedStartsOn'>): Finding | undefined {
  const { startsOn } = machine.warranty;
  if (requestedStartsOn !== undefined && requestedStartsOn !== startsOn) {
    return refuse('NEW_START', { reason: 'OTHER_DAY', startsOn, requestedStartsOn });
  }
  return orderedOn <= startsOn ? derive('NEW_START', { reason: 'WITH_WARRANTY', startsOn }) : undefined;
}

/** A pack bought later starts with the warranty too: the time gone by is not given back (R-NEW-START-LATER). */
export function countsFromTheWarrantyStart({
  machine,
  on,
  orderedOn,
  period,
}: Pick<JudgedRequest, 'machine' | 'on' | 'orderedOn' | 'period'>): Finding | undefined {
  const { startsOn } = machine.warranty;
  if (orderedOn <= startsOn || period === undefined) return undefined;
  const { endsOn } = period;
  return derive('NEW_START_LATER', { startsOn, endsOn, on, ...remaining(on, endsOn) });
}

/** A pack is sold only while it is on sale, on the day the order is received (R-NEW-ONSALE). */
export function isOnSaleWhenOrdered({
  offering,
  orderedOn,
}: Pick<ServiceRequest, 'offering' | 'orderedOn'>): Finding | undefined {
  if (isOnSale(offering, orderedOn)) return undefined;
  return refuse('NEW_ONSALE', { partNumber: offering.partNumber, orderedOn });
}

/** Once the sale of a pack has ended, the 12-month renewal follows the warranty instead (R-NEW-SALESENDED). */
export function isStillSold(request: Machine & Pick<ServiceRequest, 'offering' | 'orderedOn'>): Finding | undefined {
  const { partNumber, onSaleUntil } = request.offering;
  if (onSaleUntil === undefined || request.orderedOn <= onSaleUntil) return undefined;
  return refuse('NEW_SALESENDED', { partNumber, onSaleUntil, renewalStartsOn: renewalStartsOn(request) });
}

function remaining(from: JudgedRequest['on'], endsOn: JudgedRequest['on']) {
  const reaching = monthsToReach(from, endsOn);
  const exact = reaching > 0 && lastDayOf(from, reaching) === endsOn;
  const remainingMonths = exact ? reaching : Math.max(0, reaching - 1);
  const monthsEndOn = remainingMonths === 0 ? addDays(from, -1) : lastDayOf(from, remainingMonths);
  return { remainingMonths, remainingDays: Math.max(0, daysBetween(monthsEndOn, endsOn)) };
}
