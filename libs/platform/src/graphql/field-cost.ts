import type { ComplexityEstimator } from '@nestjs/graphql';

import { LARGEST_PAGE, pageSize } from './page-size.ts';

// What fields cost, in points. A point means about the same work everywhere; an object of an answer costs one, its plain
// fields nothing. docs/decisions/0025 has the measurements.

/** A field that costs so much itself, besides what is asked below it. */
export function costs(points: number): ComplexityEstimator {
  return ({ childComplexity }) => points + childComplexity;
}

/** A list that has about so many items; `points` for making it. */
export function costsItems(items: number, points = 0): ComplexityEstimator {
  return ({ childComplexity }) => points + items * (1 + childComplexity);
}

/** How dear a page is: to find, for each of its items beyond what is asked of them, and how long such a list gets. */
interface PageCost {
  readonly points: number;
  readonly each?: number;
  readonly seldomMoreThan?: number;
}

/** A page: its size times its items. */
export function costsPage({ points, each = 0, seldomMoreThan = LARGEST_PAGE }: PageCost): ComplexityEstimator {
  return ({ args, childComplexity }) => points + Math.min(pageSize(args), seldomMoreThan) * (each + childComplexity);
}

/** What belongs to a page as a whole is paid with the page. */
export const costsNothing: ComplexityEstimator = () => 0;
