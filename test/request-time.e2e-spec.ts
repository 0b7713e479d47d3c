import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { createTestDatabase, type TestDatabase } from './support/test-database.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const SHORT_MS = 400;
const RECORD = `mutation { recordMachine(input: { machineType: "7X06", model: "CTO1WW", serial: "SLOW0001",
  warrantyStartsOn: "2025-01-01", warrantyMonths: 36, idempotencyKey: "slow" }) { ... on Machine { serial } } }`;
const READ = '{ machines { totalCount nodes { serial warranty { serviceLevel } } } }';

describe('the time a request has', () => {
  let database: TestDatabase;
  let api: TestApi;
  let patient: TestApi;
  let holder: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    patient = await startTestApi({ on: database, withCatalogue: true });
    await patient.stopWorker();
    api = await startTestApi({ on: database, mostMs: SHORT_MS });
    holder = new pg.Client(database.ownerUrl);
    await holder.connect();
  });
  afterEach(() => holder.query('ROLLBACK'));
  afterAll(async () => {
    await holder.end();
    await api.close();
    await patient.close();
    await database.drop();
  });

  /** Nobody gets at the table until this is given back. */
  async function hold(table: string): Promise<void> {
    await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  }
  const giveBack = (): Promise<unknown> => holder.query('ROLLBACK');
  const countMachines = async (): Promise<number> =>
    (await holder.query<{ n: number }>('SELECT count(*)::int AS n FROM machine')).rows[0]?.n ?? -1;
  /** Waits until no transaction of the API is left. */
  async function settled(): Promise<void> {
    const ours = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND state <> 'idle' AND query NOT LIKE '%job%'`;
    while ((await holder.query(ours)).rowCount !== 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const refusal = {
    status: 503,
    errors: [{ message: expect.stringContaining('took too long'), extensions: { code: 'SERVICE_UNAVAILABLE' } }],
  };

  it('ends a query that waits, says so, and goes on with the next', async () => {
    await hold('machine');
    const begunAt = performance.now();
    const { extensions: _cost, ...answer } = await api.send(READ);
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(SHORT_MS - 5);
    expect(answer).toEqual(refusal);
    await giveBack();
    expect(await api.ask(READ)).toEqual({ machines: { totalCount: 0, nodes: [] } });
  });

  it('is longer than that, as shipped', async () => {
    await hold('machine');
    const asked = patient.send(READ);
    await new Promise((resolve) => setTimeout(resolve, 2 * SHORT_MS));
    await giveBack();
    expect(await asked).toMatchObject({ status: 200, data: { machines: { totalCount: 0 } } });
  });

  it.each(['machine', 'coverage_period', 'audit_entry', 'outbox_message'])(
    'ends a change that waits for %s, and nothing of it is kept',
    async (table) => {
      const before = await countMachines();
      await hold(table);
      const { extensions: _cost, ...answer } = await api.send(RECORD);
      expect(answer).toEqual(refusal);
      await giveBack();
      await settled();
      expect(await countMachines()).toBe(before);
    },
  );

  it('lets the change be made once, under the same key', async () => {
    const before = await countMachines();
    await hold('audit_entry');
    expect((await api.send(RECORD)).status).toBe(503);
    await giveBack();
    for (let times = 0; times < 2; times += 1)
      expect(await api.ask(RECORD)).toEqual({ recordMachine: { serial: 'SLOW0001' } });
    expect(await countMachines()).toBe(before + 1);
  });

  it('is over for those too who wait for a connection', async () => {
    await hold('machine');
    const answers = await Promise.all(Array.from({ length: 25 }, () => api.send(READ)));
    expect(answers.map(({ status }) => status)).toEqual(Array(25).fill(503));
    await giveBack();
    expect((await api.send(READ)).status).toBe(200);
  });

  it.each(['machines', 'renewals', 'catalogue'])('ends an export of %s that does not begin', async (list) => {
    await hold(list === 'catalogue' ? 'catalogue_version' : 'machine');
    const response = await api.get(`exports/${list}.csv`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      error: { code: 'SERVICE_UNAVAILABLE', message: expect.any(String) },
    });
    await giveBack();
    expect((await api.get(`exports/${list}.csv`)).status).toBe(200);
  });
});
