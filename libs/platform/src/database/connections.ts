import pg from 'pg';

import { SharedConnections } from './shared-connections.ts';

// A date is a calendar day: it stays the text `YYYY-MM-DD` and never becomes an instant. Bigints here are money in
// minor units and counts, far below 2^53.
const DATE = 1082;
const BIGINT = 20;
type Parser = (value: string) => unknown;
const parsers = new Map<number, Parser>([
  [DATE, (value) => value],
  [BIGINT, Number],
]);
/** pg asks for the parser of each column of each answer. */
const PARSERS: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string): Parser => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary') as Parser;
    let parser = parsers.get(oid);
    if (parser === undefined) parsers.set(oid, (parser = pg.types.getTypeParser(oid, 'text') as Parser));
    return parser;
  },
};

// Of the connection, not of each transaction: they are the same for all, and three settings less to take and lose.
const TIME_LIMITS = { statement_timeout: 8_000, lock_timeout: 5_000, idle_in_transaction_session_timeout: 15_000 };
const CONNECTION_TIMEOUT_MS = 10_000;
/**
 * A reading statement is planned once for each connection. PostgreSQL by itself plans most of ours anew each time, which takes
 * longer than running them; what they look for makes no difference to how it is best found.
 */
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan';

/** Nobody keeps a shared connection from others for long: what takes longer is asked over one of its own. */
const SHARED_LIMITS = { ...TIME_LIMITS, statement_timeout: 250 };

/** Connections to a server to read from: some that who reads has for itself, and a few that many share. */
export interface ReadingConnections {
  readonly own: pg.Pool;
  readonly shared: SharedConnections;
  close(): Promise<void>;
}

/** How many connections there are. */
export interface Numbers {
  readonly own: number;
  readonly shared: number;
}

/** Connections to read over. Whoever waits for one of its own longer than `longestWaitMs` gets none. */
export function readingConnections(url: string, { own, shared }: Numbers, longestWaitMs?: number): ReadingConnections {
  const options = { connectionString: url, types: PARSERS, pipeline: true, options: PLANNED_ONCE };
  const pool = poolOf({ ...options, ...TIME_LIMITS, max: own, connectionTimeoutMillis: longestWaitMs });
  const lines = new SharedConnections(
    shared,
    () => new pg.Client({ ...options, ...SHARED_LIMITS, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS }),
  );
  return {
    own: pool,
    shared: lines,
    async close() {
      if (!pool.ended) await pool.end();
      await lines.close();
    },
  };
}

/** Connections to write over. */
export function writingConnections(url: string, connections: number): pg.Pool {
  return poolOf({ connectionString: url, types: PARSERS, ...TIME_LIMITS, max: connections });
}

function poolOf({ connectionTimeoutMillis = CONNECTION_TIMEOUT_MS, ...options }: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ connectionTimeoutMillis, ...options });
  // A connection that breaks is replaced by the pool, and who has it in hand hears of it from the next statement.
  // Without listeners, on the pool for the idle ones and on each connection, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
