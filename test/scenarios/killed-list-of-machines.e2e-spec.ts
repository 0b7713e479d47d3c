import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';

import { startTestApi, type TestApi } from '../support/start-test-api.ts';

const WORKER = join(resolve(import.meta.dirname, '..', '..'), 'dist', 'apps', 'worker', 'src', 'main.js');
/** IMPORT_KILLS=5 is a longer form; each kill costs the quarter of a minute until it is noticed. */
const KILLS = Math.min(Number(process.env.IMPORT_KILLS ?? 1), 5);
const MACHINES = 12_000;

let api: TestApi;
let owner: pg.Client;
let worker: ChildProcess | undefined;
let closing = false;

// As the launcher does: a worker that is lost is started again at once.
function startWorker(): void {
  const { NODE_OPTIONS: _, ...env } = process.env;
  worker = spawn(process.execPath, [WORKER], {
    env: { ...env, DATABASE_URL: api.loginUrl, LOG_LEVEL: 'fatal' },
    stdio: 'ignore',
  });
  worker.once('exit', () => {
    if (!closing) startWorker();
  });
}

beforeAll(async () => {
  api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
  owner = new pg.Client(api.ownerUrl);
  await owner.connect();
}, 60_000);
afterAll(async () => {
  closing = true;
  worker?.kill('SIGKILL');
  await owner.end();
  await api.close();
}, 60_000);

interface Progress {
  readonly state: string;
  readonly done: number;
}

async function reached(id: string, enough: (progress: Progress) => boolean): Promise<Progress> {
  for (;;) {
    const { rows } = await owner.query<Progress>(
      'SELECT state, done FROM installed_base_import JOIN installed_base_import_progress ON import_id = id WHERE id = $1',
      [id],
    );
    if (rows[0] && enough(rows[0])) return rows[0];
    await sleep(10);
  }
}

it(`a list of ${MACHINES} machines is entered whole and once, though its worker is killed`, async () => {
  const lines = Array.from({ length: MACHINES }, (_, n) => `7Z73CTO1WW,KILLED${n},Aoba,2025-04-01,36`);
  const list = ['製品番号,シリアル番号,顧客名,保証開始日,基本保証(月)', ...lines].join('\n');
  const { startInstalledBaseImport } = await api.ask<{ startInstalledBaseImport: { id: string } }>(
    'mutation ($input: StartInstalledBaseImportInput!) { startInstalledBaseImport(input: $input) { id } }',
    { input: { uploadId: await api.upload(Buffer.from(list)) } },
  );
  const { id } = startInstalledBaseImport;
  await reached(id, ({ state }) => state === 'CHECKED');
  // From here on a worker of its own, which can be killed.
  await api.stopWorker();
  startWorker();
  await api.ask(
    'mutation ($input: ApplyInstalledBaseImportInput!) { applyInstalledBaseImport(input: $input) { id } }',
    {
      input: { importId: id },
    },
  );
  let felt = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const before = await reached(id, ({ done, state }) => done >= kill * 1_000 || state === 'APPLIED');
    worker?.kill('SIGKILL');
    if (before.state === 'APPLYING') felt += 1;
    // What is entered by then are whole batches, each machine with its warranty and its entry in the trail.
    const { rows } = await owner.query(
      `SELECT count(*)::int AS machines, count(p.id)::int AS warranties, count(e.key)::int AS entries FROM machine m
       LEFT JOIN coverage_period p ON p.machine_id = m.id LEFT JOIN audit_entry e ON e.stream = 'machine' AND e.key = m.id::text
       WHERE m.serial LIKE 'KILLED%'`,
    );
    const { machines } = rows[0] as { machines: number };
    expect(rows[0]).toEqual({ machines, warranties: machines, entries: machines });
    expect(machines % 1_000).toBe(0);
  }
  expect(felt).toBeGreaterThan(0);
  await reached(id, ({ state }) => state === 'APPLIED');
  const { installedBaseImport } = await api.ask<{ installedBaseImport: object }>(
    'query ($id: ID!) { installedBaseImport(id: $id) { progress { done machines alreadyRecorded leftOut } } }',
    { id },
  );
  expect(installedBaseImport).toEqual({
    progress: { done: MACHINES, machines: MACHINES, alreadyRecorded: 0, leftOut: 0 },
  });
  const { rows } = await owner.query(
    `SELECT count(*)::int AS machines, count(DISTINCT m.id)::int AS distinct FROM machine m
     JOIN coverage_period p ON p.machine_id = m.id JOIN audit_entry e ON e.stream = 'machine' AND e.key = m.id::text
     WHERE m.serial LIKE 'KILLED%'`,
  );
  expect(rows).toEqual([{ machines: MACHINES, distinct: MACHINES }]);
}, 240_000);
