import { once } from 'node:events';
import { createServer } from 'node:net';
import { inspect } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IsEmail, validate } from 'class-validator';
import { createTransport } from 'nodemailer';
import pg from 'pg';

import { conflict, Database, JobQueue, Log, ProcessLog } from '#platform';
import { operator } from '#access';

import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

/** Something that belongs to somebody, wherever it turns up. */
const PLANTED = 'Yamada-Taro-S3cr3t';
const UUID = '0197a3c2-0000-7000-8000-000000000001';

class Address {
  @IsEmail()
  mail = PLANTED;
}

/** What a piece of work threw. */
async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (cause) {
    return cause;
  }
  throw new Error('nothing was thrown');
}

describe('the log', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let lines: string[];
  const log = new ProcessLog('trace', 'a-test', { write: (line) => void lines.push(line) });

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    await owner.query(`CREATE TEMPORARY TABLE person (name text CONSTRAINT one_each PRIMARY KEY)`);
    await owner.query('INSERT INTO person VALUES ($1)', [PLANTED]);
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  const entriesOf = (write: () => void): Record<string, unknown>[] => {
    lines = [];
    write();
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const inTheLog = (thrown: unknown): Record<string, unknown> => {
    const [entry = {}] = entriesOf(() => log.error(thrown, undefined, 'AnyPart'));
    return entry;
  };

  const failures: Readonly<Record<string, () => unknown>> = {
    'a row that is there already': () => owner.query('INSERT INTO person VALUES ($1)', [PLANTED]),
    'a value that is no number': () => owner.query('SELECT $1::text::int', [PLANTED]),
    'a function of the database': () =>
      owner.query(`DO $$ BEGIN RAISE 'no' USING DETAIL = '${PLANTED}', HINT = '${PLANTED}'; END $$`),
    'a server that is not there': () =>
      new pg.Client(`postgresql://keizoku:${PLANTED}@127.0.0.1:1/${PLANTED}`).connect().catch((cause: unknown) => {
        throw Object.assign(cause as Error, { connectionString: PLANTED });
      }),
    'a fetch from an address with a password': () => fetch(`http://somebody:${PLANTED}@127.0.0.1:1/`),
    'a fetch with a header that is none': () =>
      fetch('http://127.0.0.1:9/', { headers: { name: `${PLANTED}\n${PLANTED}` } }),
    'an address that is none': () => new URL(`//${PLANTED}`),
    'JSON that is none': () => JSON.parse(PLANTED),
    'a field that is wrong': async () => {
      throw new Error('wrong', { cause: await validate(new Address()) });
    },
    'a problem with details': () => {
      throw conflict(`It belongs to ${PLANTED}.`, { serial: PLANTED });
    },
    'an error in an error': () => {
      throw new AggregateError([new Error(PLANTED)], PLANTED, { cause: new TypeError(PLANTED) });
    },
    'an error that names itself, and has lines like places': () => {
      throw Object.assign(new Error(`no\n    at ${PLANTED} (/${PLANTED}:1:1)`), { name: PLANTED, code: `#${PLANTED}` });
    },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what others do
    'a text': () => Promise.reject(PLANTED),
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what others do
    'an object': () => Promise.reject({ message: PLANTED }),
    'a mail server': async () => {
      const server = createServer((socket) => socket.end(`554 go away, ${PLANTED}\r\n`)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as { port: number };
      const sent = createTransport(`smtp://somebody:${PLANTED}@127.0.0.1:${port}`).sendMail({ to: `${PLANTED}@here` });
      await sent.finally(() => server.close());
    },
  };

  it.each(Object.keys(failures))('does not repeat what %s says', async (name) => {
    const thrown = await thrownBy(failures[name] as () => unknown);
    expect(inspect(thrown, { depth: 6 })).toContain(PLANTED);
    expect(JSON.stringify(inTheLog(thrown))).not.toContain(PLANTED);
  });

  it('tells of an error what it was and where', async () => {
    const thrown = await thrownBy(failures['a row that is there already'] as () => unknown);
    expect(inTheLog(thrown)).toMatchObject({
      msg: 'failed',
      context: 'AnyPart',
      error: { class: 'DatabaseError', code: '23505', table: 'person', constraint: 'one_each' },
    });
    const frames = (inTheLog(new TypeError(PLANTED)).error as { stack: string[] }).stack;
    expect(frames[0]).toMatch(/^at .*log\.e2e-spec\.ts:\d+:\d+\)?$/);
    expect(frames.length).toBeGreaterThan(1);
  });

  it('takes the facts that are listed, and of those what looks as it should', () => {
    const facts = {
      requestId: UUID,
      caller: `person:${UUID}`,
      cost: 50,
      ms: 3,
      fields: ['recordMachine'],
      codes: ['CONFLICT'],
    };
    const strange = {
      variables: { name: PLANTED },
      serial: PLANTED,
      operation: PLANTED,
      file: `${PLANTED}.xlsx`,
      importId: PLANTED,
    };
    const [whole, ...others] = entriesOf(() => {
      // What is read of the log goes through the framework, as in any process.
      ProcessLog.prototype.log.call(log, entryOf('mutation', { ...facts, ...strange }), 'GraphQL');
      ProcessLog.prototype.log.call(
        log,
        entryOf('mutation', { caller: `${PLANTED}@here.example`, fields: [`${PLANTED} `] }),
      );
      ProcessLog.prototype.log.call(
        log,
        entryOf('mutation', { codes: PLANTED, cost: PLANTED, requestId: `${UUID} ${PLANTED}` }),
      );
    });
    expect(whole).toEqual({
      ...facts,
      level: 30,
      process: 'a-test',
      pid: process.pid,
      time: expect.any(String),
      context: 'GraphQL',
      msg: 'mutation',
    });
    expect(JSON.stringify([whole, ...others])).not.toContain(PLANTED);
  });

  it('takes no sentence of anybody', () => {
    const entries = entriesOf(() => {
      log.log(PLANTED, 'GraphQL');
      log.warn(PLANTED, PLANTED);
      log.error(PLANTED, `Error: ${PLANTED}\n  at ${PLANTED}`, 'ExceptionsHandler');
      log.debug({ name: PLANTED });
      log.verbose([PLANTED]);
    });
    expect(entries).toHaveLength(5);
    expect(JSON.stringify(entries)).not.toContain(PLANTED);
  });

  it('is not what keeps a failed job, either', async () => {
    const reader = new Database(database.loginUrl);
    const heard: unknown[] = [];
    const queue = new JobQueue(database.loginUrl, 'keizoku_worker', (cause) => heard.push(cause));
    const failed = async (): Promise<never> => Promise.reject(Object.assign(new Error(PLANTED), { detail: PLANTED }));
    await reader.write(operator, (tx) => queue.enqueue(tx, 'read-catalogue-import', { importId: UUID }));
    await queue.work({
      'read-catalogue-import': failed,
      'check-installed-base': failed,
      'enter-installed-base': failed,
    });
    const kept = async (): Promise<string | undefined> =>
      (await owner.query<{ output: string }>('SELECT output::text FROM job.job WHERE output IS NOT NULL')).rows[0]
        ?.output;
    while ((await kept()) === undefined) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toEqual([expect.objectContaining({ message: PLANTED })]);
    expect(await kept()).toContain('job-queue.ts');
    expect(await kept()).not.toContain(PLANTED);
    await queue.onApplicationShutdown();
    await reader.close();
  });
});

/** An entry as the framework hands it on. */
function entryOf(event: Parameters<Log['info']>[0], facts: object): unknown {
  let entry: unknown;
  const part = new Log('GraphQL');
  Object.assign(part, { logger: { log: (said: unknown) => (entry = said) } });
  part.info(event, facts);
  return entry;
}
