import {
  type ColumnVocabulary,
  findHeader,
  findTables,
  foldIssues,
  type ImportIssue,
  LayoutIssues,
  listDateOf,
  type ReadRow,
  type Row,
  type RowLayout,
  type Table,
  TableReader,
  type TableRow,
  withoutDuplicates,
  type Workbook,
} from '#platform';
import type { CalendarDate } from '#policy';
import { parseMunicipalityRow, parseRegionMachineTypeRow } from './parse-region-row.ts';
import type { ParsedRegions } from './parsed-regions.ts';
import { MUNICIPALITY_COLUMNS, REGION_MACHINE_TYPE_COLUMNS } from './region-columns.ts';

/**
 * Reads a region list: the municipalities with their marks, and the machine types that can have the timed levels at
 * all. Each sheet is one or the other by its header. Rows with an error are left out and all their errors reported.
 */
export function parseRegions(workbook: Workbook): ParsedRegions {
  const reader = new RegionReader(workbook);
  for (const { rows } of workbook.sheets) {
    reader.beginSheet();
    for (const row of rows) reader.take(row);
  }
  return reader.result();
}

/** Reads a region list row by row. Of the workbook it is given, the first rows of each sheet and the merges are enough. */
export class RegionReader {
  private readonly workbook: Workbook;
  private readonly listDate: CalendarDate | undefined;
  private readonly places;
  private readonly types;
  private sheet = -1;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
    const isOfTypes = (sheet: Workbook['sheets'][number]): boolean =>
      findHeader(sheet, REGION_MACHINE_TYPE_COLUMNS)?.missing.length === 0;
    const [ofTypes, ofPlaces] = [workbook.sheets.filter(isOfTypes), workbook.sheets.filter((one) => !isOfTypes(one))];
    this.places = new RegionRows(
      { ...workbook, sheets: ofPlaces },
      MUNICIPALITY_COLUMNS,
      { keys: ['code'], filledDown: ['prefecture'] },
      parseMunicipalityRow,
    );
    this.types =
      ofTypes.length === 0
        ? undefined
        : new RegionRows(
            { ...workbook, macros: false, sheets: ofTypes },
            REGION_MACHINE_TYPE_COLUMNS,
            { keys: ['machineType'], filledDown: ['productName'] },
            parseRegionMachineTypeRow,
          );
    const tables: readonly Table<string>[] = [...this.places.tables, ...(this.types?.tables ?? [])];
    this.listDate = listDateOf(workbook, tables);
  }

  /** The rows from here on are of the next sheet. */
  beginSheet(): void {
    this.sheet += 1;
    const sheet = this.workbook.sheets[this.sheet];
    this.places.begin(sheet);
    this.types?.begin(sheet);
  }

  take(row: Row): void {
    this.places.take(row);
    this.types?.take(row);
  }

  result(): ParsedRegions {
    const municipalities = this.places.found(({ code }) => code);
    const machineTypes = this.types?.found(({ machineType }) => machineType) ?? [];
    const rowsRead = this.places.rowsRead + (this.types?.rowsRead ?? 0);
    const goodRows = this.places.goodRows + (this.types?.goodRows ?? 0);
    const names = this.workbook.sheets.map(({ name }) => name);
    return {
      municipalities,
      machineTypes,
      issues: foldIssues([...this.places.issues, ...(this.types?.issues ?? [])], names),
      ...(this.listDate && { listDate: this.listDate }),
      rowsRead,
      counts: {
        rowsRead,
        goodRows,
        badRows: rowsRead - goodRows,
        municipalities: municipalities.length,
        machineTypes: machineTypes.length,
      },
    };
  }
}

/** The rows of one kind of sheet. Of a good row its key is held beside what it says, of a bad one only what is wrong. */
class RegionRows<Field extends string, Value extends { readonly source: unknown }> {
  readonly tables: readonly Table<Field>[];
  rowsRead = 0;
  private readonly said: readonly ImportIssue[];
  private readonly layout: RowLayout<Field>;
  private readonly key: Field;
  private readonly hidden: LayoutIssues<Field>;
  private readonly parseRow: (row: TableRow<Field>) => Value | undefined;
  private readonly read: ReadRow<Field, Value>[] = [];
  private readonly ofRows: (readonly ImportIssue[])[] = [];
  private reader: TableReader<Field> | undefined;

  constructor(
    workbook: Workbook,
    vocabulary: ColumnVocabulary<Field>,
    layout: RowLayout<Field>,
    parseRow: (row: TableRow<Field>) => Value | undefined,
  ) {
    const { tables, issues } = findTables(workbook, vocabulary);
    this.tables = tables;
    this.said = issues;
    this.layout = layout;
    this.key = layout.keys[0] as Field;
    this.hidden = new LayoutIssues(this.key);
    this.parseRow = parseRow;
  }

  get goodRows(): number {
    return this.read.filter(({ row }) => row.isGood).length;
  }

  get issues(): ImportIssue[] {
    return [...this.said, ...this.hidden.said(), ...this.ofRows.flat()];
  }

  begin(sheet: Workbook['sheets'][number] | undefined): void {
    const table = this.tables.find((one) => one.sheet === sheet);
    this.reader = table && new TableReader(table, this.layout);
  }

  take(line: Row): void {
    const row = this.reader?.take(line);
    if (row === undefined) return;
    const value = this.parseRow(row);
    this.hidden.take(row);
    this.rowsRead += 1;
    this.ofRows.push(row.issues);
    if (value === undefined) return;
    row.keepOnly(this.key);
    this.read.push({ row, value });
  }

  /** One value for each key; rows that contradict each other are left out and say so. */
  found(keyOf: (value: Value) => string): Value[] {
    return withoutDuplicates(this.read, this.key, keyOf).map(({ value }) => value);
  }
}
