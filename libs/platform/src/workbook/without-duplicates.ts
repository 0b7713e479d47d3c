import type { TableRow } from './table-row.ts';

/** A row and what was read from it. */
export interface ReadRow<Field extends string, Value> {
  readonly row: TableRow<Field>;
  readonly value: Value;
}

/** A thousand rows under one key would otherwise name a million others. */
const MOST_NAMED = 20;

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
    const named = group.slice(0, MOST_NAMED + 1).map((other) => other.row);
    for (const { row } of group) {
      const rows = named.filter((other) => other !== row).map((other) => other.place);
      row.report(field, 'DUP_KEY_CONFLICT', { rows });
    }
    return [];
  });
}
