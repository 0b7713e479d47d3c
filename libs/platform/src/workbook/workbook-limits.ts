/** How much a file may hold. Real lists are a hundredth of it; a hostile file meets a limit before it does harm. */
export interface WorkbookLimits {
  readonly fileBytes: number;
  readonly entries: number;
  readonly totalBytes: number;
  readonly partBytes: number;
  /** Inflated to compressed size, once a part has inflated to 1 MiB. */
  readonly ratio: number;
  readonly sheets: number;
  /** Rows with at least one filled cell. */
  readonly rows: number;
  /** Columns of a sheet in which a cell is filled. */
  readonly columns: number;
  /** Filled cells. */
  readonly cells: number;
  readonly cellCharacters: number;
  readonly merges: number;
  readonly sharedStrings: number;
  readonly sharedCharacters: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_WORKBOOK_LIMITS: WorkbookLimits = {
  fileBytes: 32 * MEBIBYTE,
  entries: 2_000,
  totalBytes: 256 * MEBIBYTE,
  partBytes: 200 * MEBIBYTE,
  ratio: 200,
  sheets: 64,
  rows: 200_000,
  columns: 256,
  cells: 3_000_000,
  cellCharacters: 32_767,
  merges: 20_000,
  sharedStrings: 1_000_000,
  sharedCharacters: 64 * MEBIBYTE,
};
