import { type CalendarDate, lastDayOf } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { approve, derive, inform, refuse, warn } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import type { ServiceRequest } from './service-request.ts';

/**
 * With no end of support announced no such rule applies; that is a state, not a far date (rules.md R-EOS-UNANNOUNCED).
 */
export function isUnannounced({
  endOfSupportOn,
  machine,
}: Pick<ServiceRequest, 'endOfSupportOn' | 'machine'>): Finding | undefined {
  return endOfSupportOn === undefined ? inform('EOS_UNANNOUNCED', { machineType: machine.machineType }) : undefined;
}

/**
 * Nothing starts after the end of support, and no new pack is bought after it; a used machine is asked about before
 * (R-EOS-MAYREFUSE).
 */
export function isBoughtWhileSupported({
  endOfSupportOn,
  machine,
  offering,
  on,
  stage,
  startsOn,
}: Pick<JudgedRequest, 'endOfSupportOn' | 'machine' | 'offering' | 'on' | 'stage' | 'startsOn'>): Finding | undefined {
  if (endOfSupportOn === undefined) return undefined;
  if (startsOn !== undefined && startsOn > endOfSupportOn) {
    return refuse('EOS_MAYREFUSE', { reason: 'STARTS_AFTER', endOfSupportOn, startsOn });
  }
  if (offering.kind !== 'RENEWAL' && on > endOfSupportOn) {
    return refuse('EOS_MAYREFUSE', { reason: 'ASKED_AFTER', endOfSupportOn, on });
  }
  if (!machine.used || stage === 'REGISTRATION') return undefined;
  return approve('EOS_MAYREFUSE', { reason: 'USED', endOfSupportOn });
}

/** No coverage ends after the end of support: a term that crosses it is cut there (R-EOS-TRUNCATE). */
export function endsByTheEndOfSupport({
  endOfSupportOn,
  stage,
  period,
  termPeriod,
}: Pick<JudgedRequest, 'endOfSupportOn' | 'stage' | 'period' | 'termPeriod'>): Finding | undefined {
  if (endOfSupportOn === undefined || period === undefined || termPeriod === undefined) return undefined;
  if (termPeriod.endsOn <= endOfSupportOn) return undefined;
  const facts = { endOfSupportOn, termEndsOn: termPeriod.endsOn };
  if (stage === 'REGISTRATION') return derive('EOS_TRUNCATE', { ...facts, reason: 'HELD' });
  return warn('EOS_TRUNCATE', { ...facts, reason: 'NEW_SALE' });
}

/** Coverage that is registered, and what is announced of its machine type. */
export interface RegisteredCoverage {
  readonly endsOn: CalendarDate;
  readonly endOfSupportOn?: CalendarDate | undefined;
  /** The day it is asked about. */
  readonly on: CalendarDate;
}

/**
 * What was registered before its end of support was announced keeps its period, but is not served after that day
 * (R-EOS-TRUNCATE: flagged, not shortened).
 */
export function isServedToItsEnd({ endsOn, endOfSupportOn, on }: RegisteredCoverage): Finding | undefined {
  if (endOfSupportOn === undefined || endsOn <= endOfSupportOn) return undefined;
  return warn('EOS_TRUNCATE', { reason: on > endOfSupportOn ? 'PASSED' : 'REGISTERED', endOfSupportOn, endsOn, on });
}

/**
 * With less than a year from start to end of support an individual contract is recommended; exactly 12 months are not
 * less (R-EOS-LT1Y).
 */
export function hasAYearUntilEndOfSupport({
  endOfSupportOn,
  stage,
  startsOn,
}: Pick<JudgedRequest, 'endOfSupportOn' | 'stage' | 'startsOn'>): Finding | undefined {
  if (stage === 'REGISTRATION' || endOfSupportOn === undefined || startsOn === undefined) return undefined;
  if (startsOn > endOfSupportOn || endOfSupportOn >= lastDayOf(startsOn, 12)) return undefined;
  return warn('EOS_LT1Y', { startsOn, endOfSupportOn });
}

/** A renewal already held is registered up to the end of support (R-EOS-HELD). */
export function isRegisteredUpToEndOfSupport({
  endOfSupportOn,
  stage,
  period,
  termPeriod,
}: Pick<JudgedRequest, 'endOfSupportOn' | 'stage' | 'period' | 'termPeriod'>): Finding | undefined {
  if (stage !== 'REGISTRATION' || endOfSupportOn === undefined || !period || !termPeriod) return undefined;
  if (termPeriod.endsOn <= endOfSupportOn) return undefined;
  return derive('EOS_HELD', { startsOn: period.startsOn, endOfSupportOn });
}
