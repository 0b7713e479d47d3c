import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { ApiClient } from '../test/support/api-client.ts';
import { CrashableServer } from '../test/support/crashable-server.ts';
import { type ListedServices, writeMachinesCsv, writeMachinesXlsx } from './list-of-machines.ts';
import { administratorOf, databaseOn, Process } from './servers/own-process.ts';

/**
 * A list of machines from file to ledger, through the real API and worker on a database that syncs: how long it is
 * checked and applied, what memory that takes, how the API answers meanwhile, and whether a killed worker's work is gone
 * on with. `npm run bench:machines -- 10000` takes fewer; a hundred thousand unless said.
 */
const ROOT = resolve(import.meta.dirname, '..');
const MACHINES = Number(process.argv[2] ?? 100_000);
const BAD = Math.min(3_000, Math.ceil(MACHINES / 10));
const IDLE_SECONDS = 10;

interface Import {
  readonly id: string;
  readonly state: string;
  readonly problem: { readonly code: string } | null;
  readonly issueCounts: { readonly errors: number };
  readonly progress: Readonly<Record<'total' | 'done' | 'machines' | 'contracts' | 'alreadyRecorded', number>> | null;
}

const IMPORT = `id state problem { code } issueCounts { errors } progress { total done machines contracts alreadyRecorded }`;
const QUERY = `query ($id: ID!) { installedBaseImport(id: $id) { ${IMPORT} } }`;
const START = `mutation ($input: StartInstalledBaseImportInput!) { startInstalledBaseImport(input: $input) { ${IMPORT} } }`;
const APPLY = `mutation ($input: ApplyInstalledBaseImportInput!) { applyInstalledBaseImport(input: $input) { ${IMPORT} } }`;
const PROBE = `{ machines(first: 20) { nodes { serial coverage { coveredUntil } } } }`;

const secondsSince = (since: number): number => (performance.now() - since) / 1000;

/** Asks the API the same thing again and again, and keeps how long each answer took. */
class Probe {
  private readonly took: number[] = [];
  private isOver = false;
  private readonly running: Promise<void>;

  constructor(api: ApiClient) {
    this.running = this.run(api);
  }

  private async run(api: ApiClient): Promise<void> {
    while (!this.isOver) {
      const since = performance.now();
      await api.ask(PROBE);
      this.took.push(performance.now() - since);
      await sleep(50);
    }
  }

  /** Half, and 99 of 100, were answered within so long; the longest. */
  async end(): Promise<string> {
    this.isOver = true;
    await this.running;
    const sorted = this.took.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
    return `${sorted.length} answers, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
  }
}

class Bench {
  private readonly api: ApiClient;
  private readonly databaseUrl: string;
  private worker: Process;

  constructor(api: ApiClient, databaseUrl: string, worker: Process) {
    this.api = api;
    this.databaseUrl = databaseUrl;
    this.worker = worker;
  }

  async start(path: string): Promise<Import> {
    const uploadId = await this.api.upload(await readFile(path));
    const answer = await this.api.ask<{ startInstalledBaseImport: Import }>(START, { input: { uploadId } });
    return answer.startInstalledBaseImport;
  }

  async ended(id: string, meanwhile?: (progress: Import) => Promise<void>): Promise<Import> {
    for (;;) {
      const { installedBaseImport } = await this.api.ask<{ installedBaseImport: Import }>(QUERY, { id });
      if (!['WAITING', 'CHECKING', 'APPLYING'].includes(installedBaseImport.state)) return installedBaseImport;
      await meanwhile?.(installedBaseImport);
      await sleep(200);
    }
  }

  /** Runs a phase beside the probe, and says how long it took. */
  async phase(name: string, work: () => Promise<Import>): Promise<Import> {
    const probe = new Probe(this.api);
    const since = performance.now();
    const ended = await work();
    const took = secondsSince(since).toFixed(1);
    console.log(`${name}: ${took} s (${await probe.end()}); worker at most ${this.worker.peakMebibytes()} MiB`);
    return ended;
  }

  async check(name: string, path: string): Promise<Import> {
    const checked = await this.phase(`${name}, checked`, async () => this.ended((await this.start(path)).id));
    if (checked.state !== 'CHECKED') throw new Error(`${name}: ${checked.state} ${checked.problem?.code ?? ''}`);
    return checked;
  }

  async apply(name: string, { id }: Import, kills = false): Promise<Import> {
    return this.phase(`${name}, applied`, async () => {
      await this.api.ask(APPLY, { input: { importId: id } });
      return this.ended(id, kills ? this.killOnceHalfDone() : undefined);
    });
  }

  /** Kills the worker in the middle, starts another, and says how long nothing was entered. */
  private killOnceHalfDone(): (progress: Import) => Promise<void> {
    let killed: { at: number; done: number } | undefined;
    let isTold = false;
    return async ({ state, progress }) => {
      if (state !== 'APPLYING' || progress === null) return;
      if (killed === undefined && progress.done >= progress.total / 2) {
        await this.worker.end('SIGKILL');
        killed = { at: performance.now(), done: progress.done };
        this.worker = await Process.start('worker', this.databaseUrl);
      } else if (killed && !isTold && progress.done > killed.done) {
        isTold = true;
        console.log(`  killed at ${killed.done} machines; gone on with after ${secondsSince(killed.at).toFixed(1)} s`);
      }
    };
  }

  async stop(): Promise<void> {
    await this.worker.end('SIGTERM');
  }
}

function expect(what: string, held: boolean): void {
  if (!held) throw new Error(`not so: ${what}`);
  console.log(`  ${what}`);
}

async function servicesOf(api: ApiClient): Promise<ListedServices> {
  const partNumber = async (kind: string, termMonths: number): Promise<string> => {
    const { serviceOfferings } = await api.ask<{
      serviceOfferings: {
        nodes: { partNumber: string; termMonths: number; premier: boolean; keepYourDrive: boolean }[];
      };
    }>(
      `query ($kind: ServiceKind!) { serviceOfferings(productNumber: "7Z73CTO1WW", first: 100,
         where: { kind: $kind, serviceLevel: FULL_24X7 }) { nodes { partNumber termMonths premier keepYourDrive } } }`,
      { kind },
    );
    const found = serviceOfferings.nodes.find(
      (offering) => offering.termMonths === termMonths && !offering.premier && !offering.keepYourDrive,
    );
    if (found === undefined) throw new Error(`the sample catalogue has no ${kind} of ${termMonths} months`);
    return found.partNumber;
  };
  return { upgrade: await partNumber('WARRANTY_UPGRADE', 60), renewal: await partNumber('RENEWAL', 12) };
}

async function machinesIn(api: ApiClient): Promise<number> {
  return (await api.ask<{ machines: { totalCount: number } }>('{ machines { totalCount } }')).machines.totalCount;
}

async function measure(api: ApiClient, apiProcess: Process, bench: Bench, folder: string): Promise<void> {
  const services = await servicesOf(api);
  const [xlsx, csv, bad] = ['machines.xlsx', 'machines.csv', 'bad.xlsx'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeMachinesXlsx(xlsx, { machines: MACHINES, prefix: 'BX', services });
  await writeMachinesCsv(csv, { machines: MACHINES, prefix: 'BC', services });
  await writeMachinesXlsx(bad, { machines: MACHINES, prefix: 'BB', services, bad: BAD });

  const idle = new Probe(api);
  await sleep(IDLE_SECONDS * 1000);
  console.log(`idle: ${await idle.end()}`);

  const before = await machinesIn(api);
  const applied = await bench.apply('xlsx', await bench.check('xlsx', xlsx), true);
  expect(`${MACHINES} machines of the xlsx entered`, applied.progress?.machines === MACHINES);
  const again = await bench.start(xlsx);
  expect('the same file again is the same import, applied', again.id === applied.id && again.state === 'APPLIED');
  await bench.apply('csv', await bench.check('csv', csv));
  expect('none of both lists lost or doubled', (await machinesIn(api)) === before + 2 * MACHINES);

  const said = await bench.check(`xlsx with ${BAD} bad rows`, bad);
  expect(`${said.issueCounts.errors} errors`, said.issueCounts.errors >= BAD);
  const since = performance.now();
  const workbook = await api.get(`imports/machines/${said.id}/errors.xlsx?locale=en`);
  const bytes = (await workbook.arrayBuffer()).byteLength;
  expect(`error workbook of ${(bytes / 1e6).toFixed(1)} MB in ${secondsSince(since).toFixed(1)} s`, workbook.ok);
  console.log(`API at most ${apiProcess.peakMebibytes()} MiB`);
}

const folder = await mkdtemp(join(tmpdir(), 'keizoku-bench-'));
const server = await CrashableServer.start();
try {
  const databaseUrl = await databaseOn(server);
  const env = { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'development', DATA_FOLDER: folder };
  await promisify(execFile)(process.execPath, [join(ROOT, 'dist/seed/seed.js')], { env });
  const apiProcess = await Process.start('api', databaseUrl);
  const api = await administratorOf(apiProcess, databaseUrl);
  const bench = new Bench(api, databaseUrl, await Process.start('worker', databaseUrl));
  try {
    await measure(api, apiProcess, bench, folder);
  } finally {
    await bench.stop();
    await apiProcess.end('SIGTERM');
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
