import type { Finding } from './decision.ts';
import { isOnSale } from './existing-coverage.ts';
import { approve, refuse } from './finding.ts';
import { isTerm } from './judged-request.ts';
import type { ServiceRequest } from './service-request.ts';

/** Whole terms are sold, never single months (rules.md R-OFFER-NOMONTHS). A renewal's half year is its own rule. */
export function isSoldByWholeTerms({
  offering,
  requestedMonths = offering.termMonths,
}: Pick<ServiceRequest, 'offering' | 'requestedMonths'>): Finding | undefined {
  const { kind, termMonths } = offering;
  const isHalfYear = kind === 'RENEWAL' && requestedMonths === 6;
  if (isTerm(termMonths) && (requestedMonths === termMonths || isHalfYear)) return undefined;
  return refuse('OFFER_NOMONTHS', { requestedMonths, termMonths });
}

/** The price is the offering's own; where it has none it is asked for, never computed (R-OFFER-PRICE-NOPRORATE). */
export function hasAPriceOfItsOwn({ offering }: Pick<ServiceRequest, 'offering'>): Finding | undefined {
  if (offering.listPrice !== undefined) return undefined;
  return approve('OFFER_PRICE_NOPRORATE', { partNumber: offering.partNumber });
}

/** An offering is sold only while it is on sale, on the day the order is received (R-CAT-ONSALE). */
export function isSoldOnTheDay({
  offering,
  orderedOn,
}: Pick<ServiceRequest, 'offering' | 'orderedOn'>): Finding | undefined {
  if (isOnSale(offering, orderedOn)) return undefined;
  return refuse('CAT_ONSALE', { partNumber: offering.partNumber, orderedOn });
}
