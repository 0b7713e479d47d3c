import { randomUUID } from 'node:crypto';

import type { OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
const SIGN_OF_LIFE_EVERY_MS = 5_000;
const PATIENCE_MS = 2_000;
const CHANNEL = /^[a-z_]+$/;
/** Where whoever listens says what it has heard. */
const HEARD = 'keizoku_heard';
/** By which listeners know each other among the connections of the database. */
const LISTENER = 'keizoku notices';

interface Listening {
  readonly channel: string;
  readonly onNotice: () => void;
}

/**
 * Hears what the database tells of committed changes (NOTIFY), over a connection of its own that is made again whenever
 * it breaks. While there is none, changes go by unheard: `isListening` says so.
 */
export class Notices implements OnApplicationShutdown {
  private client: pg.Client | undefined;
  private listening: Listening | undefined;
  /** Statements on the connection follow one another. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly answers = new Map<string, () => void>();
  private retry: NodeJS.Timeout | undefined;
  private signs: NodeJS.Timeout | undefined;
  private pause = FIRST_PAUSE_MS;
  private stopped = false;

  constructor(private readonly url: string) {}

  get isListening(): boolean {
    return this.client !== undefined;
  }

  /** Begins to listen; `onNotice` is called for each notice, and whenever some may have gone by unheard. */
  async listen(channel: string, onNotice: () => void): Promise<void> {
    if (!CHANNEL.test(channel)) throw new Error('a channel is named by small letters and underscores');
    this.listening = { channel, onNotice };
    await this.connect(this.listening);
    this.signs = setInterval(() => void this.lookForLife(), SIGN_OF_LIFE_EVERY_MS).unref();
  }

  /** Waits until all processes that listen have heard of everything that was committed before; not for one that hangs. */
  async caughtUp(): Promise<void> {
    const { client, listening } = this;
    if (client === undefined || listening === undefined) return;
    const question = randomUUID();
    let missing = await this.listeners(client);
    const answered = new Promise<void>((resolve) => {
      setTimeout(resolve, PATIENCE_MS).unref();
      this.answers.set(question, () => {
        missing -= 1;
        if (missing <= 0) resolve();
      });
    });
    await this.run(client, 'SELECT pg_notify($1, $2)', [listening.channel, question]);
    await answered;
    this.answers.delete(question);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    clearInterval(this.signs);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(listening: Listening): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: LISTENER,
      keepAlive: true,
      connectionTimeoutMillis: LONGEST_PAUSE_MS,
    });
    const lost = (): void => this.lose(client, listening);
    client.on('notification', ({ channel, payload }) => this.hear(client, listening, channel, payload));
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
      await client.query(`LISTEN ${listening.channel}`);
      await client.query(`LISTEN ${HEARD}`);
    } catch {
      client.removeListener('end', lost);
      await client.end().catch(() => undefined);
      return this.later(listening);
    }
    if (this.stopped) return client.end();
    this.pause = FIRST_PAUSE_MS;
    this.client = client;
    listening.onNotice();
  }

  private hear(client: pg.Client, { onNotice }: Listening, channel: string, payload: string | undefined): void {
    if (channel === HEARD) return this.answers.get(payload ?? '')?.();
    onNotice();
    if (payload) void this.run(client, 'SELECT pg_notify($1, $2)', [HEARD, payload]);
  }

  private async listeners(client: pg.Client): Promise<number> {
    const rows = await this.run(
      client,
      'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [LISTENER],
    );
    return rows.length;
  }

  /** Runs a statement after those before it. What a broken connection does not answer is nothing. */
  private async run(client: pg.Client, text: string, values: readonly unknown[] = []): Promise<readonly object[]> {
    const run = this.last.then(async () => (await client.query<object>(text, values as unknown[])).rows);
    const settled = run.catch(() => []);
    this.last = settled;
    return settled;
  }

  private lose(client: pg.Client, listening: Listening): void {
    if (this.client !== client) return;
    this.client = undefined;
    listening.onNotice();
    this.later(listening);
  }

  private later(listening: Listening): void {
    if (this.stopped) return;
    this.retry = setTimeout(() => void this.connect(listening), this.pause).unref();
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
