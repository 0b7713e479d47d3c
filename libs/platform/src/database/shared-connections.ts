import type pg from 'pg';

import type { KnownQuery } from './known-query.ts';
import { holdBack, socketOf } from './socket.ts';

/** A connection whose front has been under way for so long is held up: nobody lines up behind it any more. */
const HELD_UP_AFTER_MS = 50;
/** Longer than anything may take: nothing will come of it any more. */
const LOST_AFTER_MS = 20_000;
/** So many transactions line up on one connection. */
const LONGEST_LINE = 32;
/** A server that could not be reached is tried again so much later. */
const PAUSE_MS = 500;

/**
 * A connection over which many read: each sends its whole transaction in one go, from BEGIN to COMMIT, behind those of
 * others, and none waits for another's answer. So the server finds the next one without being woken up for it.
 */
export class SharedConnection {
  private takenBy = 0;
  private unanswered = 0;
  private frontSince = 0;
  private readonly sendSoon: (() => void)[] = [];

  constructor(private readonly client: pg.Client) {}

  /** How many have taken it and not given it back. */
  get taken(): number {
    return this.takenBy;
  }

  get isHeldUp(): boolean {
    return this.takenBy >= LONGEST_LINE || this.isWaitingFor(HELD_UP_AFTER_MS);
  }

  /** Whether the server, or the way to it, is gone without a word. */
  get isLost(): boolean {
    return this.isWaitingFor(LOST_AFTER_MS);
  }

  take(): this {
    this.takenBy += 1;
    return this;
  }

  /** Gives it back; where it is of no more use, for good and for all. */
  release(broken = false): void {
    this.takenBy -= 1;
    if (broken) this.breakOff();
  }

  /** Who waits for an answer gets none. */
  breakOff(): void {
    socketOf(this.client).destroy();
  }

  /** Calls back when the process has done with the events at hand: what comes of several goes out together. */
  soon(send: () => void): void {
    if (this.sendSoon.push(send) > 1) return;
    setImmediate(() => {
      for (const each of this.sendSoon.splice(0)) each();
    });
  }

  /** Asks what needs no caller, between the transactions of others. */
  async query<R extends pg.QueryResultRow>(asked: pg.QueryConfig): Promise<pg.QueryResult<R>> {
    return this.client.query<R>(asked);
  }

  /**
   * Sends a transaction. All of it goes out before this returns: nothing of another's can get in between. Each statement
   * has its own answer; this one comes when the transaction has ended, however it did.
   */
  async send(opening: string, queries: readonly KnownQuery[]): Promise<void> {
    if (this.unanswered === 0) this.frontSince = performance.now();
    this.unanswered += 1;
    holdBack(this.client);
    // Where this fails the statements fail, since the login by itself may read nothing.
    this.client.query(opening).catch(() => undefined);
    for (const query of queries) this.client.query(query);
    const ended = this.client.query('COMMIT');
    await ended.catch(() => undefined);
    this.unanswered -= 1;
    this.frontSince = performance.now();
  }

  private isWaitingFor(ms: number): boolean {
    return this.unanswered > 0 && performance.now() - this.frontSince > ms;
  }
}

/** The connections to a server that are shared. They are made when they are needed, and anew when they break. */
export class SharedConnections {
  private readonly connections: SharedConnection[] = [];
  private readonly clients = new Map<pg.Client, Promise<unknown>>();
  private notBefore = 0;
  private isClosed = false;

  constructor(
    private readonly most: number,
    private readonly connect: () => pg.Client,
  ) {}

  /** The one with the fewest on it, to be given back; nothing where there is none, or all are held up. */
  take(): SharedConnection | undefined {
    if (this.clients.size < this.most) this.open();
    for (const connection of this.connections) if (connection.isLost) connection.breakOff();
    let best: SharedConnection | undefined;
    for (const connection of this.connections) {
      if ((best === undefined || connection.taken < best.taken) && !connection.isHeldUp) best = connection;
    }
    return best?.take();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled(this.clients.values());
    await Promise.allSettled([...this.clients.keys()].map((client) => client.end()));
  }

  private open(): void {
    if (this.isClosed || performance.now() < this.notBefore) return;
    const client = this.connect();
    const leave = (): void => {
      this.clients.delete(client);
      const index = this.connections.indexOf(connection);
      if (index >= 0) this.connections.splice(index, 1);
    };
    const connection = new SharedConnection(client);
    client.on('error', leave);
    client.on('end', leave);
    const connecting = client.connect().then(
      () => this.connections.push(connection),
      () => {
        leave();
        this.notBefore = performance.now() + PAUSE_MS;
      },
    );
    this.clients.set(client, connecting);
  }
}
