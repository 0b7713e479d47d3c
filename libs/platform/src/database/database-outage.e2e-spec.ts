import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import type { Caller } from './caller.ts';
import { Database } from './database.ts';

const CALLER: Caller = { name: 'a-test', databaseRole: 'pg_read_all_data' as Caller['databaseRole'] };

describe('Database, when the connection breaks', () => {
  const url = process.env.TEST_DATABASE_URL ?? '';
  const admin = new pg.Client({ connectionString: url });
  const database = new Database(url, { connections: 1 });

  beforeAll(() => admin.connect());
  afterAll(async () => {
    await database.close();
    await admin.end();
  });

  it('tells who has it in hand, and goes on with another', async () => {
    const broken = database.write(CALLER, async (tx) => {
      const mine = await tx.row<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await admin.query('SELECT pg_terminate_backend($1, 5000)', [mine?.pid]);
      return tx.row('SELECT 1');
    });
    await expect(broken).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    expect(await database.read(CALLER, (tx) => tx.row('SELECT 1 AS one'))).toEqual({ one: 1 });
  });

  it('tells a reader, too', async () => {
    const broken = database.read(CALLER, async (tx) => {
      const mine = await tx.row<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await admin.query('SELECT pg_terminate_backend($1, 5000)', [mine?.pid]);
      return tx.row('SELECT 1');
    });
    await expect(broken).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
  });

  it('says so when there is no server', async () => {
    const nowhere = new Database('postgresql://nobody@127.0.0.1:1/none');
    await expect(nowhere.read(CALLER, (tx) => tx.row('SELECT 1'))).rejects.toMatchObject({
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    });
    await nowhere.close();
  });
});
