import { addDays, type CalendarDate, daysBetween, laterOf, monthsToReach } from './calendar-date.ts';
import { type Period, termFrom } from './period.ts';
import type { CoverageFacts } from './service-request.ts';

/** A period of coverage, and the one it becomes. */
export interface MovedPeriod {
  readonly coverage: CoverageFacts;
  readonly period: Period;
}

/**
 * The period from another first day: whole months stay whole months; a recorded length that is none keeps its days
 * (rules.md R-DATE-TERM, R-DATE-LEGACY).
 */
export function movedTo({ startsOn, endsOn }: Period, newStartsOn: CalendarDate): Period {
  const term = termFrom(newStartsOn, Math.max(1, monthsToReach(startsOn, endsOn)));
  const isWhole = termFrom(startsOn, Math.max(1, monthsToReach(startsOn, endsOn))).endsOn === endsOn;
  return isWhole ? term : { startsOn: newStartsOn, endsOn: addDays(newStartsOn, daysBetween(startsOn, endsOn)) };
}

/**
 * What moves with the warranty: every period that started with it, and Premier that ends with a service that moves
 * (rules.md R-START-CASCADE, R-PREM-COTERM). A renewal never moves.
 */
export function movedPeriods({
  moved,
  coverage,
  requestedStartsOn,
}: {
  readonly moved: CoverageFacts;
  readonly coverage: readonly CoverageFacts[];
  readonly requestedStartsOn: CalendarDate;
}): MovedPeriod[] {
  const { startsOn } = moved.period;
  const started = coverage
    .filter((each) => each.kind !== 'RENEWAL' && each.period.startsOn === startsOn)
    .map((each) => ({ coverage: each, period: movedTo(each.period, requestedStartsOn) }));
  const services = started.filter(({ coverage: { layer } }) => layer === 'SERVICE');
  const premier = coverage.flatMap((each) => {
    if (each.layer !== 'PREMIER' || each.period.startsOn === startsOn) return [];
    const service = services.find(({ coverage: { period } }) => period.endsOn === each.period.endsOn);
    return service ? [{ coverage: each, period: endingWith(each.period, service.period) }] : [];
  });
  return [...started, ...premier];
}

function endingWith({ startsOn }: Period, service: Period): Period {
  return { startsOn: laterOf(startsOn, service.startsOn), endsOn: service.endsOn };
}
