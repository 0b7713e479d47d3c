import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { bytesInMemory, bytesOnDisk } from './byte-source.ts';
import type { ChildMessage, ChildTask, ReadProgress } from './child-messages.ts';
import { writeMessage } from './message-stream.ts';
import { readSource } from './read-source.ts';
import { RowPacker } from './row-frames.ts';
import type { RowSink } from './row-sink.ts';
import type { CellValue, MergedRange } from './workbook.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';

/** A batch is some dozen rows: enough to cost nothing by itself, gone before the collector has to move it. */
const BATCH_ITEMS = 2_000;
const PROGRESS_EVERY_MS = 250;

/** Sends what is read to the parent, and waits whenever the parent is slower. */
class ParentPipe implements RowSink {
  readonly tally = { bytes: 0 };
  private totalBytes = 0;
  private readonly packer = new RowPacker();
  private merges: MergedRange[] = [];
  private full = false;
  private lastSaid = 0;

  expect(bytes: number): void {
    this.totalBytes = bytes;
  }

  beginSheet(name: string, hidden: boolean): void {
    this.send({ say: 'SHEET', name, hidden });
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
    if (this.packer.size >= BATCH_ITEMS) this.sendRows();
  }

  merge(range: MergedRange): void {
    this.merges.push(range);
  }

  endSheet(): void {
    this.sendRows();
    this.send({ say: 'SHEET_END', merges: this.merges });
    this.merges = [];
  }

  ready(): Promise<void> | undefined {
    if (performance.now() - this.lastSaid > PROGRESS_EVERY_MS) this.send({ say: 'PROGRESS', progress: this.progress });
    return this.full ? once(process.stdout, 'drain').then(() => void (this.full = false)) : undefined;
  }

  send(message: ChildMessage): void {
    this.lastSaid = performance.now();
    this.full = !writeMessage(process.stdout, message);
  }

  private sendRows(): void {
    if (this.packer.size > 0) this.send({ say: 'ROWS', packed: this.packer.take(), progress: this.progress });
  }

  private get progress(): ReadProgress {
    return { bytes: this.tally.bytes, totalBytes: this.totalBytes };
  }
}

/**
 * The program of the child process: its task as its argument, what it reads on standard output. It is written in
 * erasable syntax only, so that it runs from source as well as compiled.
 */
async function main(): Promise<void> {
  const { path, limits, reader } = JSON.parse(process.argv[2] ?? '') as ChildTask;
  const pipe = new ParentPipe();
  try {
    const source = path === undefined ? bytesInMemory(await buffer(process.stdin)) : await bytesOnDisk(path);
    const facts = await readSource(source, pipe, {
      limits,
      reader,
      tally: pipe.tally,
      onTotal: (bytes) => pipe.expect(bytes),
    });
    const { user, system } = process.cpuUsage();
    pipe.send({ say: 'END', facts, cpuMs: (user + system) / 1_000 });
  } catch (error) {
    if (!(error instanceof WorkbookRefusal)) throw error;
    pipe.send({ say: 'PROBLEM', problem: error.problem });
  }
}

await main();
