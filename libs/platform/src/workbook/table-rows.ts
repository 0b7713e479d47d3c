import type { Table } from './find-tables.ts';
import { readHeaderText } from './header-text.ts';
import type { ImportIssue } from './import-issue.ts';
import { plainText } from './reading.ts';
import { TableRow } from './table-row.ts';
import type { Cell, Row } from './workbook.ts';

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
  const rows: TableRow<Field>[] = [];
  const mergedFrom = mergedRows(table, layout.filledDown);
  const keyColumns = layout.keys.flatMap((field) => table.header.columns.get(field)?.column ?? []);
  const headerKeys = headerKeysOf(table);
  let section: string | undefined;
  for (const row of table.sheet.rows) {
    if (row.number <= table.header.bottom) continue;
    const filled = row.cells.filter(({ raw, value }) => raw.trim() !== '' || value.kind === 'uncomputed');
    const kind = kindOf(filled, keyColumns, headerKeys);
    if (kind === 'SECTION') section = titleOf(filled);
    if (kind === 'DATA') rows.push(new TableRow(table, row, section, mergedFrom.get(row.number) ?? NONE));
  }
  return rows;
}

/** What hidden rows and struck-through text there are, said once for each row, or sheet. */
export function layoutIssues<Field extends string>(rows: readonly TableRow<Field>[], key: Field): ImportIssue[] {
  const issues: ImportIssue[] = [];
  for (const row of rows) {
    if (row.hasStruckThroughText) row.report(key, 'STRIKETHROUGH', undefined, 'WARNING');
  }
  const hidden = Map.groupBy(
    rows.filter((row) => row.hidden),
    (row) => row.source.sheet,
  );
  for (const [sheet, ofSheet] of hidden) {
    const expected = { count: ofSheet.length };
    issues.push({ sheet, row: ofSheet[0]?.number, code: 'ROW_HIDDEN', severity: 'INFO', expected });
  }
  return issues;
}

const NONE: ReadonlyMap<number, Row> = new Map();
const NOTE = /^(?:※|注[\s:：)）0-9]|\(?\*\d?\)?\s)/;
const SECTION_MARK = /^[■□◆◇●▼▽【]\s*/;
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
  if (NOTE.test(text)) return 'NOTE';
  if (isHeaderAgain(filled, headerKeys)) return 'HEADER';
  if (others.length > 0) return 'DATA';
  const isLoneKey = keyColumns.includes(first.column) && CODE.test(text);
  return isLoneKey ? 'DATA' : 'SECTION';
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

/** For each row below the first of a cell merged downwards: the row that holds the cell's value, by column. */
function mergedRows<Field extends string>(
  { sheet, header }: Table<Field>,
  filledDown: readonly Field[],
): ReadonlyMap<number, ReadonlyMap<number, Row>> {
  const columns = new Set(filledDown.flatMap((field) => header.columns.get(field)?.column ?? []));
  const rowsByNumber = new Map(sheet.rows.map((row) => [row.number, row]));
  const merged = new Map<number, Map<number, Row>>();
  /** By column: ranges that overlap, as no spreadsheet makes them, must not cost their number times their length. */
  const doneUntil = new Map<number, number>();
  for (const { top, bottom, left } of sheet.merges.toSorted((a, b) => a.top - b.top)) {
    const holder = rowsByNumber.get(top);
    if (!columns.has(left) || top <= header.bottom || holder === undefined) continue;
    let number = Math.max(top, doneUntil.get(left) ?? 0) + 1;
    for (; number <= bottom && rowsByNumber.has(number); number++) {
      merged.set(number, (merged.get(number) ?? new Map<number, Row>()).set(left, holder));
    }
    doneUntil.set(left, number - 1);
  }
  return merged;
}
