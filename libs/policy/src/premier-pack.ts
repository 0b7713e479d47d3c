import { addBusinessDays } from './business-days.ts';
import type { CalendarDate } from './calendar-date.ts';
import { isMachineCoverage } from './existing-coverage.ts';
import { includes, overlaps } from './period.ts';
import type { CoverageFacts, ServiceRequest } from './service-request.ts';

/**
 * The day a Premier upgrade takes effect: planned as eight business days after the order, then the registration day
 * (rules.md R-PREM-ASOF).
 */
export function effectiveOn({
  stage,
  on,
  orderedOn,
  calendar,
}: Pick<ServiceRequest, 'stage' | 'on' | 'orderedOn' | 'calendar'>): CalendarDate {
  return stage === 'REGISTRATION' ? on : addBusinessDays(orderedOn, 8, calendar);
}

/** The service in force on the day; the one that ends last, should there be two. */
export function packInForce(coverage: readonly CoverageFacts[], on: CalendarDate): CoverageFacts | undefined {
  return coverage
    .filter(({ layer, period }) => layer === 'SERVICE' && includes(period, on))
    .reduce<CoverageFacts | undefined>(
      (last, each) => (last === undefined || each.period.endsOn > last.period.endsOn ? each : last),
      undefined,
    );
}

export type NoPremierReason = 'BASE_ONLY' | 'ALREADY_PREMIER' | 'EXPIRED';

/** Why no Premier can be added on the day, if so. */
export function whyNoPremier(coverage: readonly CoverageFacts[], on: CalendarDate): NoPremierReason | undefined {
  const pack = packInForce(coverage, on);
  if (pack) return pack.premier || hasPremierOver(coverage, on, pack) ? 'ALREADY_PREMIER' : undefined;
  const machineCoverage = coverage.filter(isMachineCoverage);
  if (machineCoverage.some(({ period }) => includes(period, on))) return 'BASE_ONLY';
  return machineCoverage.some(({ period }) => period.endsOn < on) ? 'EXPIRED' : 'BASE_ONLY';
}

/** The service registered to follow the pack. */
export function followOnOf(coverage: readonly CoverageFacts[], pack: CoverageFacts): CoverageFacts | undefined {
  return coverage.find(({ layer, period }) => layer === 'SERVICE' && period.startsOn > pack.period.endsOn);
}

function hasPremierOver(coverage: readonly CoverageFacts[], on: CalendarDate, pack: CoverageFacts): boolean {
  const rest = { startsOn: on, endsOn: pack.period.endsOn };
  return coverage.some(({ layer, period }) => layer === 'PREMIER' && overlaps(period, rest));
}
