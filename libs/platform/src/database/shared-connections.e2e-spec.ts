import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import type { Caller } from './caller.ts';
import { Database, type OpenSnapshot } from './database.ts';
import { Deadline } from './deadline.ts';

const WHO = `SELECT current_user::text AS role, current_setting('app.reseller_id') AS tenant, pg_backend_pid() AS pid,
  pg_current_snapshot()::text AS snapshot`;

interface Who {
  readonly role: string;
  readonly tenant: string;
  readonly pid: number;
  readonly snapshot: string;
}

const ADMINISTRATOR: Caller = { name: 'a-test', databaseRole: 'keizoku_administrator' };
const aReseller = (): Caller => ({ name: 'a-test', databaseRole: 'keizoku_reseller', resellerId: randomUUID() });

describe('connections that are shared', () => {
  let test: TestDatabase;
  let owner: pg.Client;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase();
    owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await test.drop();
  });
  beforeEach(async () => {
    database = new Database(test.loginUrl, { connections: 1, shared: 2 });
    await connected();
  });
  afterEach(() => database.close());

  /** They are made when they are first wanted: until then nobody waits for them. */
  async function connected(): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const both = [await database.openAtOnce(ADMINISTRATOR), await database.openAtOnce(ADMINISTRATOR)];
      const pids = await Promise.all(both.map(async (each) => each?.transaction.row<Who>(WHO).catch(() => undefined)));
      for (const each of both) each?.finish();
      if (new Set(pids.map((who) => who?.pid)).size === 2 && !pids.includes(undefined)) return;
      await sleep(10);
    }
    throw new Error('there are no shared connections');
  }

  async function opened(caller: Caller): Promise<OpenSnapshot> {
    const snapshot = await database.openAtOnce(caller);
    if (snapshot === undefined) throw new Error('no connection can be shared now');
    return snapshot;
  }

  async function asked<T>(caller: Caller, ...statements: string[]): Promise<T[]> {
    const { transaction, finish } = await opened(caller);
    try {
      return (await Promise.all(statements.map((statement) => transaction.row<T>(statement)))) as T[];
    } finally {
      finish();
    }
  }

  it('give each caller its own role and tenant, however many line up, and whatever fails among them', async () => {
    const failing = [
      async () => asked(aReseller(), 'SELECT 1 / 0'),
      async () => asked(aReseller(), 'SELECT nothing FROM nowhere'),
      async () => asked(aReseller(), 'ROLLBACK', 'SELECT 1 / 0'),
      // The beginning itself fails: what was meant to be read with that role must not be read without it.
      async () => asked({ ...ADMINISTRATOR, databaseRole: 'nobody' as Caller['databaseRole'] }, WHO),
    ];
    const seen: unknown[] = [];
    const expected: unknown[] = [];
    let failed = 0;
    for (let round = 0; round < 40; round += 1) {
      const callers = Array.from({ length: 24 }, aReseller);
      await Promise.all([
        ...callers.map(async (caller, index) => {
          // Some are asked in the same turn of the event loop, some in later ones.
          if (index % 3 > 0) await sleep(index % 3);
          const [first, second] = await asked<Who>(caller, WHO, WHO);
          seen[round * 24 + index] = [first?.role, first?.tenant, second?.tenant];
          expected[round * 24 + index] = ['keizoku_reseller', caller.resellerId, caller.resellerId];
          expect(second?.snapshot).toBe(first?.snapshot);
        }),
        ...failing.map(async (ask) => {
          await ask().catch(() => (failed += 1));
        }),
      ]);
    }
    expect(seen).toEqual(expected);
    expect(failed).toBe(40 * failing.length);
    const { rows } = await owner.query(
      `SELECT state, count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY 1`,
    );
    expect(rows).toEqual([{ state: 'idle', count: 2 }]);
  });

  it('answer nothing that is asked after the first answers: the transaction is over by then', async () => {
    const { transaction, finish } = await opened(ADMINISTRATOR);
    expect(await transaction.row('SELECT 1 AS one')).toEqual({ one: 1 });
    expect(transaction.wentAtOnce).toBe(true);
    await expect(transaction.row('SELECT 2')).rejects.toThrow('has been sent without this');
    expect(transaction.wentAtOnce).toBe(false);
    finish();
  });

  it('change nothing', async () => {
    await expect(
      asked(ADMINISTRATOR, `INSERT INTO customer (id, name) VALUES (gen_random_uuid(), 'X') RETURNING 1`),
    ).rejects.toThrow('read-only');
  });

  it('are not kept from others by what takes long, and get nobody behind it', async () => {
    const slow = asked(ADMINISTRATOR, 'SELECT pg_sleep(5)');
    slow.catch(() => undefined);
    await sleep(100);
    const others = await Promise.all(Array.from({ length: 10 }, () => asked<Who>(ADMINISTRATOR, WHO)));
    expect(new Set(others.map(([who]) => who?.pid)).size).toBe(1);
    const alsoSlow = asked(ADMINISTRATOR, 'SELECT pg_sleep(5)');
    alsoSlow.catch(() => undefined);
    await sleep(100);
    expect(await database.openAtOnce(ADMINISTRATOR)).toBeUndefined();
    const since = performance.now();
    for (const each of [slow, alsoSlow])
      await expect(each).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    // Five seconds were asked for.
    expect(performance.now() - since).toBeLessThan(2_500);
    await asked(ADMINISTRATOR, WHO);
  });

  it('let go whose time is over, and answer the others', async () => {
    const deadline = new Deadline(50);
    const late = asked({ ...ADMINISTRATOR, deadline }, 'SELECT pg_sleep(0.2)');
    const behind = asked<Who>(ADMINISTRATOR, WHO);
    await expect(late).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    expect((await behind)[0]?.role).toBe('keizoku_administrator');
  });

  it('fail with all who wait where they break, and are made anew', async () => {
    const waiting = Promise.allSettled(Array.from({ length: 8 }, () => asked(ADMINISTRATOR, 'SELECT pg_sleep(0.2)')));
    await sleep(20);
    await owner.query(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    for (const each of await waiting)
      expect(each).toMatchObject({ status: 'rejected', reason: { extensions: { code: 'SERVICE_UNAVAILABLE' } } });
    await connected();
    expect(await asked(ADMINISTRATOR, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('are none where there is no server, without anybody waiting', async () => {
    const nowhere = new Database('postgresql://nobody@127.0.0.1:1/none');
    for (let time = 0; time < 3; time += 1) {
      expect(await nowhere.openAtOnce(ADMINISTRATOR)).toBeUndefined();
      await sleep(20);
    }
    await nowhere.close();
  });

  it('are given back by who asks nothing', async () => {
    for (let time = 0; time < 100; time += 1) (await opened(ADMINISTRATOR)).finish();
    expect(await asked(ADMINISTRATOR, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
