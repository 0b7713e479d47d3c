import type { ChildMessage, ChildTask, ReadProgress } from './child-messages.ts';
import { type ChildLimits, type ChildOutcome, runGuardedChild } from './guarded-child.ts';
import type { WorkbookProblem } from './import-issue.ts';
import type { ReadFacts, Reader } from './read-source.ts';
import { RowUnpacker } from './row-frames.ts';
import type { MergedRange, Row, Sheet, Workbook } from './workbook.ts';
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-limits.ts';

export interface ReadWorkbookOptions {
  readonly limits?: Partial<WorkbookLimits>;
  readonly child?: Partial<ChildLimits>;
  /** Stops the reading, at once; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told some times a second how far the reading is. */
  readonly onProgress?: (progress: RowProgress) => void;
  /** Told at the end, whichever it is, what the reading took. */
  readonly onUsage?: (usage: ReadingUsage) => void;
  /** Reads every workbook by the streaming reader, also the ordinary ones: to hold the two against each other. */
  readonly reader?: 'STREAMING' | undefined;
}

/** How far the reading is: rows that were handed on, and bytes of the file. */
export interface RowProgress extends ReadProgress {
  readonly rows: number;
}

export interface ReadingUsage {
  /** None when the file was refused. */
  readonly reader?: Reader;
  /** The child's processor time; none when it did not come to its end. */
  readonly cpuMs?: number;
  /** The child's highest resident memory; 0 where the system cannot measure it. */
  readonly peakMebibytes: number;
}

/** Takes a workbook's content in the order of the file. The reading waits while a promise is open. */
export interface RowTaker {
  readonly sheet?: (sheet: Pick<Sheet, 'name' | 'hidden'>) => Promise<void> | void;
  /** Some dozen rows of the sheet that was named last. */
  readonly rows: (rows: readonly Row[]) => Promise<void> | void;
  /** The sheet's merged ranges, which stand behind its rows in the file. */
  readonly sheetEnd?: (merges: readonly MergedRange[]) => Promise<void> | void;
}

/** What is known of a workbook besides its rows. */
export type WorkbookFacts = Pick<Workbook, 'date1904' | 'macros'>;

const DEFAULT_CHILD_LIMITS: ChildLimits = {
  heapMebibytes: 384,
  residentMebibytes: 512,
  wallMs: 60_000,
  silentMs: 10_000,
};

const RUNS_FROM_SOURCE = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(`./read-workbook-child.${RUNS_FROM_SOURCE ? 'ts' : 'js'}`, import.meta.url);

/**
 * Reads an .xlsx or .xlsm workbook or a text table, given by its bytes or its path, and hands its rows on as they are
 * read, in a child process that is thrown away. A file that cannot be read faithfully gives its problem as data, after
 * whatever has been handed on by then; this never throws for one.
 */
export async function readWorkbookRows(
  source: Buffer | string,
  taker: RowTaker,
  options: ReadWorkbookOptions = {},
): Promise<WorkbookFacts | { readonly problem: WorkbookProblem }> {
  const task: ChildTask = {
    path: typeof source === 'string' ? source : undefined,
    limits: { ...DEFAULT_WORKBOOK_LIMITS, ...options.limits },
    reader: options.reader,
  };
  const messages = new Messages(taker, options.onProgress);
  const outcome = await runGuardedChild<ChildMessage>({
    program: PROGRAM,
    argument: JSON.stringify(task),
    input: typeof source === 'string' ? undefined : source,
    limits: { ...DEFAULT_CHILD_LIMITS, ...options.child },
    take: (message) => messages.take(message),
    signal: options.signal,
  });
  const { peakMebibytes } = outcome;
  const { facts, cpuMs } = messages;
  options.onUsage?.(facts ? { reader: facts.reader, cpuMs, peakMebibytes } : { peakMebibytes });
  return messages.result(outcome);
}

/** Reads a file as `readWorkbookRows` does, and gathers it as a whole. */
export async function readWorkbook(
  source: Buffer | string,
  options: ReadWorkbookOptions = {},
): Promise<Workbook | { readonly problem: WorkbookProblem }> {
  const sheets: (Pick<Sheet, 'name' | 'hidden'> & { readonly rows: Row[]; merges: readonly MergedRange[] })[] = [];
  const taker: RowTaker = {
    sheet: ({ name, hidden }) => void sheets.push({ name, hidden, rows: [], merges: [] }),
    rows: (rows) => void sheets.at(-1)?.rows.push(...rows),
    sheetEnd: (merges) => {
      const sheet = sheets.at(-1);
      if (sheet) sheet.merges = merges;
    },
  };
  const read = await readWorkbookRows(source, taker, options);
  return 'problem' in read ? read : { sheets, ...read };
}

/** Hands the child's messages on, and keeps its last word. */
class Messages {
  facts: ReadFacts | undefined;
  cpuMs = 0;
  private problem: WorkbookProblem | undefined;
  private readonly taker: RowTaker;
  private readonly onProgress: ((progress: RowProgress) => void) | undefined;
  private rows = 0;
  private readonly unpacker = new RowUnpacker();

  constructor(taker: RowTaker, onProgress: ((progress: RowProgress) => void) | undefined) {
    this.taker = taker;
    this.onProgress = onProgress;
  }

  take(message: ChildMessage): Promise<void> | void {
    switch (message.say) {
      case 'SHEET':
        return this.taker.sheet?.({ name: message.name, hidden: message.hidden });
      case 'ROWS':
        return this.takeRows(this.unpacker.unpack(message.packed), message.progress);
      case 'SHEET_END':
        return this.taker.sheetEnd?.(message.merges);
      case 'PROGRESS':
        return this.onProgress?.({ ...message.progress, rows: this.rows });
      case 'END':
        this.facts = message.facts;
        this.cpuMs = message.cpuMs;
        return;
      case 'PROBLEM':
        this.problem = message.problem;
    }
  }

  result(outcome: ChildOutcome): WorkbookFacts | { readonly problem: WorkbookProblem } {
    if (this.problem !== undefined) return { problem: this.problem };
    if (this.facts !== undefined) return { date1904: this.facts.date1904, macros: this.facts.macros };
    const died = 'died' in outcome ? outcome.died : 'CRASH';
    return { problem: { code: `PARSER_${died}`, facts: {} } };
  }

  private takeRows(rows: readonly Row[], progress: ReadProgress): Promise<void> | void {
    this.rows += rows.length;
    this.onProgress?.({ ...progress, rows: this.rows });
    return this.taker.rows(rows);
  }
}
