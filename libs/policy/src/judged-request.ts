import { type CalendarDate, earlierOf } from './calendar-date.ts';
import { type Period, termFrom } from './period.ts';
import type { ServiceRequest } from './service-request.ts';

/** A request with the days its review has worked out, so that every rule looks at the same ones. */
export interface JudgedRequest extends ServiceRequest {
  /** The first day of what would be covered; absent when there is nothing to start from. */
  readonly startsOn?: CalendarDate;
  /** What the term alone would cover. */
  readonly termPeriod?: Period;
  /** What would be covered: the term's period cut at the end of support; absent when it would start after that. */
  readonly period?: Period;
}

/** Terms beyond a hundred years are typing mistakes, not terms. */
const LONGEST_TERM_MONTHS = 1200;

/** Whether the number can be the length of a term: whole months, at least one. */
export function isTerm(months: number): boolean {
  return Number.isInteger(months) && months >= 1 && months <= LONGEST_TERM_MONTHS;
}

/** The request with the periods of a term of `months` from `startsOn`. */
export function judgedFrom(request: ServiceRequest, startsOn: CalendarDate, months: number): JudgedRequest {
  return isTerm(months) ? judgedFor(request, termFrom(startsOn, months)) : { ...request, startsOn };
}

/** The request with the period it would cover. No coverage ends after the end of support (rules.md R-EOS-TRUNCATE). */
export function judgedFor(request: ServiceRequest, termPeriod: Period): JudgedRequest {
  const { startsOn } = termPeriod;
  const { endOfSupportOn } = request;
  if (endOfSupportOn === undefined) return { ...request, startsOn, termPeriod, period: termPeriod };
  if (startsOn > endOfSupportOn) return { ...request, startsOn, termPeriod };
  return {
    ...request,
    startsOn,
    termPeriod,
    period: { startsOn, endsOn: earlierOf(termPeriod.endsOn, endOfSupportOn) },
  };
}
