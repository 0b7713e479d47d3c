import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';

import { Log } from '../log.ts';
import type { ReadingConnections } from './connections.ts';
import { logPosition } from './log-position.ts';
import type { Notices } from './notices.ts';
import type { SharedConnection } from './shared-connections.ts';

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
  readonly connections: ReadingConnections;
  leftOutUntil: number;
  pause: number;
}

/** A connection that is given back. */
interface Lent {
  query<R extends pg.QueryResultRow>(asked: pg.QueryConfig): Promise<pg.QueryResult<R>>;
  release(broken?: boolean): void;
}

type Lending<C extends Lent> = (connections: ReadingConnections) => Promise<C | undefined>;

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
  private readonly reached = new WeakMap<Lent, bigint>();

  constructor(
    followers: readonly ReadingConnections[],
    private readonly notices: Notices,
  ) {
    this.replicas = followers.map((connections) => ({ connections, leftOutUntil: 0, pause: FIRST_PAUSE_MS }));
    void notices.begin();
  }

  /** A connection to a replica that has seen everything that was announced; nothing where none has in time. */
  async connect(): Promise<pg.PoolClient | undefined> {
    return this.first(({ own }) => own.connect());
  }

  /** As `connect`, one that is shared. */
  async share(): Promise<SharedConnection | undefined> {
    return this.first(async ({ shared }) => shared.take());
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
    for (const { connections } of this.replicas) await connections.close();
  }

  private async first<C extends Lent>(lend: Lending<C>): Promise<C | undefined> {
    if (!this.notices.isCurrent) return undefined;
    const { position } = this.notices.standing;
    this.next += 1;
    for (let count = 0; count < this.replicas.length; count += 1) {
      const replica = this.replicas[(this.next + count) % this.replicas.length] as Replica;
      if (replica.leftOutUntil > performance.now()) continue;
      const lent = await this.connectTo(replica, position, lend);
      if (lent) return lent;
    }
    return undefined;
  }

  private async connectTo<C extends Lent>(
    replica: Replica,
    position: bigint,
    lend: Lending<C>,
  ): Promise<C | undefined> {
    let lent: C | undefined;
    try {
      lent = await lend(replica.connections);
      if (lent === undefined) return undefined;
      const isThere = (this.reached.get(lent) ?? -1n) >= position || (await this.catchesUp(lent, position));
      replica.pause = FIRST_PAUSE_MS;
      if (isThere) return lent;
      lent.release();
    } catch (cause) {
      lent?.release(true);
      // Once, and not each time that it is tried again.
      if (replica.pause === FIRST_PAUSE_MS) this.log.warn('failed', cause);
      replica.leftOutUntil = performance.now() + replica.pause;
      replica.pause = Math.min(replica.pause * 2, LONGEST_PAUSE_MS);
    }
    return undefined;
  }

  /** Throws where the server follows nobody, or another one than the primary. */
  private async catchesUp(lent: Lent, position: bigint): Promise<boolean> {
    const until = performance.now() + CATCH_UP_MS;
    for (;;) {
      const { rows } = await lent.query<State>({ name: 'replica-state', text: STATE });
      const [state] = rows;
      if (state?.position == null || !state.follows || state.system !== this.notices.standing.system)
        throw new Error('this is no replica of the primary');
      const reached = logPosition(state.position);
      this.reached.set(lent, reached);
      if (reached >= position) return true;
      if (performance.now() >= until) return false;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
