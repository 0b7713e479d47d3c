import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';

import { keepChanges } from '../audit/keep-changes.ts';
import type { Caller } from './caller.ts';
import { type ReadingConnections, readingConnections, writingConnections } from './connections.ts';
import { asProblem, isWorthRetrying } from './database-problem.ts';
import { heldUntil } from './held-until.ts';
import { ASK_UNHEARD, type Notices } from './notices.ts';
import { openingFor } from './opening.ts';
import { OwnRows } from './own-rows.ts';
import { Piece } from './piece.ts';
import { Replicas } from './replicas.ts';
import { holdBack } from './socket.ts';
import { Transaction } from './transaction.ts';

const TRIES = 3;
/** Who waits longer for a connection to a replica asks the primary. */
const LONGEST_WAIT_FOR_REPLICA_MS = 500;
/** A piece begins with its statements: it has no beginning of its own to wait for. */
const SENT = Promise.resolve();

/** Other databases that follow this one, to read from, and by what processes tell each other what must be seen there. */
interface Elsewhere {
  readonly urls: readonly string[];
  readonly notices: Notices;
}

interface DatabaseOptions {
  /** To read over, and as many to write over. */
  readonly connections?: number;
  /** Connections that are shared by who reads everything at once. */
  readonly shared?: number;
  readonly elsewhere?: Elsewhere;
}

/** A transaction that stays open until it is finished: one snapshot for all reads of an operation. */
export interface OpenSnapshot {
  readonly transaction: Transaction;
  /** Gives the connection back. Nobody waits for it: what was read is read. */
  readonly finish: () => void;
}

/**
 * The one door to the database. The process connects as a login role that owns nothing and inherits nothing; each
 * transaction takes the caller's role and tenant for itself, and loses them with its end.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly readers: ReadingConnections;
  private readonly writers: pg.Pool;
  private readonly replicas: Replicas | undefined;

  constructor(url: string, { connections = 10, shared = 2, elsewhere }: DatabaseOptions = {}) {
    const numbers = { own: connections, shared };
    this.readers = readingConnections(url, numbers);
    this.writers = writingConnections(url, connections);
    if (elsewhere && elsewhere.urls.length > 0) {
      const followers = elsewhere.urls.map((each) => readingConnections(each, numbers, LONGEST_WAIT_FOR_REPLICA_MS));
      this.replicas = new Replicas(followers, elsewhere.notices);
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
    const opening = openingFor('READ', caller);
    const replica = caller.readsAnywhere ? await this.replicas?.connect() : undefined;
    const connecting = replica ? Promise.resolve(replica) : this.connect(this.readers.own);
    const client = await heldUntil(caller.deadline, connecting);
    holdBack(client);
    const begun = client.query(opening);
    begun.catch(() => undefined);
    const transaction = new Transaction(client, this.ownRowsOf(caller), begun);
    return { transaction, finish: () => finishReading(client, transaction) };
  }

  /**
   * Opens a read-only snapshot whose statements are all asked before any is answered: what is asked later fails, and so does
   * what takes long. It must be finished. Nothing where no connection can be shared now.
   */
  async openAtOnce(caller: Caller): Promise<OpenSnapshot | undefined> {
    const opening = openingFor('READ', caller);
    const connection = caller.readsAnywhere ? await this.replicas?.share() : this.readers.shared.take();
    if (connection === undefined) return undefined;
    const piece = new Piece(connection, opening, caller.deadline);
    return { transaction: new Transaction(piece, this.ownRowsOf(caller), SENT), finish: () => piece.finish() };
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
    await this.readers.close();
    if (!this.writers.ended) await this.writers.end();
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
    await this.readers.own.query('SELECT pg_cancel_backend($1)', [processID]).catch(() => undefined);
  }

  private async beginWriting(caller: Caller): Promise<pg.PoolClient> {
    const opening = openingFor('WRITE', caller);
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
