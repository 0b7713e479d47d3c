import type { Abandonment, CoverageFacts, StartDateChange } from '#policy';

import type { AbandonmentFacts, StartDateFacts } from './decision-facts.entity.ts';

/** The request to give up a period, from the facts that are kept of it. */
export function abandonmentOf({ abandoned, ...facts }: AbandonmentFacts): Abandonment {
  return { ...facts, abandoned: periodAt(facts.coverage, abandoned) };
}

/** The request to move a start, from the facts that are kept of it. */
export function startDateChangeOf({ moved, ...facts }: StartDateFacts): StartDateChange {
  return { ...facts, moved: periodAt(facts.coverage, moved) };
}

function periodAt(coverage: readonly CoverageFacts[], place: number): CoverageFacts {
  const period = coverage[place];
  if (period === undefined) throw new Error(`the facts name period ${place} of ${coverage.length}`);
  return period;
}
