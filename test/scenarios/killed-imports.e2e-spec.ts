import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { SystemClock } from '#platform';

import { startApi, type ListeningApi } from '../../apps/api/src/start-api.ts';
import type { ApiClient } from '../support/api-client.ts';
import { catalogueWorkbook, type ListedLine, partNumber } from '../support/catalogue-workbook.ts';
import { CrashableApi } from '../support/crashable-api.ts';
import { TestCallers } from '../support/test-callers.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { UNLIMITED } from '../support/unlimited.ts';
import { catalogueFaults } from '../torture/check-catalogue.ts';
import { LONG, report } from '../torture/form.ts';

const WORKER = join(resolve(import.meta.dirname, '..', '..'), 'dist', 'apps', 'worker', 'src', 'main.js');
/** IMPORT_KILLS=20, as in `npm run torture`, is the long form. */
const KILLS = Number(process.env.IMPORT_KILLS ?? (LONG ? 20 : 2));
/** A worker that was lost is given half a minute before another takes over, and then it reads. */
const MOST_MS = 300_000 + KILLS * 60_000;
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
  const asOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const query = async <T extends object>(sql: string, values: unknown[] = []): Promise<T> =>
    asOwner(async (client) => (await client.query<T>(sql, values)).rows[0] as T);
  const faults = (): Promise<string[]> => asOwner(catalogueFaults);
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

  const start = async (note: string, { count = ROWS, machineType = '7X06' } = {}): Promise<string> => {
    const lines = Array.from({ length: count }, (_, line): ListedLine => {
      const price = line % 100 === 0 ? 'たくさん' : 1_000 + line;
      return { partNumber: partNumber(line), notes: note, price, machineType };
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
      expect(await faults()).toEqual([]);
    }
  };

  it(
    `begins again by itself and ends as a whole draft, never as part of one, over ${KILLS} kills`,
    async () => {
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
        expect(await faults()).toEqual([]);
        report(`${felt} kills of the worker in ${imports - 1} imports of ${ROWS} rows`);
      }
    },
    MOST_MS,
  );

  const PUBLISH = `mutation ($importId: ID!, $expectedVersionId: ID) {
    publishCatalogue(input: { importId: $importId, expectedVersionId: $expectedVersionId }) { __typename } }`;
  /** Publishes, where nothing else has been published since. */
  const published = async (by: ApiClient, importId: string): Promise<void> => {
    const { versionId } = await query<{ versionId: string | null }>(
      'SELECT (SELECT version_id FROM catalogue_publication ORDER BY number DESC LIMIT 1) AS "versionId"',
    );
    await by.ask(PUBLISH, { importId, expectedVersionId: versionId });
  };

  it(
    `is published as a whole or not at all, over ${KILLS} kills of the API`,
    async () => {
      const crashable = await CrashableApi.start(database.loginUrl);
      const tally = { kills: 0, before: 0, after: 0 };
      try {
        for (let number = 1; tally.kills < KILLS; number += 1) {
          const id = await start(`published ${number}`, {
            count: 300,
            machineType: `7X${String(number).padStart(2, '0')}`,
          });
          await ended(id);
          const asked = published(crashable.client, id).catch(() => undefined);
          await sleep(Math.random() * 60);
          await crashable.kill();
          await asked;
          tally.kills += 1;
          expect(await faults()).toEqual([]);
          const { state } = await progressOf(id);
          tally[state === 'PUBLISHED' ? 'after' : 'before'] += 1;
          if (state !== 'PUBLISHED') await published(crashable.client, id);
          expect(await faults()).toEqual([]);
        }
      } finally {
        await crashable.stop();
      }
      report(
        `${tally.kills} kills while publishing: ${tally.before} times nothing of it was there, ${tally.after} times all`,
      );
    },
    MOST_MS,
  );

  describe('would be found out', () => {
    const VERSION = '(SELECT version_id FROM catalogue_import WHERE id = $1)';
    /** What a draft is made of, each with how it is undone. The import comes last: the others ask it for its version. */
    const OF_A_DRAFT: Readonly<Record<string, string>> = {
      'its version': `DELETE FROM catalogue_version WHERE id = ${VERSION}`,
      'some offerings': `DELETE FROM service_offering WHERE version_id = ${VERSION} AND part_number < '${partNumber(50)}'`,
      'the other offerings': `DELETE FROM service_offering WHERE version_id = ${VERSION} AND part_number >= '${partNumber(50)}'`,
      'its machines': `DELETE FROM applicability WHERE version_id = ${VERSION}`,
      'its machine types': `DELETE FROM listed_machine_type WHERE version_id = ${VERSION}`,
      'what is said of it': 'DELETE FROM catalogue_import_issue WHERE import_id = $1',
      'that it is read': `UPDATE catalogue_import SET state = 'READING', version_id = NULL WHERE id = $1`,
    };
    const NUMBER = `(SELECT number FROM catalogue_publication WHERE version_id = ${VERSION})`;
    /** What publishing it does, each with how it is undone. */
    const OF_A_PUBLICATION: Readonly<Record<string, string>> = {
      'that others are told': `DELETE FROM outbox_message WHERE kind = 'CataloguePublished' AND $1::uuid IS NOT NULL
        AND id = (SELECT max(id::text)::uuid FROM outbox_message WHERE kind = 'CataloguePublished')`,
      'its audit entry': `DELETE FROM audit_entry WHERE entity_type = 'CataloguePublication' AND entity_key = ${NUMBER}::text`,
      'its machine types': `DELETE FROM machine_type WHERE code IN (SELECT code FROM listed_machine_type WHERE version_id = ${VERSION})`,
      'the publication': `DELETE FROM catalogue_publication WHERE version_id = ${VERSION}`,
      'that it is published': `UPDATE catalogue_import SET state = 'DRAFT' WHERE id = $1`,
    };

    /** The faults found where these acts were not done, by their names; nothing of it stays. */
    const faultsWithout = (importId: string, acts: Readonly<Record<string, string>>, left: readonly string[]) =>
      asOwner(async (client) => {
        // As if every act were a transaction of its own, and the database looked at none of them.
        await client.query('BEGIN');
        await client.query('SET LOCAL session_replication_role = replica');
        for (const [name, undo] of Object.entries(acts)) if (left.includes(name)) await client.query(undo, [importId]);
        const found = await catalogueFaults(client);
        await client.query('ROLLBACK');
        return found;
      });
    const subsetsOf = (names: readonly string[]): string[][] =>
      names.reduce<string[][]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]]);
    const expectFound = async (importId: string, acts: Readonly<Record<string, string>>): Promise<void> => {
      const names = Object.keys(acts);
      for (const left of subsetsOf(names)) {
        const isWhole = left.length === 0 || left.length === names.length;
        const found = await faultsWithout(importId, acts, left);
        expect({ left, isWhole: found.length === 0 }).toEqual({ left, isWhole });
      }
    };

    it('if it were written bit by bit and broken off anywhere, or published so', async () => {
      const id = await start('bit by bit', { count: 101, machineType: '8871' });
      await ended(id);
      await expectFound(id, OF_A_DRAFT);
      await published(api, id);
      await expectFound(id, OF_A_PUBLICATION);
    }, 120_000);
  });
});
