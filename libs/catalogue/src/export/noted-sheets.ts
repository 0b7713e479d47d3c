import type { Locale } from '#policy';
import {
  type Cell,
  type ColumnVocabulary,
  findTables,
  readWorkbook,
  type Sheet,
  sheetOfTable,
  type Workbook,
  type WrittenRow,
  type WrittenSheet,
  type WrittenValue,
} from '#platform';

import type { CatalogueIssue } from '../judge-catalogue/catalogue-issue.ts';
import { catalogueIssueMessage } from '../judge-catalogue/catalogue-issue-message.ts';
import { issueTable, NOTE_HEADERS } from './issue-table.ts';

const NOTE_WIDTH = 80;

/** A list as it came, with a column that names the problems of each row, and a last sheet with all of them in a list. */
export async function notedSheets<Field extends string>(
  content: Buffer,
  issues: readonly CatalogueIssue[],
  columns: ColumnVocabulary<Field>,
  locale: Locale,
): Promise<WrittenSheet[]> {
  const read = await readWorkbook(content);
  const list = sheetOfTable(issueTable(issues, locale));
  return 'problem' in read ? [list] : [...sheetsWithNotes(read, issues, columns, locale), list];
}

function sheetsWithNotes<Field extends string>(
  workbook: Workbook,
  issues: readonly CatalogueIssue[],
  columns: ColumnVocabulary<Field>,
  locale: Locale,
): WrittenSheet[] {
  const headers = new Map(findTables(workbook, columns).tables.map(({ sheet, header }) => [sheet.name, header.bottom]));
  const bySheet = Map.groupBy(issues, ({ sheet }) => sheet);
  return workbook.sheets.map((sheet) =>
    withNotes(sheet, bySheet.get(sheet.name) ?? [], headers.get(sheet.name), locale),
  );
}

function withNotes(
  { name, hidden, merges, rows }: Sheet,
  issues: readonly CatalogueIssue[],
  headerRow: number | undefined,
  locale: Locale,
): WrittenSheet {
  const byRow = Map.groupBy(issues, ({ row }) => row);
  const lastColumn = rows.reduce((last, { cells }) => Math.max(last, cells.at(-1)?.column ?? 0), 0);
  const noteColumn = merges.reduce((last, { right }) => Math.max(last, right), lastColumn) + 1;
  const written = async function* (): AsyncGenerator<WrittenRow> {
    for (const { number, cells } of rows) {
      const kept = cells.map((cell) => [cell.column, valueOf(cell)] as const);
      const ofRow = byRow.get(number) ?? [];
      const note = [
        ...(number === headerRow ? [NOTE_HEADERS[locale]] : []),
        ...ofRow.map((issue) => noteOf(issue, locale)),
      ];
      const look = number === headerRow ? 'HEADER' : lookOf(ofRow);
      yield { number, cells: [...kept, [noteColumn, note.join('\n')]], look };
    }
  };
  const widths = Array.from({ length: noteColumn }, (_, index) => (index + 1 === noteColumn ? NOTE_WIDTH : undefined));
  return { name, hidden, merges, widths, frozenRows: headerRow, rows: written() };
}

/** What is wrong, by its column; the sheet and the row are where it stands. */
function noteOf(issue: CatalogueIssue, locale: Locale): string {
  const { column, columnName } = issue;
  const place = column === undefined ? '' : `${column}${columnName === undefined ? '' : ` (${columnName})`}: `;
  return place + catalogueIssueMessage({ ...issue, sheet: '' }, locale);
}

function lookOf(issues: readonly CatalogueIssue[]): WrittenRow['look'] {
  if (issues.some(({ severity }) => severity === 'ERROR')) return 'FLAGGED';
  return issues.some(({ severity }) => severity === 'WARNING') ? 'WARNED' : undefined;
}

/** The cell as it was: what it is read as again must be the same. */
function valueOf({ value, raw }: Cell): WrittenValue {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return { number: value.number, format: value.numberFormat };
    case 'date':
      return { day: value.date };
    case 'boolean':
      return value.boolean;
    case 'error':
      return raw;
    case 'uncomputed':
      return undefined;
  }
}
