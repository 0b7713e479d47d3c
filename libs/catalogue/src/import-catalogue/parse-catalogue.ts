import {
  findTables,
  foldIssues,
  type ImportIssue,
  layoutIssues,
  listDateOf,
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
  const { tables, issues: tableIssues } = findTables(workbook, CATALOGUE_COLUMNS);
  const listDate = listDateOf(workbook, tables);
  const issues: ImportIssue[] = [...tableIssues];
  const read: OfferingRow[] = [];
  const rows = tables.flatMap((table) => {
    const prices = priceColumnsOf(table, LIST_PRICE);
    const wholesale = priceColumnsOf(table, WHOLESALE_PRICE);
    if ('code' in prices || 'code' in wholesale) {
      issues.push(...[prices, wholesale].filter((each) => 'code' in each));
      return [];
    }
    const ofTable = tableRows(table, LAYOUT);
    for (const row of ofTable) {
      const parsed = parseOfferingRow(row, { prices, wholesale, ...(listDate && { listDate }) });
      if (parsed) read.push(parsed);
    }
    return ofTable;
  });
  const { offerings, good } = mergeOfferings(read);
  const machineTypes = describeMachineTypes(good);
  const ofRows = [...layoutIssues(rows, 'partNumber'), ...rows.flatMap((row) => row.issues)];
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
