import type { Table } from './find-tables.ts';
import { readHeaderText } from './header-text.ts';
import type { ImportIssue } from './import-issue.ts';
import { plainText } from './reading.ts';
import { TableRow } from './table-row.ts';
import { type Cell, columnLetter, type MergedRange, type Row } from './workbook.ts';

/** Which fields of a list identify a row, and which are written once over several merged rows. */
export interface RowLayout<Field extends string> {
  readonly keys: readonly Field[];
  readonly filledDown: readonly Field[];
}

/**
 * The rows of a table that hold data. Blank rows, notes (`※ …`), repeated headers and section titles are none; a
 * section title is handed to the rows below it. Hidden rows count: a saved filter hides rows of a list that is meant
 * to be filtered.
 */
export function tableRows<Field extends string>(table: Table<Field>, layout: RowLayout<Field>): TableRow<Field>[] {
  const reader = new TableReader(table, layout);
  return table.sheet.rows.flatMap((row) => reader.take(row) ?? []);
}

/** Tells which rows of a sheet hold data, row by row from above. */
export class TableReader<Field extends string> {
  private readonly table: Table<Field>;
  private readonly merged: MergedRows;
  private readonly keyColumns: readonly number[];
  private readonly headerKeys: ReadonlyMap<number, string>;
  private section: string | undefined;

  constructor(table: Table<Field>, { keys, filledDown }: RowLayout<Field>) {
    const columnsOf = (fields: readonly Field[]): number[] =>
      fields.flatMap((field) => table.header.columns.get(field)?.column ?? []);
    this.table = table;
    this.merged = new MergedRows(table.sheet.merges, columnsOf(filledDown), table.header.bottom);
    this.keyColumns = columnsOf(keys);
    this.headerKeys = headerKeysOf(table);
  }

  /** The row as one of the table; nothing when it holds no data. */
  take(row: Row): TableRow<Field> | undefined {
    if (row.number <= this.table.header.bottom) return undefined;
    const from = this.merged.take(row);
    const filled = row.cells.filter(({ raw, value }) => raw.trim() !== '' || value.kind === 'uncomputed');
    const kind = kindOf(filled, this.keyColumns, this.headerKeys);
    if (kind === 'SECTION') this.section = titleOf(filled);
    return kind === 'DATA' ? new TableRow(this.table, row, this.section, from) : undefined;
  }
}

/** How many of a kind there are, and the first row that has one. */
interface Counted {
  readonly row: number;
  count: number;
}

function countOne<Key>(counts: Map<Key, Counted>, key: Key, row: number): void {
  const known = counts.get(key);
  if (known) known.count += 1;
  else counts.set(key, { row, count: 1 });
}

/** What hidden rows, struck-through text and cells under no header there are, said once for each row, sheet or column. */
export function layoutIssues<Field extends string>(rows: readonly TableRow<Field>[], key: Field): ImportIssue[] {
  const layout = new LayoutIssues(key);
  for (const row of rows) layout.take(row);
  return layout.said();
}

/** Gathers, row by row, what `layoutIssues` says. */
export class LayoutIssues<Field extends string> {
  private readonly key: Field;
  /** By sheet. */
  private readonly hiddenRows = new Map<string, Counted>();
  /** By sheet, by column: the cells that stand under no header. */
  private readonly unheaded = new Map<string, Map<number, Counted>>();

  constructor(key: Field) {
    this.key = key;
  }

  /** Reports struck-through text on the row. */
  take(row: TableRow<Field>): void {
    if (row.hasStruckThroughText) row.report(this.key, 'STRIKETHROUGH', undefined, 'WARNING');
    const { sheet } = row.source;
    for (const column of row.unheadedColumns()) {
      const ofSheet = this.unheaded.get(sheet) ?? new Map<number, Counted>();
      this.unheaded.set(sheet, ofSheet);
      countOne(ofSheet, column, row.number);
    }
    if (row.hidden) countOne(this.hiddenRows, sheet, row.number);
  }

  /** How many rows of each sheet are hidden, and how many cells of each column stand under no header. */
  said(): ImportIssue[] {
    const hidden = [...this.hiddenRows].map(([sheet, { row, count }]): ImportIssue => {
      return { sheet, row, code: 'ROW_HIDDEN', severity: 'INFO', expected: { count } };
    });
    const unheaded = [...this.unheaded].flatMap(([sheet, columns]) =>
      [...columns].map(([column, { row, count }]): ImportIssue => {
        return { sheet, row, column: columnLetter(column), code: 'HDR_EMPTY', severity: 'INFO', expected: { count } };
      }),
    );
    return [...hidden, ...unheaded];
  }
}

const NOTE = /^(?:※|注[\s:：)）0-9]|\(?\*\d?\)?\s)/;
/** A row with more is one of the table, whatever its first cell begins with. */
const MOST_CELLS_OF_A_NOTE = 3;
const SECTION_MARK = /^[■□◆◇●▼▽【]\s*/;
/** No title, whatever column it stands in. */
const AMOUNT = /^[¥\\]?[\d.,]+円?$/;
const CODE = /^[0-9A-Z-]{4,14}$/i;

type RowKind = 'BLANK' | 'NOTE' | 'HEADER' | 'SECTION' | 'DATA';

function kindOf(
  filled: readonly Cell[],
  keyColumns: readonly number[],
  headerKeys: ReadonlyMap<number, string>,
): RowKind {
  const [first, ...others] = filled;
  if (first === undefined) return 'BLANK';
  const text = plainText(first.raw);
  if (NOTE.test(text) && filled.length <= MOST_CELLS_OF_A_NOTE) return 'NOTE';
  if (isHeaderAgain(filled, headerKeys)) return 'HEADER';
  if (others.length > 0) return 'DATA';
  const isLoneKey = keyColumns.includes(first.column) && CODE.test(text);
  return isLoneKey || AMOUNT.test(text) ? 'DATA' : 'SECTION';
}

function titleOf([first]: readonly Cell[]): string | undefined {
  return first?.raw.trim().replace(SECTION_MARK, '').replace(/】$/, '') || undefined;
}

function headerKeysOf<Field extends string>({ header }: Table<Field>): ReadonlyMap<number, string> {
  return new Map([...header.columns.values()].map(({ column, name }) => [column, readHeaderText(name).key]));
}

function isHeaderAgain(filled: readonly Cell[], headerKeys: ReadonlyMap<number, string>): boolean {
  const texts = filled.map(({ column, raw }) => ({ column, ...readHeaderText(raw) }));
  if (texts.every(({ key, qualifiers }) => key === '' && qualifiers.length > 0)) return true;
  return texts.filter(({ column, key }) => key !== '' && headerKeys.get(column) === key).length >= 3;
}

const NONE: ReadonlyMap<number, Row> = new Map();

interface FilledDown {
  readonly top: number;
  readonly from: number;
  readonly to: number;
}

/** Which cells merged downwards a row has a part in; rows come from above. */
class MergedRows {
  /** By column, from above; a range that overlaps another, as no spreadsheet makes it, begins below that. */
  private readonly ranges = new Map<number, FilledDown[]>();
  private readonly holders = new Map<number, Row>();
  private readonly tops: ReadonlySet<number>;
  private previous = 0;

  constructor(merges: readonly MergedRange[], columns: readonly number[], headerBottom: number) {
    for (const { top, bottom, left } of merges.toSorted((a, b) => a.top - b.top)) {
      if (!columns.includes(left) || top <= headerBottom) continue;
      const ofColumn = this.ranges.get(left) ?? [];
      const from = Math.max(top, ofColumn.at(-1)?.to ?? 0) + 1;
      if (from <= bottom) this.ranges.set(left, [...ofColumn, { top, from, to: bottom }]);
    }
    this.tops = new Set([...this.ranges.values()].flat().map(({ top }) => top));
  }

  /** By column, the row that holds the value of this one. A row that is missing ends what is merged over it. */
  take(row: Row): ReadonlyMap<number, Row> {
    if (this.ranges.size === 0) return NONE;
    const { number } = row;
    const follows = this.previous === number - 1;
    this.previous = number;
    if (this.tops.has(number)) this.holders.set(number, row);
    const found = new Map<number, Row>();
    for (const [column, ofColumn] of this.ranges) {
      while (ofColumn[0] && (ofColumn[0].to < number || (!follows && ofColumn[0].top < number))) ofColumn.shift();
      const [range] = ofColumn;
      const holder = range && range.from <= number ? this.holders.get(range.top) : undefined;
      if (holder) found.set(column, holder);
    }
    return found;
  }
}
