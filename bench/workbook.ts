import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readWorkbookRows, type Row } from '#platform';
import { showCatalogueImports } from './catalogue-imports.ts';
import { showHostileLists } from './hostile-lists.ts';
import { type Strings, writeList } from './list-file.ts';

const USAGE = 'npm run bench:import [-- ROWS…]   (1000 10000 100000 1000000 unless told; a number of rows to import)';
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const BARE = join(import.meta.dirname, 'bare-unzip-and-parse.mjs');

/** A million rows are more than an upload may hold: the benchmark's files are trusted. */
const LIMITS = {
  fileBytes: 1e9,
  totalBytes: 4e9,
  partBytes: 4e9,
  rows: 2e6,
  cells: 3e7,
  sharedStrings: 1e7,
  sharedCharacters: 1e9,
};

interface Round {
  readonly readerMs: number;
  readonly bareMs: number;
  readonly wallMs: number;
  readonly takerMs: number;
  readonly peakMebibytes: number;
}

/** Reads the file once as an import does, then once only to unzip and tokenise it: the same minute for both. */
async function round(file: string, rows: number): Promise<Round> {
  const read = { rows: 0, cells: 0, cpuMs: 0, peakMebibytes: 0 };
  const before = process.cpuUsage();
  const began = performance.now();
  const answer = await readWorkbookRows(
    file,
    {
      rows: (batch: readonly Row[]) => {
        read.rows += batch.length;
        for (const { cells } of batch) read.cells += cells.length;
      },
    },
    {
      limits: LIMITS,
      child: { wallMs: 600_000 },
      reader: 'STREAMING',
      onUsage: ({ cpuMs = 0, peakMebibytes }) => Object.assign(read, { cpuMs, peakMebibytes }),
    },
  );
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  if ('problem' in answer) throw new Error(`${file}: ${answer.problem.code}`);
  if (read.rows !== rows + 1 || read.cells !== read.rows * 15) throw new Error(`${file}: ${read.rows} rows were read`);
  const { readerMs, peakMebibytes } = { readerMs: read.cpuMs, peakMebibytes: read.peakMebibytes };
  return { readerMs, bareMs: await bareMs(file), wallMs, takerMs: (user + system) / 1_000, peakMebibytes };
}

/** Processor time of a process that does no more than it must. */
async function bareMs(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-semi-space-size=2', BARE, file]);
  return Number(stdout);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function measure(folder: string, rows: number, strings: Strings): Promise<void> {
  const file = join(folder, `${rows}-${strings}.xlsx`);
  await writeList(file, rows, strings);
  const bytes = (await stat(file)).size;
  const rounds: Round[] = [];
  for (let count = rows >= 1_000_000 ? 3 : 5; count > 0; count -= 1) rounds.push(await round(file, rows));
  await rm(file);
  const of = (pick: (measured: Round) => number): number => median(rounds.map(pick));
  console.log(
    [
      rows.toLocaleString('en').padStart(9),
      strings.toLowerCase().padEnd(6),
      `${(bytes / 1e6).toFixed(1)} MB`.padStart(8),
      `${Math.round((rows * 1_000) / of(({ wallMs }) => wallMs)).toLocaleString('en')}`.padStart(8),
      `${(of(({ readerMs }) => readerMs) / 1_000).toFixed(2)} s`.padStart(8),
      `${(of(({ bareMs: bare }) => bare) / 1_000).toFixed(2)} s`.padStart(8),
      of(({ readerMs, bareMs: bare }) => readerMs / bare)
        .toFixed(2)
        .padStart(6),
      `${Math.round(Math.max(...rounds.map(({ peakMebibytes }) => peakMebibytes)))} MiB`.padStart(8),
      `${(of(({ takerMs }) => takerMs) / 1_000).toFixed(2)} s`.padStart(8),
    ].join('  '),
  );
}

const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 1)) throw new Error(`usage: ${USAGE}`);
const folder = await mkdtemp(join(tmpdir(), 'keizoku-bench-'));
console.log(
  'CPU medians; bare: unzip (yauzl) and tokenise (saxes) the same file, no values built, in a process of its own\n',
);
console.log('     rows  texts       file  rows/s   reader      bare   ratio      peak     taker');
try {
  for (const rows of sizes.length > 0 ? sizes : SIZES) {
    for (const strings of ['SHARED', 'INLINE'] as const) await measure(folder, rows, strings);
  }
  await showHostileLists();
  await showCatalogueImports(folder);
} finally {
  await rm(folder, { recursive: true });
}
