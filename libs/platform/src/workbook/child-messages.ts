import type { WorkbookProblem } from './import-issue.ts';
import type { ReadFacts } from './read-source.ts';
import type { PackedRows } from './row-frames.ts';
import type { MergedRange } from './workbook.ts';
import type { WorkbookLimits } from './workbook-limits.ts';

/** What the child process is asked to read; without a path, the bytes on its standard input. */
export interface ChildTask {
  readonly path?: string | undefined;
  readonly limits: WorkbookLimits;
  readonly reader?: 'STREAMING' | undefined;
}

/** Bytes of the file that have been read, inflated, and how many there will be. */
export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What the child process says, in the order of the file; the last message is an end or a problem. */
export type ChildMessage =
  | { readonly say: 'SHEET'; readonly name: string; readonly hidden: boolean }
  | { readonly say: 'ROWS'; readonly packed: PackedRows; readonly progress: ReadProgress }
  | { readonly say: 'SHEET_END'; readonly merges: readonly MergedRange[] }
  | { readonly say: 'PROGRESS'; readonly progress: ReadProgress }
  | { readonly say: 'END'; readonly facts: ReadFacts; readonly cpuMs: number }
  | { readonly say: 'PROBLEM'; readonly problem: WorkbookProblem };
