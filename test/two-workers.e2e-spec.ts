import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

import { operator } from '#access';
import { Database, JOB_NAMES, JOB_SCHEMA, type JobHandlers, JobQueue } from '#platform';

import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const JOBS = 40;

describe('two workers at once', () => {
  let test: TestDatabase;
  let database: Database;
  const queues: JobQueue[] = [];
  /** Which worker did which job, each time it did. */
  const done: { worker: string; importId: string }[] = [];

  const queueOf = (role: 'keizoku_worker' | 'keizoku_administrator'): JobQueue => {
    const queue = new JobQueue(test.loginUrl, role, (cause) => {
      throw cause;
    });
    queues.push(queue);
    return queue;
  };
  const handlersOf = (worker: string): JobHandlers => {
    const handle = async ({ importId }: { importId: string }): Promise<void> => {
      done.push({ worker, importId });
      // Long enough that the other one looks for a job meanwhile.
      await sleep(20);
    };
    return Object.fromEntries(JOB_NAMES.map((name) => [name, handle])) as unknown as JobHandlers;
  };

  beforeAll(async () => {
    test = await createTestDatabase();
    database = new Database(test.loginUrl, { connections: 2 });
  });
  afterAll(async () => {
    await Promise.all(queues.map((queue) => queue.onApplicationShutdown()));
    await database.close();
    await test.drop();
  });

  it('share the jobs, and never do one twice', async () => {
    const asked = Array.from({ length: JOBS }, () => uuidv7());
    const asking = queueOf('keizoku_administrator');
    for (const importId of asked)
      await database.write(operator, (tx) => asking.enqueue(tx, 'read-catalogue-import', { importId }));
    await Promise.all(['one', 'other'].map((worker) => queueOf('keizoku_worker').work(handlersOf(worker))));
    for (let waited = 0; waited < 40_000 && done.length < JOBS; waited += 50) await sleep(50);
    // Whoever did one twice would do it by now.
    await sleep(1_500);
    expect(done.map(({ importId }) => importId).sort()).toEqual([...asked].sort());
    expect(new Set(done.map(({ worker }) => worker))).toEqual(new Set(['one', 'other']));
  });

  it('are told of a new job of every kind, with the commit that asks for it', async () => {
    const listener = new pg.Client({ connectionString: test.ownerUrl });
    await listener.connect();
    try {
      const { rows } = await listener.query<{ channel: string }>(
        `SELECT 'pgboss_' || left(encode(sha224($1), 'hex'), 24) AS channel`,
        [JOB_SCHEMA],
      );
      await listener.query(`LISTEN ${rows[0]?.channel ?? ''}`);
      const told: (string | undefined)[] = [];
      listener.on('notification', ({ payload }) => told.push(payload));
      const asking = queueOf('keizoku_administrator');
      for (const name of JOB_NAMES)
        await database.write(operator, (tx) => asking.enqueue(tx, name, { importId: uuidv7() }));
      for (let waited = 0; waited < 5_000 && told.length < JOB_NAMES.length; waited += 20) await sleep(20);
      expect(told).toEqual(JOB_NAMES);
    } finally {
      await listener.end();
    }
  });
});
