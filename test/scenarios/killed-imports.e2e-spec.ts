import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { SystemClock } from '#platform';

import { startApi, type ListeningApi } from '../../apps/api/src/start-api.ts';
import type { ApiClient } from '../support/api-client.ts';
import { catalogueWorkbook, partNumber } from '../support/catalogue-workbook.ts';
import { TestCallers } from '../support/test-callers.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { UNLIMITED } from '../support/unlimited.ts';

const WORKER = join(resolve(import.meta.dirname, '..', '..'), 'dist', 'apps', 'worker', 'src', 'main.js');
/** IMPORT_KILLS=20 is the long form. */
const KILLS = Number(process.env.IMPORT_KILLS ?? 2);
/** An import that was killed so often is left to end. */
const MOST_KILLS_EACH = 6;
const ROWS = 20_000;
const BAD_ROWS = ROWS / 100;

describe('an import whose worker is killed', () => {
  let database: TestDatabase;
  let listening: ListeningApi;
  let api: ApiClient;
  let worker: ChildProcess;
  let closing = false;

  // As the launcher does: a worker that is lost is started again at once.
  const startWorker = (): void => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    worker = spawn(process.execPath, [WORKER], {
      env: { ...env, DATABASE_URL: database.loginUrl, LOG_LEVEL: 'fatal' },
      stdio: 'ignore',
    });
    worker.once('exit', () => {
      if (!closing) startWorker();
    });
  };
  const query = async <T extends object>(sql: string, values: unknown[] = []): Promise<T> => {
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    const { rows } = await client.query<T>(sql, values);
    await client.end();
    return rows[0] as T;
  };
  /** What the catalogue is made of, as anybody would see it. */
  const stored = (): Promise<object> =>
    query(`SELECT (SELECT count(*)::int FROM catalogue_version) AS versions, (SELECT count(*)::int FROM service_offering) AS offerings,
      (SELECT count(*)::int FROM applicability) AS machines, (SELECT count(*)::int FROM catalogue_import_issue) AS issues,
      (SELECT count(*)::int FROM catalogue_publication) AS publications`);
  const progressOf = (id: string): Promise<{ state: string; attempts: number }> =>
    query(
      'SELECT state, coalesce(attempts, 0) AS attempts FROM catalogue_import LEFT JOIN catalogue_import_progress ON import_id = id WHERE id = $1',
      [id],
    );

  beforeAll(async () => {
    database = await createTestDatabase();
    const environment = { marketZone: 'Asia/Tokyo' };
    const options = {
      environment,
      databaseUrl: database.loginUrl,
      clock: new SystemClock('Asia/Tokyo'),
      logger: false as const,
    };
    listening = await startApi({ ...options, host: '127.0.0.1', port: 0, production: false, limits: UNLIMITED });
    const callers = new TestCallers(listening.url, database.loginUrl, options.clock);
    api = await callers.withKey({ role: 'ADMINISTRATOR' });
    await callers.close();
    startWorker();
  }, 60_000);
  afterAll(async () => {
    closing = true;
    const gone = new Promise((settle) => worker.once('exit', settle));
    worker.kill('SIGTERM');
    await gone;
    await listening.close();
    await database.drop();
  }, 60_000);

  const start = async (note: string): Promise<string> => {
    const lines = Array.from({ length: ROWS }, (_, line) => {
      return { partNumber: partNumber(line), notes: note, price: line % 100 === 0 ? 'たくさん' : 1_000 + line };
    });
    const uploadId = await api.upload(await catalogueWorkbook(lines));
    const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(
      'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }',
      { input: { uploadId } },
    );
    return startCatalogueImport.id;
  };
  const ended = async (id: string): Promise<void> => {
    while (['WAITING', 'READING'].includes((await progressOf(id)).state)) await sleep(100);
  };
  const begun = async (id: string, attempts: number): Promise<void> => {
    while ((await progressOf(id)).attempts < attempts) await sleep(20);
  };

  /** Kills the worker at random moments of one import, and answers how often that was felt. */
  const kill = async (id: string, most: number, withinMs: number): Promise<number> => {
    const before = await stored();
    for (let kills = 0; ; kills += 1) {
      await begun(id, kills + 1);
      if (kills === most) return kills;
      await sleep(Math.random() * withinMs);
      worker.kill('SIGKILL');
      await sleep(300);
      // Either nothing of it is there, or the kill came too late and all of it is.
      if ((await progressOf(id)).state !== 'READING') return kills;
      expect(await stored()).toEqual(before);
    }
  };

  it(`begins again by itself and ends as a whole draft, never as part of one, over ${KILLS} kills`, async () => {
    const first = await start('undisturbed');
    await begun(first, 1);
    const begunAt = performance.now();
    await ended(first);
    const readingMs = performance.now() - begunAt;
    const whole = await stored();
    expect(whole).toEqual({
      versions: 1,
      offerings: ROWS - BAD_ROWS,
      machines: ROWS - BAD_ROWS,
      issues: BAD_ROWS,
      publications: 0,
    });
    let felt = 0;
    for (let imports = 2; felt < KILLS; imports += 1) {
      const id = await start(`disturbed ${imports}`);
      felt += await kill(id, Math.min(KILLS - felt, MOST_KILLS_EACH), readingMs);
      await ended(id);
      const { catalogueImport } = await api.ask<{ catalogueImport: object }>(
        `query ($id: ID!) { catalogueImport(id: $id) { state rowsRead badRows issueCounts { errors } progress { phase }
          version { offeringCount } } }`,
        { id },
      );
      expect(catalogueImport).toEqual({
        state: 'DRAFT',
        rowsRead: ROWS,
        badRows: BAD_ROWS,
        issueCounts: { errors: BAD_ROWS },
        progress: { phase: 'DONE' },
        version: { offeringCount: ROWS - BAD_ROWS },
      });
      const counts = Object.entries(whole).map(([what, count]) => [what, (count as number) * imports]);
      expect(await stored()).toEqual(Object.fromEntries(counts));
    }
  }, 600_000);
});
