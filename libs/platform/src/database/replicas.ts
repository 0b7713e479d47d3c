import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';

import { Log } from '../log.ts';
import { logPosition } from './log-position.ts';
import type { Notices } from './notices.ts';

/** A replica gets so long to catch up before the primary is asked instead. */
const CATCH_UP_MS = 100;
const LOOK_EVERY_MS = 3;
/** A replica that cannot be used is left out for so long, twice as long each time. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** Who announces waits so long where nobody can say that all have heard. */
const PATIENCE_MS = 2_000;

const STATE = `SELECT pg_last_wal_replay_lsn()::text AS position, pg_is_in_recovery() AS follows,
  (SELECT system_identifier::text FROM pg_control_system()) AS system`;

interface State {
  readonly position: string | null;
  readonly follows: boolean;
  readonly system: string;
}

interface Replica {
  readonly pool: pg.Pool;
  leftOutUntil: number;
  pause: number;
}

/**
 * Databases that follow the primary, to read from. Whoever has written announces it and waits until all processes have
 * heard how far the log has got; each then reads only of a replica that has replayed it that far, or of the primary. A
 * process that may not have heard of everything reads of the primary. docs/decisions/0032.
 */
export class Replicas {
  private readonly replicas: readonly Replica[];
  private readonly log = new Log('Replicas');
  private next = 0;
  /** How far a connection's server had got when it was last asked; another server may be behind a new connection. */
  private readonly reached = new WeakMap<pg.PoolClient, bigint>();

  constructor(
    pools: readonly pg.Pool[],
    private readonly notices: Notices,
  ) {
    this.replicas = pools.map((pool) => ({ pool, leftOutUntil: 0, pause: FIRST_PAUSE_MS }));
    void notices.begin();
  }

  /** A connection to a replica that has seen everything that was announced; nothing where none has in time. */
  async connect(): Promise<pg.PoolClient | undefined> {
    if (!this.notices.isCurrent) return undefined;
    const { position } = this.notices.standing;
    this.next += 1;
    for (let count = 0; count < this.replicas.length; count += 1) {
      const replica = this.replicas[(this.next + count) % this.replicas.length] as Replica;
      if (replica.leftOutUntil > performance.now()) continue;
      const client = await this.connectTo(replica, position);
      if (client) return client;
    }
    return undefined;
  }

  /**
   * Waits until all processes have heard of what was committed so far; `notify` tells them where nobody can ask them. What
   * was committed stays so: it is no error of whoever wrote that nobody could be told.
   */
  async announce(notify: () => Promise<void>): Promise<void> {
    if (await this.notices.caughtUp()) return;
    await notify().catch((cause: unknown) => this.log.warn('failed', cause));
    await sleep(PATIENCE_MS);
  }

  async close(): Promise<void> {
    for (const { pool } of this.replicas) if (!pool.ended) await pool.end();
  }

  private async connectTo(replica: Replica, position: bigint): Promise<pg.PoolClient | undefined> {
    let client: pg.PoolClient | undefined;
    try {
      client = await replica.pool.connect();
      const isThere = (this.reached.get(client) ?? -1n) >= position || (await this.catchesUp(client, position));
      replica.pause = FIRST_PAUSE_MS;
      if (isThere) return client;
      client.release();
    } catch (cause) {
      client?.release(true);
      // Once, and not each time that it is tried again.
      if (replica.pause === FIRST_PAUSE_MS) this.log.warn('failed', cause);
      replica.leftOutUntil = performance.now() + replica.pause;
      replica.pause = Math.min(replica.pause * 2, LONGEST_PAUSE_MS);
    }
    return undefined;
  }

  /** Throws where the server follows nobody, or another one than the primary. */
  private async catchesUp(client: pg.PoolClient, position: bigint): Promise<boolean> {
    const until = performance.now() + CATCH_UP_MS;
    for (;;) {
      const { rows } = await client.query<State>({ name: 'replica-state', text: STATE });
      const [state] = rows;
      if (state?.position == null || !state.follows || state.system !== this.notices.standing.system)
        throw new Error('this is no replica of the primary');
      const reached = logPosition(state.position);
      this.reached.set(client, reached);
      if (reached >= position) return true;
      if (performance.now() >= until) return false;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
