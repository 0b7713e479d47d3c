import { type CalendarDate, lastDayOf } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { isOnSale } from './existing-coverage.ts';
import { approve, derive, inform, refuse } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import { type LifeLimit, limitsOf } from './product-families.ts';
import type { OfferingFacts, ServiceRequest } from './service-request.ts';

type Life = Pick<JudgedRequest, 'machine' | 'market' | 'period'>;

/**
 * Coverage ends within the longest service life of the family, counted from the warranty start (rules.md R-LIFE-7Y,
 * R-LIFE-ST50, R-LIFE-DMDE-67).
 */
export function endsWithinServiceLife(request: Life): Finding | undefined {
  const { refusedBeyond } = limitsOf(request.machine.family, request.market);
  if (refusedBeyond === undefined || !endsBeyond(request, refusedBeyond)) return undefined;
  return refuse(refusedBeyond.rule, { ...factsOf(request, refusedBeyond), reason: 'BEYOND_LONGEST' });
}

/** Beyond the life that is sold unasked a person decides (R-LIFE-NO2Y, R-LIFE-EXCEPT, R-LIFE-DMDE-67). */
export function endsWithinTheLifeSoldUnasked(
  request: Life & Pick<ServiceRequest, 'offering' | 'offerings' | 'orderedOn'>,
): Finding | undefined {
  const { approvedBeyond, refusedBeyond, twoYearRenewalLifts } = limitsOf(request.machine.family, request.market);
  if (approvedBeyond === undefined || !endsBeyond(request, approvedBeyond)) return undefined;
  if (twoYearRenewalLifts && hasATwoYearRenewal(request)) return undefined;
  const saysRefused = refusedBeyond?.rule === approvedBeyond.rule && endsBeyond(request, refusedBeyond);
  if (saysRefused) return undefined;
  return approve(approvedBeyond.rule, { ...factsOf(request, approvedBeyond), reason: 'BEYOND_UNASKED' });
}

/** DM/DE storage is usually served five years: said once a request passes them (R-LIFE-DMDE-5). */
export function endsWithinTheUsualLife(request: Life): Finding | undefined {
  const { usualLimit } = limitsOf(request.machine.family, request.market);
  if (usualLimit === undefined || !endsBeyond(request, usualLimit)) return undefined;
  return inform(usualLimit.rule, factsOf(request, usualLimit));
}

/** Some families have terms of their own: ST50 has 1, 3, 4 and 5 years (R-LIFE-ST50-TERMS). */
export function hasATermOfTheFamily({
  machine,
  offering,
  market,
}: Pick<ServiceRequest, 'machine' | 'offering' | 'market'>): Finding | undefined {
  const { terms } = limitsOf(machine.family, market);
  if (terms === undefined || terms.includes(offering.termMonths)) return undefined;
  return refuse('LIFE_ST50_TERMS', { termMonths: offering.termMonths, terms: terms.map(String) });
}

/** Hardware no longer current is bounded by its end of support alone (R-LIFE-NONCURRENT). */
export function isBoundedByEndOfSupportAlone({
  machine,
  market,
}: Pick<ServiceRequest, 'machine' | 'market'>): Finding | undefined {
  if (!limitsOf(machine.family, market).nonCurrent) return undefined;
  return derive('LIFE_NONCURRENT', { family: machine.family });
}

/** The rules of service life that hold for every service but Premier upgrades, which end with another service. */
export const LIFE_RULES = [
  endsWithinServiceLife,
  endsWithinTheLifeSoldUnasked,
  endsWithinTheUsualLife,
  isBoundedByEndOfSupportAlone,
] as const;

/** How long a machine can be served, as far as its family bounds it; an end of support may come sooner. */
export interface ServiceLife {
  /** The last day served unasked; beyond it a person decides. */
  readonly unaskedUntil?: CalendarDate;
  /** The last day that can be sold at all. */
  readonly longestUntil?: CalendarDate;
}

/** What the limits of the machine's family leave, counted from its warranty start, as the renewals on sale have it. */
export function serviceLifeOf(
  request: Pick<ServiceRequest, 'machine' | 'market' | 'offerings' | 'orderedOn'>,
): ServiceLife {
  const { machine, market } = request;
  const { approvedBeyond, refusedBeyond, twoYearRenewalLifts } = limitsOf(machine.family, market);
  const lastDay = ({ months }: LifeLimit): CalendarDate => lastDayOf(machine.warranty.startsOn, months);
  const unasked =
    twoYearRenewalLifts && hasATwoYearRenewal(request) ? refusedBeyond : (approvedBeyond ?? refusedBeyond);
  return {
    ...(unasked && { unaskedUntil: lastDay(unasked) }),
    ...(refusedBeyond && { longestUntil: lastDay(refusedBeyond) }),
  };
}

function endsBeyond({ machine, period }: Pick<Life, 'machine' | 'period'>, { months }: LifeLimit): boolean {
  return period !== undefined && period.endsOn > lastDayOf(machine.warranty.startsOn, months);
}

function factsOf({ machine, period }: Pick<Life, 'machine' | 'period'>, { months }: LifeLimit) {
  const lastDay = lastDayOf(machine.warranty.startsOn, months);
  return { family: machine.family, years: months / 12, lastDay, endsOn: period?.endsOn ?? lastDay };
}

function hasATwoYearRenewal({
  offering,
  offerings,
  orderedOn,
}: Pick<ServiceRequest, 'offerings' | 'orderedOn'> & { readonly offering?: OfferingFacts }): boolean {
  const isOne = (each: OfferingFacts) => each.kind === 'RENEWAL' && each.termMonths === 24 && isOnSale(each, orderedOn);
  return (offering !== undefined && isOne(offering)) || offerings.some(isOne);
}
