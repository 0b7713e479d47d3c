import type { CalendarDate } from './calendar-date.ts';
import type { Decision } from './decision.ts';
import { decided, findingsOf } from './judgement.ts';
import { REGION_RULES, type RegionRequest } from './region.rule.ts';

/** Whether a level may be sold at a place for a machine type, apart from everything else (rules.md a.6). */
export function reviewRegion(request: RegionRequest, on: CalendarDate): Decision {
  return decided({ on }, findingsOf(REGION_RULES, request));
}
