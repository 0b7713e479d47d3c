import { addBusinessDays } from './business-days.ts';
import { addDays, type CalendarDate, daysBetween } from './calendar-date.ts';
import type { Charge, Decision, Verdict } from './decision.ts';
import type { Period } from './period.ts';
import { latestSafeOrderOn, recommendedOrderOn, REGISTRATION_BUSINESS_DAYS } from './renewal-days.ts';
import { review } from './review.ts';
import type { BusinessCalendar, ServiceRequest } from './service-request.ts';

/** The days by which a renewal should be ordered. */
export interface SafeOrder {
  /** A month before the end (rules.md R-REN-ORDER-1M). */
  readonly recommendedOn: CalendarDate;
  /** The last day from which eight business days still lead to the end or before it (R-NEW-DELIVERY-RISK). */
  readonly latestOn: CalendarDate;
}

/** By which days a renewal should be ordered, given the last covered day. */
export function latestSafeOrder(coverageEndsOn: CalendarDate, calendar: BusinessCalendar): SafeOrder {
  return {
    recommendedOn: recommendedOrderOn(coverageEndsOn),
    latestOn: latestSafeOrderOn(coverageEndsOn, calendar),
  };
}

/** Order days between which nothing changes but how much of the period is gone when it is registered. */
export interface WaitingStretch {
  /** The first and the last order day. */
  readonly orderedOn: Period;
  readonly verdict: Verdict;
  readonly period?: Period;
  readonly charges: readonly Charge[];
  /** Whether the reinstatement fee is among the charges. */
  readonly reinstatementFee: boolean;
  /** Days of the term that the end of support cuts off. */
  readonly daysCutByEndOfSupport: number;
  /** Days of the period gone by the day of registration, when ordered on the first and on the last day. */
  readonly deadDays: { readonly first: number; readonly last: number };
}

type Waiting = Omit<WaitingStretch, 'orderedOn' | 'deadDays'>;

/**
 * What an order costs and covers on each of the next `days` days, in stretches. A day of the period is dead when it has
 * passed by the eighth business day after the order.
 */
export function costOfWaiting(request: ServiceRequest, days = 180): WaitingStretch[] {
  const stretches: WaitingStretch[] = [];
  let signature = '';
  for (let day = 0; day < days; day++) {
    const on = addDays(request.on, day);
    const decision = review(asOrderedOn(request, on));
    const waiting = waitingOf(decision);
    const dead = deadDays(decision.period, addBusinessDays(on, REGISTRATION_BUSINESS_DAYS, request.calendar));
    const last = stretches.at(-1);
    const now = JSON.stringify(waiting);
    if (last !== undefined && now === signature) stretches[stretches.length - 1] = lengthened(last, on, dead);
    else stretches.push({ orderedOn: { startsOn: on, endsOn: on }, ...waiting, deadDays: { first: dead, last: dead } });
    signature = now;
  }
  return stretches;
}

function asOrderedOn(request: ServiceRequest, on: CalendarDate): ServiceRequest {
  const stage = request.stage === 'REGISTRATION' ? 'ORDER' : request.stage;
  return { ...request, stage, on, orderedOn: on };
}

function waitingOf({ verdict, period, charges, findings }: Decision): Waiting {
  const cut = findings.find(({ rule }) => rule === 'EOS_TRUNCATE');
  const termEndsOn = cut?.facts.termEndsOn as CalendarDate | undefined;
  return {
    verdict,
    ...(period && { period }),
    charges,
    reinstatementFee: charges.some(({ kind }) => kind === 'REINSTATEMENT_FEE'),
    daysCutByEndOfSupport: period && termEndsOn ? daysBetween(period.endsOn, termEndsOn) : 0,
  };
}

function deadDays(period: Period | undefined, registeredOn: CalendarDate): number {
  if (period === undefined || registeredOn <= period.startsOn) return 0;
  const length = daysBetween(period.startsOn, period.endsOn) + 1;
  return Math.min(length, daysBetween(period.startsOn, registeredOn));
}

function lengthened(stretch: WaitingStretch, on: CalendarDate, dead: number): WaitingStretch {
  const { orderedOn, deadDays: known } = stretch;
  return {
    ...stretch,
    orderedOn: { startsOn: orderedOn.startsOn, endsOn: on },
    deadDays: { first: known.first, last: dead },
  };
}
