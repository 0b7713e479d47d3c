import { bytesInMemory } from '../byte-source.ts';
import type { WorkbookProblem } from '../import-issue.ts';
import { readSource, type ReadSourceOptions } from '../read-source.ts';
import { RowPacker, RowUnpacker } from '../row-frames.ts';
import type { RowSink } from '../row-sink.ts';
import type { CellValue, MergedRange, Row, Sheet, Workbook } from '../workbook.ts';
import { DEFAULT_WORKBOOK_LIMITS } from '../workbook-limits.ts';
import { WorkbookRefusal } from '../workbook-refusal.ts';

/** A workbook and who read it. */
export type ReadInProcess = Workbook & { readonly reader: string };

/** Reads a file without a child process: fast, and only for files that mean no harm. */
export async function readInProcess(
  bytes: Buffer,
  options: Partial<ReadSourceOptions> = {},
): Promise<ReadInProcess | { readonly problem: WorkbookProblem }> {
  const sheets = new GatheredSheets();
  try {
    const facts = await readSource(bytesInMemory(bytes), sheets, {
      limits: DEFAULT_WORKBOOK_LIMITS,
      tally: { bytes: 0 },
      ...options,
    });
    return { sheets: sheets.gathered, ...facts };
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { problem: error.problem };
    throw error;
  }
}

/** Gathers rows the way they travel: packed and unpacked. */
class GatheredSheets implements RowSink {
  readonly gathered: (Sheet & { rows: Row[]; merges: MergedRange[] })[] = [];
  private readonly packer = new RowPacker();
  private readonly unpacker = new RowUnpacker();

  beginSheet(name: string, hidden: boolean): void {
    this.gathered.push({ name, hidden, rows: [], merges: [] });
  }

  beginRow(number: number, hidden: boolean): void {
    this.packer.beginRow(number, hidden);
  }

  text(column: number, text: string, struckThrough: boolean): void {
    this.packer.text(column, text, struckThrough);
  }

  cell(column: number, value: CellValue, struckThrough: boolean): void {
    this.packer.cell(column, value, struckThrough);
  }

  endRow(): void {
    this.gathered.at(-1)?.rows.push(...this.unpacker.unpack(this.packer.take()));
  }

  merge(range: MergedRange): void {
    this.gathered.at(-1)?.merges.push(range);
  }

  endSheet(): void {
    return;
  }

  ready(): undefined {
    return undefined;
  }
}
