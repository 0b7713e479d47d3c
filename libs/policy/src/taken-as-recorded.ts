import type { Decision } from './decision.ts';
import { inform } from './finding.ts';
import { decided } from './judgement.ts';
import type { Period } from './period.ts';

/**
 * A period imported with its own last day stands as it is recorded; nothing is computed again (rules.md R-DATE-LEGACY).
 * The decision is as of the period's first day.
 */
export function takenAsRecorded(period: Period): Decision {
  const { startsOn, endsOn } = period;
  return decided({ on: startsOn, period }, [inform('DATE_LEGACY', { startsOn, endsOn })]);
}
