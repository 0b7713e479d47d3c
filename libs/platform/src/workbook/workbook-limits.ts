/** How much a file may hold. Real lists are a hundredth of it; a hostile file meets a limit before it does harm. */
export interface WorkbookLimits {
  readonly fileBytes: number;
  readonly entries: number;
  readonly totalBytes: number;
  readonly partBytes: number;
  /** Inflated to compressed size, once a part has inflated to 1 MiB. */
  readonly ratio: number;
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  readonly merges: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_WORKBOOK_LIMITS: WorkbookLimits = {
  fileBytes: 10 * MEBIBYTE,
  entries: 2_000,
  totalBytes: 256 * MEBIBYTE,
  partBytes: 200 * MEBIBYTE,
  ratio: 200,
  sheets: 64,
  rows: 200_000,
  columns: 256,
  cells: 3_000_000,
  merges: 20_000,
};
