import type { PoolClient as Client } from 'pg';

import type { Database } from '#platform';

type DatabaseClass = new (url: string, options?: { connections?: number; shared?: number }) => Database;

/** A database whose transactions are parts of one that is never kept: what was changed can be read, until it is undone. */
export interface UndoneDatabase extends Database {
  /** What others will be told of the changes of a request. */
  announced(requestId: string): Promise<readonly object[]>;
  undo(): Promise<void>;
}

/** Makes one that is otherwise as `Whole` is. */
export function undoneDatabase(Whole: DatabaseClass, url: string): UndoneDatabase {
  class Undone extends Whole {
    private client: Client | undefined;
    private kept: Promise<unknown> = Promise.resolve();

    protected override async connect(): Promise<Client> {
      if (this.client === undefined) {
        this.client = await super.connect();
        await this.client.query('BEGIN');
      }
      return insideOf(this.client, (kept) => {
        this.kept = kept.catch(() => undefined);
      });
    }

    async announced(requestId: string): Promise<readonly object[]> {
      if (this.client === undefined) return [];
      await this.kept;
      await this.client.query('SET LOCAL ROLE keizoku_worker');
      return (await this.client.query<object>(ANNOUNCED, [requestId])).rows;
    }

    async undo(): Promise<void> {
      const client = this.client;
      this.client = undefined;
      await client?.query('ROLLBACK');
      client?.release();
    }
  }
  return new Undone(url, { connections: 1, shared: 0 });
}

const ANNOUNCED = `SELECT kind, machine_id, payload FROM outbox_message WHERE payload ->> 'requestId' = $1 ORDER BY id`;
const BEGIN = /^BEGIN [^;]*;/;

/** The client as a transaction sees it that lies within another one. */
function insideOf(client: Client, onKept: (kept: Promise<unknown>) => void): Client {
  const query = (asked: unknown, ...more: unknown[]): unknown => {
    if (typeof asked !== 'string') return (client.query as (...all: unknown[]) => unknown)(asked, ...more);
    if (BEGIN.test(asked)) return client.query(asked.replace(BEGIN, 'SAVEPOINT inner_one;'));
    if (asked === 'COMMIT') {
      const kept = keepInside(client);
      onKept(kept);
      return kept;
    }
    return client.query(asked === 'ROLLBACK' ? 'ROLLBACK TO SAVEPOINT inner_one' : asked);
  };
  const { connection } = client as unknown as { connection: unknown };
  return { query, connection, release: () => undefined } as unknown as Client;
}

/** What is checked when a change is kept is checked here; a part that failed takes nothing before it along. */
async function keepInside(client: Client): Promise<unknown> {
  try {
    return await client.query('SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED');
  } catch (cause) {
    await client.query('ROLLBACK TO SAVEPOINT inner_one');
    throw cause;
  }
}
