import type { Caller, IssueFacts } from '#platform';
import { seesWholesalePrices } from '#access';

import { WHOLESALE_PRICE } from './import-catalogue/row-price.ts';
import type { CatalogueIssue } from './judge-catalogue/catalogue-issue.ts';

const WHOLESALE_FIELDS: readonly string[] = Object.values(WHOLESALE_PRICE);
/** What issues name that no cell of a price holds. */
const FACTS_TOLD = ['example', 'on', 'rows'];

/**
 * Whether a caller may be told what the cells of a column hold. Who may not read wholesale prices is told of columns
 * that are known to hold something else, and of no other: what a list calls by a word of its own may be one.
 */
export function mayBeTold(caller: Caller, field: string | undefined): boolean {
  return seesWholesalePrices(caller) || (field !== undefined && !WHOLESALE_FIELDS.includes(field));
}

/** An issue as a caller may be told it: without what the cell holds where that may be a wholesale price. */
export function toldTo(caller: Caller, issue: CatalogueIssue): CatalogueIssue {
  if (issue.value === undefined || mayBeTold(caller, issue.field)) return issue;
  const { value: _, expected, ...rest } = issue;
  const facts = Object.entries(expected ?? {}).filter(([name]) => FACTS_TOLD.includes(name));
  return { ...rest, expected: Object.fromEntries(facts) satisfies IssueFacts, withheld: true };
}
