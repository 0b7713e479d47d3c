import type { ImportIssueCode } from './import-issue.ts';
import type { TableRow } from './table-row.ts';

/** A row and what was read from it. */
export interface ReadRow<Field extends string, Value> {
  readonly row: TableRow<Field>;
  readonly value: Value;
}

/** A thousand rows under one key would otherwise name a million others. */
const MOST_NAMED = 20;

/** Says of each of some rows that it contradicts the others, and names those. `field` is the column to point at. */
export function reportContradiction<Field extends string>(
  rows: readonly TableRow<Field>[],
  field: Field,
  code: ImportIssueCode = 'DUP_KEY_CONFLICT',
): void {
  const named = rows.slice(0, MOST_NAMED + 1);
  for (const row of rows) {
    const others = named.filter((other) => other !== row).map((other) => other.place);
    row.report(field, code, { rows: others });
  }
}

/**
 * One value for each key: a row said twice counts once, with a warning; rows that contradict each other under one key
 * are all left out, each naming the others. `field` is the column to point at.
 */
export function withoutDuplicates<Field extends string, Value extends { readonly source: unknown }>(
  read: readonly ReadRow<Field, Value>[],
  field: Field,
  keyOf: (value: Value) => string,
): ReadRow<Field, Value>[] {
  return [...Map.groupBy(read, ({ value }) => keyOf(value)).values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || others.length === 0) return group;
    const contents = new Set(group.map(({ value: { source: _, ...content } }) => JSON.stringify(content)));
    if (contents.size === 1) {
      for (const { row } of others) row.report(field, 'DUP_IDENTICAL', { rows: [first.row.place] }, 'WARNING');
      return [first];
    }
    reportContradiction(
      group.map(({ row }) => row),
      field,
    );
    return [];
  });
}
