import { lastDayOf, monthsToReach } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { isOnSale } from './existing-coverage.ts';
import { approve, derive, refuse, warn } from './finding.ts';
import { isTerm, type JudgedRequest } from './judged-request.ts';
import { effectiveOn, followOnOf, packInForce, whyNoPremier } from './premier-pack.ts';
import type { OfferingFacts, ServiceRequest } from './service-request.ts';

type Taking = Pick<ServiceRequest, 'stage' | 'on' | 'orderedOn' | 'calendar'>;
type Sized = Pick<JudgedRequest, 'offering' | 'offerings' | 'orderedOn' | 'period'>;

/** Premier is added to a live, registered service that has none (rules.md R-PREM-WHO). */
export function hasAServiceWithoutPremier(request: Taking & Pick<ServiceRequest, 'coverage'>): Finding | undefined {
  const on = effectiveOn(request);
  const reason = whyNoPremier(request.coverage, on);
  return reason && refuse('PREM_WHO', { reason, effectiveOn: on });
}

/** What remains is counted from the day the upgrade takes effect, which nobody chooses (R-PREM-ASOF). */
export function takesEffectWhenRegistered(
  request: Taking & Pick<ServiceRequest, 'requestedStartsOn'>,
): Finding | undefined {
  const on = effectiveOn(request);
  const { requestedStartsOn, stage } = request;
  if (requestedStartsOn !== undefined && requestedStartsOn !== on) {
    return refuse('PREM_ASOF', { reason: 'OTHER_DAY', effectiveOn: on, requestedStartsOn });
  }
  return derive('PREM_ASOF', { reason: stage === 'REGISTRATION' ? 'REGISTERED' : 'PLANNED', effectiveOn: on });
}

/** The smallest "Up to N months" that reaches the last day of the service is the one to buy (R-PREM-SIZE). */
export function isTheSmallestThatReaches(request: Sized): Finding | undefined {
  const { offering, period } = request;
  if (period === undefined || !isTerm(offering.termMonths)) return undefined;
  const ladder = ladderOf(request);
  const facts = { termMonths: offering.termMonths, endsOn: period.endsOn, remainingMonths: remainingOf(period) };
  if (!reaches(offering, period)) {
    const larger = ladder.some(({ termMonths }) => termMonths > offering.termMonths);
    return larger ? refuse('PREM_SIZE', { ...facts, reason: 'TOO_SMALL' }) : undefined;
  }
  const smallest = ladder.find((each) => each.termMonths < offering.termMonths && reaches(each, period));
  if (smallest === undefined) return undefined;
  const { partNumber, termMonths: smallestMonths } = smallest;
  return warn('PREM_SIZE', { ...facts, reason: 'LARGER_THAN_NEEDED', smallestMonths, partNumber });
}

/** An upgrade that takes effect on the last day of the service is worth a warning (R-PREM-SIZE). */
export function leavesMoreThanADay({ period }: Pick<JudgedRequest, 'period'>): Finding | undefined {
  if (period === undefined || period.startsOn !== period.endsOn) return undefined;
  return warn('PREM_SIZE', { reason: 'ENDS_THAT_DAY', endsOn: period.endsOn });
}

/** The upgrade ends with the service it upgrades (R-PREM-COTERM). */
export function endsWithTheService({ period }: Pick<JudgedRequest, 'period'>): Finding | undefined {
  return period && derive('PREM_COTERM', { endsOn: period.endsOn, remainingMonths: remainingOf(period) });
}

/** More time remains than the largest "Up to N months" reaches: a person decides (R-PREM-MAX). */
export function isWithinTheLadder(request: Sized): Finding | undefined {
  const { period } = request;
  if (period === undefined) return undefined;
  const ladder = [...ladderOf(request), request.offering].filter(({ termMonths }) => isTerm(termMonths));
  if (ladder.length === 0 || ladder.some((each) => reaches(each, period))) return undefined;
  const largestMonths = Math.max(...ladder.map(({ termMonths }) => termMonths));
  return approve('PREM_MAX', { largestMonths, endsOn: period.endsOn, remainingMonths: remainingOf(period) });
}

/** Premier is for some machine types only: what is not known to be eligible is asked (R-PREM-MACHINE). */
export function isForPremierMachines({ machine }: Pick<ServiceRequest, 'machine'>): Finding | undefined {
  const { machineType, premierEligible } = machine;
  if (premierEligible === true) return undefined;
  if (premierEligible === false) return refuse('PREM_MACHINE', { reason: 'NOT_ELIGIBLE', machineType });
  return approve('PREM_MACHINE', { reason: 'NOT_CONFIRMED', machineType });
}

/** Only the service in force is upgraded, not the renewal that follows it (R-PREM-CHAIN). */
export function leavesTheFollowOnAlone(request: Taking & Pick<ServiceRequest, 'coverage'>): Finding | undefined {
  const pack = packInForce(request.coverage, effectiveOn(request));
  const followOn = pack && followOnOf(request.coverage, pack);
  if (pack === undefined || followOn === undefined) return undefined;
  return derive('PREM_CHAIN', { endsOn: pack.period.endsOn, followOnStartsOn: followOn.period.startsOn });
}

/** The "Up to N months" on sale for the machine, smallest first. */
function ladderOf({ offerings, orderedOn }: Sized): OfferingFacts[] {
  return offerings
    .filter((each) => each.kind === 'PREMIER_UPGRADE' && isTerm(each.termMonths) && isOnSale(each, orderedOn))
    .sort((a, b) => a.termMonths - b.termMonths);
}

function reaches({ termMonths }: OfferingFacts, { startsOn, endsOn }: NonNullable<JudgedRequest['period']>): boolean {
  return lastDayOf(startsOn, termMonths) >= endsOn;
}

function remainingOf({ startsOn, endsOn }: NonNullable<JudgedRequest['period']>): number {
  return monthsToReach(startsOn, endsOn);
}
