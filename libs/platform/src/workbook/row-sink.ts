import type { CellValue, MergedRange } from './workbook.ts';

/** Where a reader puts what it reads, in the order of the file: sheets, rows from above, cells from the left. */
export interface RowSink {
  beginSheet: (name: string, hidden: boolean) => void;
  beginRow: (number: number, hidden: boolean) => void;
  /** Most cells are texts; they come without an object around them. */
  text: (column: number, text: string, struckThrough: boolean) => void;
  cell: (column: number, value: CellValue, struckThrough: boolean) => void;
  endRow: () => void;
  merge: (range: MergedRange) => void;
  endSheet: () => void;
  /** Resolves when more may be put in; nothing when it may at once. */
  ready: () => Promise<void> | undefined;
}
