import type { CalendarDate } from './calendar-date.ts';
import type { Decision, Finding } from './decision.ts';
import { approve, warn } from './finding.ts';
import { decided, findingsOf } from './judgement.ts';
import { isAKnownPlace, isInsideTheRegion, isReadAsItsSuccessor, type RegionRequest } from './region.rule.ts';
import type { CoverageFacts } from './service-request.ts';
import { isTimed, type TimedLevel } from './vocabulary.ts';

/** A machine with its coverage, and the place it is moved to. */
export interface Move extends Omit<RegionRequest, 'offering'> {
  readonly on: CalendarDate;
  readonly coverage: readonly CoverageFacts[];
}

/** May the timed services of a machine go on at another place (rules.md R-REG-MOVE)? Other levels go anywhere. */
export function reviewMove(move: Move): Decision {
  const { on, coverage } = move;
  const going = coverage.filter(({ period }) => period.endsOn >= on).map(({ serviceLevel }) => serviceLevel);
  const levels = [...new Set(going)].filter(isTimed);
  const [serviceLevel] = levels;
  if (serviceLevel === undefined) return decided({ on }, []);
  const doubts = levels.map((level) => doubtsAbout(move, level)).find(({ length }) => length > 0);
  return decided({ on }, doubts ?? [warn('REG_MOVE', { reason: 'SERVED_THERE', serviceLevel })]);
}

function doubtsAbout(move: Move, serviceLevel: TimedLevel): Finding[] {
  const doubts = findingsOf([isInsideTheRegion, isAKnownPlace, isReadAsItsSuccessor], {
    ...move,
    offering: { serviceLevel },
  });
  if (!doubts.some(({ effect }) => effect === 'APPROVE')) return [];
  return [approve('REG_MOVE', { reason: 'NOT_SERVED_THERE', serviceLevel }), ...doubts];
}
