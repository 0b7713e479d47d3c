import { randomUUID } from 'node:crypto';

import type { OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

import { logPosition } from './log-position.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
const SIGN_OF_LIFE_EVERY_MS = 5_000;
const PATIENCE_MS = 2_000;
/** Who reads elsewhere must know what was announced up to a moment ago: well within the patience of who announces. */
const CURRENT_FOR_MS = 1_500;
const SIGN_OF_LIFE_WHERE_READ_ELSEWHERE_MS = 500;
const CHANNEL = /^[a-z_]+$/;
/** Where whoever listens is asked whether it has heard, and told how far the log has got. */
const ASKED = 'keizoku_asked';
/** Where it says that it has. */
const HEARD = 'keizoku_heard';
/** By which listeners know each other among the connections of the database. */
const LISTENER = 'keizoku notices';

/** The server, and how far its log has got. */
interface Standing {
  readonly system: string;
  readonly position: string;
}

const STANDING = `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS system,
  pg_current_wal_insert_lsn()::text AS position`;
/** Says how far the log has got where no answer can be heard. */
export const ASK_UNHEARD = `SELECT pg_notify('${ASKED}', '- ' || pg_current_wal_insert_lsn()::text)`;
const ASK = `SELECT pg_notify('${ASKED}', $1 || ' ' || pg_current_wal_insert_lsn()::text)`;

/**
 * Hears what the database tells of committed changes (NOTIFY), over a connection of its own that is made again whenever
 * it breaks. While there is none, changes go by unheard: `isListening` says so.
 */
export class Notices implements OnApplicationShutdown {
  private client: pg.Client | undefined;
  private readonly listeners = new Map<string, () => void>();
  private connecting: Promise<void> | undefined;
  /** When the last statement was sent that has been answered. */
  private lastAnswered = -Infinity;
  private known = { system: '', position: 0n };
  /** Statements on the connection follow one another. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly answers = new Map<string, () => void>();
  private retry: NodeJS.Timeout | undefined;
  private signs: NodeJS.Timeout | undefined;
  private pause = FIRST_PAUSE_MS;
  private stopped = false;

  /** `readsElsewhere` says that `position` is asked: that it is known up to a moment ago, then. */
  constructor(
    private readonly url: string,
    private readonly readsElsewhere = false,
  ) {}

  get isListening(): boolean {
    return this.client !== undefined;
  }

  /** Whether everything that others have waited for to be heard has been heard. */
  get isCurrent(): boolean {
    return this.isListening && performance.now() - this.lastAnswered < CURRENT_FOR_MS;
  }

  /** The identity of the server, and how far its log had got when anybody was last asked whether it had heard. */
  get standing(): { readonly system: string; readonly position: bigint } {
    return this.known;
  }

  /** Begins to listen; `onNotice` is called for each notice, and whenever some may have gone by unheard. */
  async listen(channel: string, onNotice: () => void): Promise<void> {
    if (!CHANNEL.test(channel)) throw new Error('a channel is named by small letters and underscores');
    this.listeners.set(channel, onNotice);
    await this.begin();
    if (this.client) await this.run(this.client, `LISTEN ${channel}`);
  }

  /** Connects; what is listened to is heard from then on. */
  async begin(): Promise<void> {
    this.connecting ??= this.connect();
    await this.connecting;
    const every = this.readsElsewhere ? SIGN_OF_LIFE_WHERE_READ_ELSEWHERE_MS : SIGN_OF_LIFE_EVERY_MS;
    this.signs ??= setInterval(() => void this.lookForLife(), every).unref();
  }

  /**
   * Waits until all processes that listen have heard of everything that was committed before; not for one that hangs.
   * False where there is no connection to ask over.
   */
  async caughtUp(): Promise<boolean> {
    const { client } = this;
    if (client === undefined) return false;
    const question = randomUUID();
    let missing = await this.count(client);
    const answered = new Promise<void>((resolve) => {
      setTimeout(resolve, PATIENCE_MS).unref();
      this.answers.set(question, () => {
        missing -= 1;
        if (missing <= 0) resolve();
      });
    });
    const asked = await this.run(client, ASK, [question]);
    if (asked.length > 0) await answered;
    this.answers.delete(question);
    return asked.length > 0;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    clearInterval(this.signs);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: LISTENER,
      keepAlive: true,
      connectionTimeoutMillis: LONGEST_PAUSE_MS,
    });
    const lost = (): void => this.lose(client);
    client.on('notification', ({ channel, payload }) => this.hear(client, channel, payload));
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
      for (const channel of [ASKED, HEARD, ...this.listeners.keys()]) await client.query(`LISTEN ${channel}`);
      // What was announced while nobody listened lies before this.
      const { rows } = this.readsElsewhere ? await client.query<Standing>(STANDING) : { rows: [] };
      if (rows[0]) this.known = { system: rows[0].system, position: logPosition(rows[0].position) };
    } catch {
      client.removeListener('end', lost);
      await client.end().catch(() => undefined);
      return this.later();
    }
    if (this.stopped) return client.end();
    this.pause = FIRST_PAUSE_MS;
    this.client = client;
    this.lastAnswered = performance.now();
    this.tellListeners();
  }

  private hear(client: pg.Client, channel: string, payload = ''): void {
    if (channel === HEARD) return this.answers.get(payload)?.();
    if (channel !== ASKED) return this.listeners.get(channel)?.();
    const [question, position = '0/0'] = payload.split(' ');
    const reached = logPosition(position);
    if (reached > this.known.position) this.known = { ...this.known, position: reached };
    void this.run(client, 'SELECT pg_notify($1, $2)', [HEARD, question]);
  }

  private tellListeners(): void {
    for (const onNotice of this.listeners.values()) onNotice();
  }

  private async count(client: pg.Client): Promise<number> {
    const rows = await this.run(
      client,
      'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [LISTENER],
    );
    return rows.length;
  }

  /** Runs a statement after those before it. What a broken connection does not answer is nothing. */
  private async run(client: pg.Client, text: string, values: readonly unknown[] = []): Promise<readonly object[]> {
    const run = this.last.then(async () => {
      const sent = performance.now();
      const { rows } = await client.query<object>(text, values as unknown[]);
      if (client === this.client) this.lastAnswered = sent;
      return rows;
    });
    const settled = run.catch(() => []);
    this.last = settled;
    return settled;
  }

  private lose(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.tellListeners();
    this.later();
  }

  private later(): void {
    if (this.stopped) return;
    this.retry = setTimeout(() => void this.connect(), this.pause).unref();
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  /** A connection that broke without a word is noticed by its silence. */
  private async lookForLife(): Promise<void> {
    const { client } = this;
    if (client === undefined) return;
    const silence = setTimeout(() => client.connection.stream.destroy(), PATIENCE_MS);
    await this.run(client, 'SELECT');
    clearTimeout(silence);
  }
}
