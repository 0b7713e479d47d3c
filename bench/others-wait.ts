import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Row, readWorkbook, type WrittenSheet, writeWorkbook } from '#platform';
import { notedSheets, parseRegions, readRegions } from '#catalogue';
import { INSTALLED_BASE_COLUMNS } from '#installed-base';
import { writeList } from './list-file.ts';

const SIZES = [20_000, 200_000];
const NO_ISSUES = { all: async function* () {}, ofRows: () => Promise.resolve([]) };

/** What is done in a process that answers others meanwhile: with the whole list in memory, and bit by bit. */
const WORK: Readonly<Record<string, Readonly<Record<'whole' | 'bit by bit', (list: Buffer) => Promise<unknown>>>>> = {
  'region list': {
    whole: async (list) => parseRegions(await whole(list)),
    'bit by bit': readRegions,
  },
  'error workbook': {
    whole: async (list) => drain((await whole(list)).sheets.map(({ name, rows }) => ({ name, rows: written(rows) }))),
    'bit by bit': async (list) => drain(await notedSheets(list, NO_ISSUES, INSTALLED_BASE_COLUMNS, 'EN')),
  },
};

async function whole(list: Buffer): Promise<Exclude<Awaited<ReturnType<typeof readWorkbook>>, { problem: unknown }>> {
  const read = await readWorkbook(list);
  if ('problem' in read) throw new Error(read.problem.code);
  return read;
}

async function* written(rows: readonly Row[]): WrittenSheet['rows'] & AsyncGenerator {
  for (const { number, cells } of rows) yield { number, cells: cells.map(({ column, raw }) => [column, raw] as const) };
}

async function drain(sheets: Parameters<typeof writeWorkbook>[0]): Promise<void> {
  for await (const _ of writeWorkbook(sheets));
}

/** A region list as text: each municipality of its own, as long as there are numbers for them. */
function regionList(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, index) => {
    const digits = String(13_001 + (index % 900)).padStart(5, '0');
    const sum = [6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
    return `${digits}${(11 - (sum % 11)) % 10},東京都,第${index % 900}区,○,×`;
  });
  return Buffer.from(['団体コード,都道府県,市区町村,4時間対応,2時間対応', ...lines].join('\n'));
}

async function measure(name: string, rows: number, list: Buffer): Promise<void> {
  for (const [how, work] of Object.entries(WORK[name] ?? {})) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
    delay.enable();
    const began = performance.now();
    await work(list);
    const seconds = (performance.now() - began) / 1_000;
    delay.disable();
    clearInterval(watch);
    const ms = (nanoseconds: number): string => `${(nanoseconds / 1e6).toFixed(0)} ms`.padStart(8);
    const grown = `${Math.round((peak - before) / 2 ** 20)} MiB`.padStart(8);
    const cells = [name.padEnd(14), rows.toLocaleString('en').padStart(8), how.padEnd(10)];
    console.log([...cells, ms(delay.percentile(99)), ms(delay.max), grown, `${seconds.toFixed(1)} s`].join('  '));
  }
}

const folder = await mkdtemp(join(tmpdir(), 'keizoku-bench-'));
console.log('list                rows  held          99th   longest    memory  time');
try {
  for (const rows of SIZES) {
    await measure('region list', rows, regionList(rows - 1));
    const file = join(folder, `${rows}.xlsx`);
    await writeList(file, rows - 1, 'SHARED');
    await measure('error workbook', rows, await readFile(file));
  }
} finally {
  await rm(folder, { recursive: true });
}
