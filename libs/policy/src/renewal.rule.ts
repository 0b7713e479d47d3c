import { addBusinessDays } from './business-days.ts';
import { addDays, daysBetween } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { coverageEndsOn, lastMachineCoverage, renewalStartsOn, warrantyEndsOn } from './existing-coverage.ts';
import { approve, charge, derive, inform, refuse, warn } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import { FREE_LAPSE_DAYS, recommendedOrderOn, reinstatementFeeFrom } from './renewal-days.ts';
import type { ServiceRequest } from './service-request.ts';
import { compareLevels } from './vocabulary.ts';

type Machine = Pick<ServiceRequest, 'machine' | 'coverage'>;
type Ordered = Machine & Pick<ServiceRequest, 'orderedOn'>;

/** A renewal starts the day after the last covered day, bought early or late (rules.md R-REN-START). */
export function startsTheDayAfter(request: Machine & Pick<ServiceRequest, 'requestedStartsOn'>): Finding | undefined {
  const facts = { coverageEndsOn: coverageEndsOn(request), startsOn: renewalStartsOn(request) };
  const { requestedStartsOn } = request;
  if (requestedStartsOn === undefined || requestedStartsOn === facts.startsOn) {
    return derive('REN_START', { ...facts, reason: 'DAY_AFTER' });
  }
  return refuse('REN_START', { ...facts, reason: 'OTHER_DAY', requestedStartsOn });
}

/** A renewal is bought during the coverage it follows, the last day included (R-REN-BUY-IN-TERM). */
export function isBoughtInTerm(request: Ordered): Finding | undefined {
  const endsOn = coverageEndsOn(request);
  if (request.orderedOn > endsOn) return undefined;
  return inform('REN_BUY_IN_TERM', { orderedOn: request.orderedOn, coverageEndsOn: endsOn });
}

/** Bought after the end, a renewal is backdated to the day after it (R-REN-BACKDATE). */
export function isBackdatedWhenLate(request: Ordered): Finding | undefined {
  const endsOn = coverageEndsOn(request);
  if (request.orderedOn <= endsOn) return undefined;
  return derive('REN_BACKDATE', {
    coverageEndsOn: endsOn,
    startsOn: renewalStartsOn(request),
    lapsedDays: daysBetween(endsOn, request.orderedOn),
    feeFrom: reinstatementFeeFrom(endsOn),
  });
}

/** A renewal can still be bought after the end (R-REN-AFTER-POSSIBLE). */
export function isStillPossibleAfterTheEnd(request: Ordered): Finding | undefined {
  const endsOn = coverageEndsOn(request);
  if (request.orderedOn <= endsOn) return undefined;
  return inform('REN_AFTER_POSSIBLE', { orderedOn: request.orderedOn, coverageEndsOn: endsOn });
}

/** More than 90 days after the end, reinstatement costs a fee; exactly 90 days do not (R-REN-FEE-90). */
export function costsAFeeAfterNinetyDays(request: Ordered & Pick<ServiceRequest, 'market'>): Finding | undefined {
  const endsOn = coverageEndsOn(request);
  const lapsedDays = daysBetween(endsOn, request.orderedOn);
  if (lapsedDays <= FREE_LAPSE_DAYS) return undefined;
  const reason = request.market.reinstatementFee === undefined ? 'AMOUNT_TO_BE_ASKED' : 'AMOUNT_SET';
  return charge('REN_FEE_90', { reason, coverageEndsOn: endsOn, lapsedDays, freeDays: FREE_LAPSE_DAYS });
}

/** Packs follow each other without a gap: one that is over already is followed by the next (R-REN-CONTIGUOUS). */
export function leavesNoGap({ on, period }: Pick<JudgedRequest, 'on' | 'period'>): Finding | undefined {
  if (period === undefined || period.endsOn >= on) return undefined;
  return warn('REN_CONTIGUOUS', { endsOn: period.endsOn, nextStartsOn: addDays(period.endsOn, 1) });
}

/** After a long lapse one pack alone does not reach the day asked (R-REN-CHAIN-MIN). */
export function reachesTheDay({ on, period }: Pick<JudgedRequest, 'on' | 'period'>): Finding | undefined {
  if (period === undefined || period.endsOn >= on) return undefined;
  return warn('REN_CHAIN_MIN', { endsOn: period.endsOn, on });
}

/** A renewal should be ordered a month before the end; later in term is a warning only (R-REN-ORDER-1M). */
export function isOrderedAMonthAhead(request: Ordered): Finding | undefined {
  const { orderedOn } = request;
  const endsOn = coverageEndsOn(request);
  const recommendedOn = recommendedOrderOn(endsOn);
  if (orderedOn <= recommendedOn || orderedOn > endsOn) return undefined;
  return warn('REN_ORDER_1M', { recommendedOn, coverageEndsOn: endsOn, orderedOn });
}

/** A renewal should be registered by the end of the coverage it follows (R-REN-REGISTER-BEFORE). */
export function isRegisteredBeforeTheEnd(
  request: Ordered & Pick<ServiceRequest, 'stage' | 'on' | 'calendar'>,
): Finding | undefined {
  const { stage, on, orderedOn, calendar } = request;
  const endsOn = coverageEndsOn(request);
  const isLateOrder = stage !== 'REGISTRATION' && orderedOn > endsOn;
  const registeredOn = stage === 'REGISTRATION' ? on : addBusinessDays(orderedOn, 8, calendar);
  if (isLateOrder || registeredOn <= endsOn) return undefined;
  return warn('REN_REGISTER_BEFORE', { coverageEndsOn: endsOn, registeredOn });
}

/** A 12-month renewal, and no other, may be registered for half a year, at its full price (R-REN-HALFYEAR). */
export function isHalvedOnlyFromAYear({
  offering,
  requestedMonths,
  period,
}: Pick<JudgedRequest, 'offering' | 'requestedMonths' | 'period'>): Finding | undefined {
  const { termMonths } = offering;
  if (requestedMonths !== 6 || termMonths === 6) return undefined;
  if (termMonths !== 12) return refuse('REN_HALFYEAR', { reason: 'ONLY_FROM_A_YEAR', termMonths });
  return period && derive('REN_HALFYEAR', { reason: 'HALF_A_YEAR', termMonths, ...period });
}

/** For a used machine past its registered warranty only the 12-month renewal is sold unasked (R-REN-USED-2Y). */
export function isAYearForUsedMachines(request: Ordered & Pick<ServiceRequest, 'offering'>): Finding | undefined {
  const { machine, offering, orderedOn } = request;
  const endsOn = warrantyEndsOn(request);
  if (!machine.used || orderedOn <= endsOn || offering.termMonths === 12) return undefined;
  return approve('REN_USED_2Y', { termMonths: offering.termMonths, warrantyEndsOn: endsOn });
}

/** A renewal keeps or raises the level it follows; a lower one is a warning (R-REN-TIER-CHANGE). */
export function keepsTheLevel({
  coverage,
  offering,
}: Pick<ServiceRequest, 'coverage' | 'offering'>): Finding | undefined {
  const previousLevel = lastMachineCoverage({ coverage })?.serviceLevel;
  const { serviceLevel } = offering;
  if (previousLevel === undefined || serviceLevel === undefined) return undefined;
  if (compareLevels(serviceLevel, previousLevel) >= 0) return undefined;
  return warn('REN_TIER_CHANGE', { serviceLevel, previousLevel });
}
