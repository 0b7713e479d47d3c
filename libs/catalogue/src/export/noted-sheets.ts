import type { Locale } from '#policy';
import {
  type Cell,
  type ColumnVocabulary,
  findHeader,
  findTables,
  type HeaderMapping,
  type Row,
  RowsOfSheets,
  sheetOfTable,
  type SurveyedSheet,
  surveyWorkbook,
  type SurveyedWorkbook,
  WITHHELD,
  type WrittenRow,
  type WrittenSheet,
  type WrittenValue,
} from '#platform';

import type { CatalogueIssue } from '../judge-catalogue/catalogue-issue.ts';
import { catalogueIssueMessage } from '../judge-catalogue/catalogue-issue-message.ts';
import { issueTable, NOTE_HEADERS } from './issue-table.ts';
import type { IssueSource } from './issues-of-import.ts';

const NOTE_WIDTH = 80;

/** Rows to be taken sheet after sheet. */
interface SheetRows {
  next(): AsyncIterable<readonly Row[]>;
  close(): void;
}

/**
 * A list as it came, with a column that names the problems of each row, and a last sheet with all of them in a list. Its
 * rows are read again as they are written, so that none but a few are held, however long it is. Where `mayBeTold` is
 * given, the cells below a header are withheld but in columns of whose field it says so; without a header all of them.
 */
export async function notedSheets<Field extends string>(
  content: Buffer,
  issues: IssueSource,
  columns: ColumnVocabulary<Field>,
  locale: Locale,
  mayBeTold?: (field: Field | undefined) => boolean,
): Promise<AsyncIterable<WrittenSheet>> {
  const survey = await surveyWorkbook(content);
  const list = 'problem' in survey ? { sheets: [], date1904: false, macros: false } : survey;
  return written(list, () => new RowsOfSheets(content), issues, columns, locale, mayBeTold);
}

/** The same, of a list that was no file and is held whole. */
export function notedWorkbook<Field extends string>(
  workbook: SurveyedWorkbook,
  issues: IssueSource,
  columns: ColumnVocabulary<Field>,
  locale: Locale,
): AsyncIterable<WrittenSheet> {
  return written(workbook, () => rowsHeld(workbook), issues, columns, locale);
}

async function* written<Field extends string>(
  list: SurveyedWorkbook,
  openRows: () => SheetRows,
  issues: IssueSource,
  columns: ColumnVocabulary<Field>,
  locale: Locale,
  mayBeTold?: (field: Field | undefined) => boolean,
): AsyncGenerator<WrittenSheet> {
  const headers = new Map(findTables(list, columns).tables.map(({ sheet, header }) => [sheet.name, header.bottom]));
  if (list.sheets.length > 0) {
    const rows = openRows();
    try {
      for (const sheet of list.sheets) {
        const said = new SaidOfRows((beyondRow) => issues.ofRows(sheet.name, beyondRow));
        const shown = mayBeTold && shownCells(findHeader(sheet, columns), mayBeTold);
        yield withNotes(sheet, rows.next(), said, headers.get(sheet.name), locale, shown);
      }
    } finally {
      rows.close();
    }
  }
  yield sheetOfTable(issueTable(issues.all(), locale));
}

/** Whether the cell in a row and a column is shown. */
type ShownCells = (row: number, column: number) => boolean;

function shownCells<Field extends string>(
  header: HeaderMapping<Field> | undefined,
  mayBeTold: (field: Field | undefined) => boolean,
): ShownCells {
  if (mayBeTold(undefined)) return () => true;
  if (header === undefined) return () => false;
  const told = new Set([...header.columns].filter(([field]) => mayBeTold(field)).map(([, { column }]) => column));
  return (row, column) => row <= header.bottom || told.has(column);
}

function rowsHeld({ sheets }: SurveyedWorkbook): SheetRows {
  const left = sheets.values();
  return {
    next: async function* () {
      yield left.next().value?.rows ?? [];
    },
    close: () => undefined,
  };
}

function withNotes(
  { name, hidden, merges, lastColumn }: SurveyedSheet,
  batches: AsyncIterable<readonly Row[]>,
  said: SaidOfRows,
  headerRow: number | undefined,
  locale: Locale,
  isShown: ShownCells = () => true,
): WrittenSheet {
  const noteColumn = merges.reduce((last, { right }) => Math.max(last, right), lastColumn) + 1;
  const written = async function* (): AsyncGenerator<WrittenRow> {
    for await (const rows of batches) {
      for (const { number, cells } of rows) {
        const kept = cells.map(
          (cell) => [cell.column, isShown(number, cell.column) ? valueOf(cell) : WITHHELD[locale]] as const,
        );
        const ofRow = await said.of(number);
        const note = [
          ...(number === headerRow ? [NOTE_HEADERS[locale]] : []),
          ...ofRow.map((issue) => noteOf(issue, locale)),
        ];
        const look = number === headerRow ? 'HEADER' : lookOf(ofRow);
        yield { number, cells: [...kept, [noteColumn, note.join('\n')]], look };
      }
    }
  };
  const widths = Array.from({ length: noteColumn }, (_, index) => (index + 1 === noteColumn ? NOTE_WIDTH : undefined));
  return { name, hidden, merges, widths, frozenRows: headerRow, rows: written() };
}

/** What is said of each row of a sheet, asked for from above; what is said of a row that is not there is left out. */
class SaidOfRows {
  private readonly beyond: (row: number) => Promise<readonly CatalogueIssue[]>;
  private page: readonly CatalogueIssue[] = [];
  private at = 0;
  private isWhole = false;

  constructor(beyond: (row: number) => Promise<readonly CatalogueIssue[]>) {
    this.beyond = beyond;
  }

  async of(row: number): Promise<readonly CatalogueIssue[]> {
    const found: CatalogueIssue[] = [];
    for (;;) {
      const issue = this.page[this.at];
      if (issue === undefined) {
        if (this.isWhole) return found;
        await this.turnPage(row);
      } else if ((issue.row ?? 0) > row) return found;
      else {
        if (issue.row === row) found.push(issue);
        this.at += 1;
      }
    }
  }

  /** A page holds all that is said of its last row, so the next one is of rows below it. */
  private async turnPage(row: number): Promise<void> {
    const last = this.page.at(-1)?.row;
    this.page = await this.beyond(last ?? row - 1);
    this.at = 0;
    this.isWhole = this.page.length === 0;
  }
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
