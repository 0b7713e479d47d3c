import { readFile } from 'node:fs/promises';
import { type ChildLimits, type ChildOutcome, runGuardedChild } from './guarded-child.ts';
import type { WorkbookProblem } from './import-issue.ts';
import { inspectWorkbook, type InspectedWorkbook } from './inspect-workbook.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-limits.ts';

/** What the child process says: the worksheets, or the parser's complaint. */
export type ChildAnswer = { readonly sheets: readonly Sheet[] } | { readonly failure: string };

export interface ReadWorkbookOptions {
  readonly limits?: Partial<WorkbookLimits>;
  readonly child?: Partial<ChildLimits>;
  /** Told the child's highest resident memory, where the system can measure it. */
  readonly onPeak?: (mebibytes: number) => void;
  /** Once aborted, the child is killed and the answer means nothing. */
  readonly signal?: AbortSignal;
}

const DEFAULT_CHILD_LIMITS: ChildLimits = { heapMebibytes: 384, residentMebibytes: 512, wallMs: 60_000 };

const RUNS_FROM_SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(`./read-workbook-child.${RUNS_FROM_SOURCE ? 'ts' : 'js'}`, import.meta.url);

/**
 * Reads an .xlsx or .xlsm file, given by its bytes or its path: first inspects it, then parses it in a child process
 * that is thrown away. A file that cannot be read faithfully gives its problem as data; this never throws for one.
 */
export async function readWorkbook(
  source: Buffer | string,
  options: ReadWorkbookOptions = {},
): Promise<Workbook | { readonly problem: WorkbookProblem }> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const inspection = await inspectWorkbook(bytes, { ...DEFAULT_WORKBOOK_LIMITS, ...options.limits });
  if ('problem' in inspection) return inspection;
  const outcome = await runGuardedChild<ChildAnswer>(
    PROGRAM,
    bytes,
    { ...DEFAULT_CHILD_LIMITS, ...options.child },
    inspection.date1904 ? ['--date1904'] : [],
    options.signal,
  );
  options.onPeak?.(outcome.peakMebibytes);
  return workbookOf(inspection, outcome);
}

function workbookOf(
  { sheets: declared, macros, date1904 }: InspectedWorkbook,
  outcome: ChildOutcome<ChildAnswer>,
): Workbook | { readonly problem: WorkbookProblem } {
  if ('died' in outcome) return { problem: { code: `PARSER_${outcome.died}`, facts: {} } };
  const { answer } = outcome;
  if ('failure' in answer) return { problem: problemOfFailure(answer.failure) };
  const read = new Set(answer.sheets.map((sheet) => sheet.name));
  const missing = declared.filter(({ name }) => !read.has(name)).map(({ name }) => name);
  if (missing.length > 0 || answer.sheets.length !== declared.length) {
    return { problem: { code: 'PART_MISSING', facts: { sheets: missing } } };
  }
  return { sheets: answer.sheets, date1904, macros };
}

/** The XML parser's complaints begin with the line and column in the part. */
function problemOfFailure(message: string): WorkbookProblem {
  return { code: /^\d+:\d+: /.test(message) ? 'XML_MALFORMED' : 'PARSER_CRASH', facts: { message } };
}
