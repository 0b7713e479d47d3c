import type { Writable } from 'node:stream';

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

import { keepChanges } from '../audit/keep-changes.ts';
import type { Caller } from './caller.ts';
import { asProblem, isWorthRetrying } from './database-problem.ts';
import { heldUntil } from './held-until.ts';
import { ASK_UNHEARD, type Notices } from './notices.ts';
import { OwnRows } from './own-rows.ts';
import { Replicas } from './replicas.ts';
import { Transaction } from './transaction.ts';

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

const READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
const WRITE = 'BEGIN ISOLATION LEVEL READ COMMITTED';
// Of the connection, not of each transaction: they are the same for all, and three settings less to take and lose.
const TIME_LIMITS = { statement_timeout: 8_000, lock_timeout: 5_000, idle_in_transaction_session_timeout: 15_000 };
/**
 * A reading statement is planned once for each connection. PostgreSQL by itself plans most of ours anew each time, which takes
 * longer than running them; what they look for makes no difference to how it is best found.
 */
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan';
const TRIES = 3;
/** Who waits longer for a connection to a replica asks the primary. */
const LONGEST_WAIT_FOR_REPLICA_MS = 500;
const ACTOR = /^[A-Za-z0-9_@.:-]{1,128}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Other databases that follow this one, to read from, and by what processes tell each other what must be seen there. */
interface Elsewhere {
  readonly urls: readonly string[];
  readonly notices: Notices;
}

interface DatabaseOptions {
  readonly connections?: number;
  readonly elsewhere?: Elsewhere;
}

/** A transaction that stays open until it is finished: one snapshot for all reads of an operation. */
export interface OpenSnapshot {
  readonly transaction: Transaction;
  /** Gives the connection back. Nobody waits for it: what was read is read. */
  finish(): void;
}

/**
 * The one door to the database. The process connects as a login role that owns nothing and inherits nothing; each
 * transaction takes the caller's role and tenant for itself, and loses them with its end.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly readers: pg.Pool;
  private readonly writers: pg.Pool;
  private readonly replicas: Replicas | undefined;

  constructor(url: string, { connections = 10, elsewhere }: DatabaseOptions = {}) {
    this.readers = poolOf(url, connections, true);
    this.writers = poolOf(url, connections, false);
    if (elsewhere && elsewhere.urls.length > 0) {
      const pools = elsewhere.urls.map((each) => poolOf(each, connections, true, LONGEST_WAIT_FOR_REPLICA_MS));
      this.replicas = new Replicas(pools, elsewhere.notices);
    }
  }

  /** Whether there are replicas to read from. */
  get hasReplicas(): boolean {
    return this.replicas !== undefined;
  }

  /**
   * Opens a read-only snapshot for the caller. It must be finished. Statements are sent behind BEGIN without waiting for
   * it: should it fail, they fail with it, since the login by itself may read nothing.
   */
  async openSnapshot(caller: Caller): Promise<OpenSnapshot> {
    const opening = `${READ}; ${settingsFor(caller)}`;
    const replica = caller.readsAnywhere ? await this.replicas?.connect() : undefined;
    const connecting = replica ? Promise.resolve(replica) : this.connect(this.readers);
    const client = await heldUntil(caller.deadline, connecting);
    holdBack(client);
    const begun = client.query(opening);
    begun.catch(() => undefined);
    const transaction = new Transaction(client, this.ownRowsOf(caller), begun);
    return { transaction, finish: () => finishReading(client, transaction) };
  }

  /** Waits until nobody reads anything older than what has been committed or seen on the primary so far. */
  async announce(): Promise<void> {
    await this.replicas?.announce(async () => void (await this.writers.query(ASK_UNHEARD)));
  }

  /** Reads within one snapshot; what fails on a replica is done again on the primary. */
  async read<T>(caller: Caller, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const snapshot = await this.openSnapshot(caller);
    try {
      return await work(snapshot.transaction);
    } catch (cause) {
      if (!caller.readsAnywhere || !this.hasReplicas || caller.deadline?.isOver) throw cause;
    } finally {
      snapshot.finish();
    }
    return this.read({ ...caller, readsAnywhere: false }, work);
  }

  /**
   * Writes as one act: everything `work` did is kept, or nothing. `work` is run again when the database asks for it
   * (a deadlock or a serialisation failure). A constraint that held against `work` becomes a `CONFLICT`.
   * What `work` recorded of its changes goes into the audit trail and the outbox; changes without a record are refused.
   * Where the signal is given, the statement under way is broken off and nothing is kept.
   */
  async write<T>(caller: Caller, work: (tx: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const written = await this.writeAside(caller, work, signal);
    await this.announce();
    return written;
  }

  /** Writes as one act what no query shows: nobody has to have heard of it. */
  async writeAside<T>(caller: Caller, work: (tx: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.writeOnce(caller, work, signal);
      } catch (cause) {
        if (attempt >= TRIES || !isWorthRetrying(cause)) throw asProblem(cause);
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    for (const pool of [this.readers, this.writers]) if (!pool.ended) await pool.end();
    await this.replicas?.close();
  }

  protected async connect(pool = this.writers): Promise<pg.PoolClient> {
    return pool.connect().catch((cause: unknown) => {
      throw asProblem(cause);
    });
  }

  /** The application's wall for a caller. */
  protected ownRowsOf(caller: Caller): OwnRows {
    return new OwnRows(caller);
  }

  private async writeOnce<T>(
    caller: Caller,
    work: (tx: Transaction) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const client = await this.beginWriting(caller);
    const breakOff = (): void => void this.breakOff(client);
    signal?.addEventListener('abort', breakOff);
    try {
      const tx = new Transaction(client, this.ownRowsOf(caller));
      const result = await work(tx);
      await keepChanges(tx, caller);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (cause) {
      await client.query('ROLLBACK').then(
        // Breaking off may come late: nobody else shall feel it, on a connection that is somebody else's by then.
        () => client.release(signal?.aborted),
        () => client.release(true),
      );
      throw cause;
    } finally {
      signal?.removeEventListener('abort', breakOff);
    }
  }

  private async breakOff(client: pg.PoolClient): Promise<void> {
    const { processID } = client as pg.PoolClient & { readonly processID?: number };
    await this.readers.query('SELECT pg_cancel_backend($1)', [processID]).catch(() => undefined);
  }

  private async beginWriting(caller: Caller): Promise<pg.PoolClient> {
    const opening = `${WRITE}; ${settingsFor(caller)}`;
    const client = await heldUntil(caller.deadline, this.connect());
    try {
      await client.query(opening);
      return client;
    } catch (cause) {
      client.release(true);
      throw asProblem(cause);
    }
  }
}

function poolOf(url: string, connections: number, pipeline: boolean, longestWaitMs = 10_000): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: PARSERS,
    connectionTimeoutMillis: longestWaitMs,
    ...TIME_LIMITS,
    ...(pipeline ? { pipeline, options: PLANNED_ONCE } : {}),
  });
  // A connection that breaks is replaced by the pool, and who has it in hand hears of it from the next statement.
  // Without listeners, on the pool for the idle ones and on each connection, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * Ends a snapshot and gives its connection back at once: whoever takes it next begins behind COMMIT, in the same piece. Only
 * where a statement is still under way, as its operation has failed meanwhile, nobody else shall have to wait for it.
 */
function finishReading(client: pg.PoolClient, { isAtRest }: Transaction): void {
  if (isAtRest) holdBack(client);
  const ended = client.query('COMMIT').then(
    () => undefined,
    (cause: unknown) => (cause instanceof Error ? cause : true),
  );
  // A connection that breaks meanwhile is found broken by the pool, or by who has taken it.
  if (isAtRest) client.release();
  else void ended.then((problem) => client.release(problem));
}

/** What is sent from now until the process waits for something goes out as one piece: BEGIN and what follows at once. */
function holdBack(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** The caller's role and tenant as one message with BEGIN. Only a role of the closed list, a checked id and name get in. */
function settingsFor({ name, databaseRole, resellerId, customerIds }: Caller): string {
  if (resellerId !== undefined && !UUID.test(resellerId)) throw new Error('a reseller id must be a UUID');
  if (databaseRole === 'keizoku_reseller' && resellerId === undefined)
    throw new Error('a reseller must be a known one');
  if (customerIds?.some((id) => !UUID.test(id))) throw new Error('the id of a customer must be a UUID');
  if (databaseRole === 'keizoku_account_manager' && customerIds === undefined)
    throw new Error('the customers of an account manager must be known');
  if (!ACTOR.test(name)) throw new Error('the name of a caller must be letters, digits and _ @ . : -');
  return [
    `SET LOCAL ROLE ${databaseRole}`,
    `SET LOCAL app.actor = '${name}'`,
    `SET LOCAL app.reseller_id = '${resellerId ?? ''}'`,
    `SET LOCAL app.customer_ids = '${customerIds === undefined ? '' : `{${customerIds.join(',')}}`}'`,
  ].join('; ');
}
