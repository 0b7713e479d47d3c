import {
  atOnce,
  emptyTables,
  findTables,
  foldIssues,
  type ImportIssue,
  layoutIssues,
  listDateOf,
  type Steps,
  type Table,
  type TableRow,
  tableRows,
  type Workbook,
} from '#platform';
import { CATALOGUE_COLUMNS, type CatalogueField } from './catalogue-columns.ts';
import { describeMachineTypes } from './describe-machine-types.ts';
import { mergeOfferings } from './merge-offerings.ts';
import { type OfferingRow, parseOfferingRow } from './parse-offering-row.ts';
import type { ParsedCatalogue } from './parsed-catalogue.ts';
import { LIST_PRICE, priceColumnsOf, WHOLESALE_PRICE } from './row-price.ts';

const LAYOUT = {
  keys: ['partNumber', 'productNumber', 'machineType'],
  filledDown: ['productNumber', 'machineType', 'model', 'productName'],
} as const satisfies { keys: readonly CatalogueField[]; filledDown: readonly CatalogueField[] };

/**
 * Reads a catalogue list. Rows with an error are left out and all their errors reported; the good rows are brought
 * together by part number and by machine type.
 */
export function parseCatalogue(workbook: Workbook): ParsedCatalogue {
  return atOnce(parseCatalogueSteps(workbook));
}

/** Rows judged in one step. */
const ROWS_AT_ONCE = 500;

/** Does what `parseCatalogue` does, in steps of a few milliseconds while it judges rows. */
export function* parseCatalogueSteps(workbook: Workbook): Steps<ParsedCatalogue> {
  const { tables, issues: tableIssues } = findTables(workbook, CATALOGUE_COLUMNS);
  const listDate = listDateOf(workbook, tables);
  const issues: ImportIssue[] = [...tableIssues];
  const read: OfferingRow[] = [];
  const rows: TableRow<CatalogueField>[] = [];
  const taken: Table<CatalogueField>[] = [];
  for (const table of tables) {
    const prices = priceColumnsOf(table, LIST_PRICE);
    const wholesale = priceColumnsOf(table, WHOLESALE_PRICE);
    if ('code' in prices || 'code' in wholesale) {
      issues.push(...[prices, wholesale].filter((each) => 'code' in each));
      continue;
    }
    taken.push(table);
    for (const row of tableRows(table, LAYOUT)) {
      const parsed = parseOfferingRow(row, { prices, wholesale, ...(listDate && { listDate }) });
      if (parsed) read.push(parsed);
      if (rows.push(row) % ROWS_AT_ONCE === 0) yield;
    }
  }
  yield;
  const { offerings, good } = mergeOfferings(read);
  yield;
  const machineTypes = describeMachineTypes(good);
  yield;
  const ofRows = [
    ...emptyTables(taken, rows),
    ...layoutIssues(rows, 'partNumber'),
    ...rows.flatMap((row) => row.issues),
  ];
  return {
    offerings,
    machineTypes,
    issues: foldIssues(
      [...issues, ...ofRows],
      workbook.sheets.map(({ name }) => name),
    ),
    ...(listDate && { listDate }),
    rowsRead: rows.length,
    counts: {
      rowsRead: rows.length,
      goodRows: good.length,
      badRows: rows.length - good.length,
      offerings: offerings.length,
      machineTypes: machineTypes.length,
    },
  };
}
