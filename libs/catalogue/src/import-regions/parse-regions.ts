import {
  type ColumnVocabulary,
  findHeader,
  findTables,
  foldIssues,
  type ImportIssue,
  layoutIssues,
  listDateOf,
  type RowLayout,
  type Table,
  type TableRow,
  tableRows,
  withoutDuplicates,
  type Workbook,
} from '#platform';
import { parseMunicipalityRow, parseRegionMachineTypeRow } from './parse-region-row.ts';
import type { ParsedRegions } from './parsed-regions.ts';
import { MUNICIPALITY_COLUMNS, REGION_MACHINE_TYPE_COLUMNS } from './region-columns.ts';

/**
 * Reads a region list: the municipalities with their marks, and the machine types that can have the timed levels at
 * all. Each sheet is one or the other by its header. Rows with an error are left out and all their errors reported.
 */
export function parseRegions(workbook: Workbook): ParsedRegions {
  const sheets = Map.groupBy(workbook.sheets, (sheet) =>
    findHeader(sheet, REGION_MACHINE_TYPE_COLUMNS)?.missing.length === 0 ? 'MACHINE_TYPES' : 'MUNICIPALITIES',
  );
  const places = readSheets(
    { ...workbook, sheets: sheets.get('MUNICIPALITIES') ?? [] },
    MUNICIPALITY_COLUMNS,
    { keys: ['code'], filledDown: ['prefecture'] },
    parseMunicipalityRow,
    ({ code }) => code,
  );
  const types = sheets.has('MACHINE_TYPES')
    ? readSheets(
        { ...workbook, macros: false, sheets: sheets.get('MACHINE_TYPES') ?? [] },
        REGION_MACHINE_TYPE_COLUMNS,
        { keys: ['machineType'], filledDown: ['productName'] },
        parseRegionMachineTypeRow,
        ({ machineType }) => machineType,
      )
    : { found: [], issues: [], tables: [], rowsRead: 0, goodRows: 0 };
  const tables: readonly Table<string>[] = [...places.tables, ...types.tables];
  const listDate = listDateOf(workbook, tables);
  const names = workbook.sheets.map(({ name }) => name);
  const rowsRead = places.rowsRead + types.rowsRead;
  const goodRows = places.goodRows + types.goodRows;
  return {
    municipalities: places.found,
    machineTypes: types.found,
    issues: foldIssues([...places.issues, ...types.issues], names),
    ...(listDate && { listDate }),
    rowsRead,
    counts: {
      rowsRead,
      goodRows,
      badRows: rowsRead - goodRows,
      municipalities: places.found.length,
      machineTypes: types.found.length,
    },
  };
}

interface SheetsRead<Field extends string, Value> {
  readonly found: readonly Value[];
  readonly issues: readonly ImportIssue[];
  readonly tables: readonly Table<Field>[];
  readonly rowsRead: number;
  readonly goodRows: number;
}

function readSheets<Field extends string, Value extends { readonly source: unknown }>(
  workbook: Workbook,
  vocabulary: ColumnVocabulary<Field>,
  layout: RowLayout<Field>,
  parseRow: (row: TableRow<Field>) => Value | undefined,
  keyOf: (value: Value) => string,
): SheetsRead<Field, Value> {
  const { tables, issues } = findTables(workbook, vocabulary);
  const rows = tables.flatMap((table) => tableRows(table, layout));
  const read = rows.flatMap((row) => {
    const value = parseRow(row);
    return value === undefined ? [] : [{ row, value }];
  });
  const key = layout.keys[0] as Field;
  const found = withoutDuplicates(read, key, keyOf).map(({ value }) => value);
  return {
    found,
    issues: [...issues, ...layoutIssues(rows, key), ...rows.flatMap((row) => row.issues)],
    tables,
    rowsRead: rows.length,
    goodRows: rows.filter((row) => row.isGood).length,
  };
}
