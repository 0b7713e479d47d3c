import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ApiClient } from '../test/support/api-client.ts';
import { CrashableServer } from '../test/support/crashable-server.ts';
import { writeList } from './list-file.ts';
import { median } from './load/measure.ts';
import { decimals, printTable } from './report.ts';
import { administratorOf, databaseOn, Process } from './servers/own-process.ts';

/** A list of the size that people send each month. */
const REAL_LIST = join(resolve(import.meta.dirname, '..'), 'seed', 'catalogue-2026-10.xlsx');
const LONG_ROWS = 100_000;
const LOOK_EVERY_MS = 20;
const START = 'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }';
const LOOK = 'query ($id: ID!) { catalogueImport(id: $id) { state badRows } }';
const PUBLISH = 'mutation ($importId: ID!) { publishCatalogue(input: { importId: $importId }) { __typename } }';
const ROLL_BACK = 'mutation { rollBackCatalogue(input: {}) { __typename } }';

interface Round {
  readonly checkedMs: number;
  readonly publishMs: number;
  readonly rollBackMs: number;
  /** How much more memory the API held at most than before. */
  readonly grownMebibytes: number;
  readonly p99Ms: number;
  readonly longestMs: number;
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/** Lists from upload to draft, published and rolled back, each for a day of its own, and what the API pays for it. */
class Imports {
  private readonly process: Process;
  private readonly api: ApiClient;
  private day = 0;

  constructor(process: Process, api: ApiClient) {
    this.process = process;
    this.api = api;
  }

  async round(file: Buffer): Promise<Round> {
    const before = this.process.residentMebibytes();
    let most = before;
    let id = '';
    this.process.beginWatching();
    const checkedMs = await took(async () => {
      id = await this.start(file);
      while (!(await this.isDraft(id))) {
        most = Math.max(most, this.process.residentMebibytes());
        await sleep(LOOK_EVERY_MS);
      }
    });
    const { p99, longest } = await this.process.loopDelay();
    const publishMs = await took(() => this.api.ask(PUBLISH, { importId: id }));
    const rollBackMs = await took(() => this.api.ask(ROLL_BACK));
    return { checkedMs, publishMs, rollBackMs, grownMebibytes: most - before, p99Ms: p99, longestMs: longest };
  }

  /** The same list for another day is another import. */
  private async start(file: Buffer): Promise<string> {
    this.day += 1;
    const effectiveOn = `2026-${String(1 + Math.floor(this.day / 28)).padStart(2, '0')}-${String(1 + (this.day % 28)).padStart(2, '0')}`;
    const uploadId = await this.api.upload(file);
    const answer = await this.api.ask<{ startCatalogueImport: { id: string } }>(START, {
      input: { uploadId, effectiveOn },
    });
    return answer.startCatalogueImport.id;
  }

  private async isDraft(id: string): Promise<boolean> {
    const { catalogueImport } = await this.api.ask<{ catalogueImport: { state: string } }>(LOOK, { id });
    if (['WAITING', 'READING', 'DRAFT'].includes(catalogueImport.state)) return catalogueImport.state === 'DRAFT';
    throw new Error(`the import has ended as ${catalogueImport.state}`);
  }
}

/** Shows how long lists take from upload to draft through API and worker, and how the API fares meanwhile. */
export async function showCatalogueImports(folder: string): Promise<void> {
  const long = join(folder, 'long.xlsx');
  await writeList(long, LONG_ROWS, 'SHARED');
  const lists = [
    { name: 'of the real size (2,133 rows)', file: await readFile(REAL_LIST), rounds: 7 },
    { name: `of ${LONG_ROWS.toLocaleString('en')} rows`, file: await readFile(long), rounds: 3 },
  ];
  const server = await CrashableServer.start();
  try {
    const databaseUrl = await databaseOn(server);
    const [process, worker] = [await Process.start('api', databaseUrl), await Process.start('worker', databaseUrl)];
    try {
      const imports = new Imports(process, await administratorOf(process, databaseUrl));
      console.log('\nlists through API and worker: medians, of memory and delays the worst round');
      printTable(['', ...HEAD], await rowsOf(imports, lists));
    } finally {
      await worker.end('SIGTERM');
      await process.end('SIGTERM');
    }
  } finally {
    await server.stop();
  }
}

const HEAD = ['upload to draft', 'publish', 'roll back', 'API grows by', "API's loop p99", 'longest'];

async function rowsOf(
  imports: Imports,
  lists: readonly { name: string; file: Buffer; rounds: number }[],
): Promise<string[][]> {
  const rows: string[][] = [];
  for (const { name, file, rounds } of lists) {
    // The first one warms everything up, and is what the others are held against.
    await imports.round(file).catch((error: unknown) => {
      if (!String(error).includes('first catalogue')) throw error;
    });
    const measured: Round[] = [];
    while (measured.length < rounds) measured.push(await imports.round(file));
    const middle = (pick: (round: Round) => number): number => median(measured.map(pick));
    const worst = (pick: (round: Round) => number): number => Math.max(...measured.map(pick));
    rows.push([
      name,
      `${decimals(middle(({ checkedMs }) => checkedMs) / 1_000)} s`,
      `${decimals(
        middle(({ publishMs }) => publishMs),
        0,
      )} ms`,
      `${decimals(
        middle(({ rollBackMs }) => rollBackMs),
        0,
      )} ms`,
      `${worst(({ grownMebibytes }) => grownMebibytes)} MiB`,
      `${decimals(
        worst(({ p99Ms }) => p99Ms),
        1,
      )} ms`,
      `${decimals(
        worst(({ longestMs }) => longestMs),
        0,
      )} ms`,
    ]);
  }
  return rows;
}
