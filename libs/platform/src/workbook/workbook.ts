import type { CalendarDate } from '#policy';

/** A workbook as plain data: what a child process sends over its channel, and what the importers judge. */
export interface Workbook {
  /** Visible and hidden worksheets in the order of the tabs; chart sheets are left out. */
  readonly sheets: readonly Sheet[];
  /** Serial days count from 1904-01-01 (old Macintosh workbooks) instead of 1899-12-30. */
  readonly date1904: boolean;
  /** A macro part is in the file. It was never opened. */
  readonly macros: boolean;
}

/** One worksheet; rows without a single cell are absent. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly Row[];
  readonly merges: readonly MergedRange[];
}

/** A merged range, ends included. Only its first cell holds a value; the others are empty. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A row by its number in the sheet (from 1), with its filled cells in column order. */
export interface Row {
  readonly number: number;
  readonly hidden: boolean;
  readonly cells: readonly Cell[];
}

/** One filled cell. */
export interface Cell {
  /** From 1 (column A). */
  readonly column: number;
  /** The content as text: what a message about this cell quotes. Days are `YYYY-MM-DD`. */
  readonly raw: string;
  readonly value: CellValue;
  /** Any part of the text is struck through: often how a withdrawn line is marked. */
  readonly struckThrough?: true;
}

/** What a cell holds. `uncomputed` is a formula saved without its result. */
export type CellValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly numberFormat?: string }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'uncomputed' };

/** The cell of a row in a column, if it is filled. */
export function cellAt(row: Row | undefined, column: number): Cell | undefined {
  return row?.cells.find((cell) => cell.column === column);
}

/** `A` for 1, `AA` for 27. */
export function columnLetter(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** 1 for `A`, 27 for `AA`. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + (letter.charCodeAt(0) - 64);
  return number;
}
