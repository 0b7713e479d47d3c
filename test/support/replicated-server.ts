import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { loginFor, withDatabase } from '../../apps/launch/src/owner-database.ts';
import { copyDataFolder } from '../../libs/platform/src/database/backup-files.ts';
import { handOver, serverAccount, type ServerAccount } from '../../libs/platform/src/database/embedded-account.ts';
import { type Binaries, binariesFor } from '../../libs/platform/src/database/embedded-binaries.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../libs/platform/src/database/embedded-database.ts';
import { freePort, startServer, stopServer } from '../../libs/platform/src/database/embedded-server.ts';

import { migrate, type TestDatabase } from './test-database.ts';

const log = (): undefined => undefined;
const DATABASE = 'keizoku';

/** A PostgreSQL server of a test's own that others can follow. */
export class ReplicatedServer {
  private readonly folder: string;
  private readonly primary: EmbeddedDatabase;

  private constructor(folder: string, primary: EmbeddedDatabase) {
    this.folder = folder;
    this.primary = primary;
  }

  static async start(): Promise<ReplicatedServer> {
    const folder = await mkdtemp(join(tmpdir(), 'keizoku-replicated-'));
    await chmod(folder, 0o755);
    return new ReplicatedServer(folder, await startEmbeddedDatabase({ folder: join(folder, 'primary'), log }));
  }

  private get ownerUrl(): string {
    return withDatabase(this.primary.url, DATABASE);
  }

  private get loginUrl(): string {
    return loginFor(this.ownerUrl, tmpdir()).url;
  }

  /** A migrated, empty database on it. */
  async database(): Promise<TestDatabase> {
    await queryOf(this.primary.url, `CREATE DATABASE ${DATABASE} TEMPLATE template0 ENCODING 'UTF8'`);
    await migrate(this.ownerUrl);
    return { ownerUrl: this.ownerUrl, loginUrl: this.loginUrl, drop: async () => undefined };
  }

  /** A copy of it as it is now, which follows it from now on by streaming replication. */
  async follower(name: string): Promise<FollowingServer> {
    const account = await serverAccount(log);
    const folder = join(this.folder, name);
    await copyOf(this.ownerUrl, join(folder, 'postgres'));
    const { port, password } = new URL(this.primary.url);
    await writeFile(join(folder, 'postgres', 'standby.signal'), '');
    await handOverAll(account, folder);
    const conninfo = `host=127.0.0.1 port=${port} user=postgres password=${password} application_name=${name}`;
    const place = { folder, account, binaries: await binariesFor(account, log) };
    const server = new FollowingServer(place, await freePort(), conninfo, this.ownerUrl);
    await server.start();
    return server;
  }

  async stop(): Promise<void> {
    await this.primary.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly account: ServerAccount;
  readonly binaries: Binaries;
}

/** A server that follows another, and can be killed, slowed down and let go. */
export class FollowingServer {
  private pid: number | undefined;
  private readonly place: Place;
  private readonly port: number;
  private readonly conninfo: string;
  private readonly ownerOfPrimary: string;

  constructor(place: Place, port: number, conninfo: string, ownerOfPrimary: string) {
    this.place = place;
    this.port = port;
    this.conninfo = conninfo;
    this.ownerOfPrimary = ownerOfPrimary;
  }

  get ownerUrl(): string {
    const url = new URL(this.ownerOfPrimary);
    url.port = String(this.port);
    return url.href;
  }

  get loginUrl(): string {
    const url = new URL(loginFor(this.ownerOfPrimary, tmpdir()).url);
    url.port = String(this.port);
    return url.href;
  }

  async start(): Promise<void> {
    const { folder, account, binaries } = this.place;
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      shared_buffers: '64MB',
      max_connections: '200',
      archive_mode: 'off',
      primary_conninfo: this.conninfo,
      wal_retrieve_retry_interval: '200ms',
    };
    const logFile = join(folder, 'postgres.log');
    const start = { binaries, account, dataFolder: join(folder, 'postgres'), logFile, settings };
    this.pid = (await startServer(start, this.port)).pid;
  }

  /** Ends it at once, with all its connections. */
  async kill(): Promise<void> {
    const { pid } = this;
    this.pid = undefined;
    if (pid === undefined) return;
    process.kill(pid, 'SIGQUIT');
    await stopServer(pid);
  }

  /** Lets it fall behind from now on. */
  async pause(): Promise<void> {
    await this.query('SELECT pg_wal_replay_pause()');
    while ((await this.query<{ is: string }>('SELECT pg_get_wal_replay_pause_state() AS is'))[0]?.is !== 'paused')
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async resume(): Promise<void> {
    await this.query('SELECT pg_wal_replay_resume()');
  }

  async promote(): Promise<void> {
    await this.query('SELECT pg_promote(true)');
  }

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return queryOf(this.ownerUrl, text, values);
  }
}

/** Asks a server as its superuser. */
export async function queryOf<Row extends object>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values as unknown[])).rows;
  } finally {
    await client.end();
  }
}

/** The low-level backup: begin, copy, end; what is missing is streamed. */
async function copyOf(url: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ folder: string }>(
      `SELECT current_setting('data_directory') AS folder FROM pg_backup_start('follower', fast => true)`,
    );
    await copyDataFolder(rows[0]?.folder ?? '', into);
    const { rows: ended } = await client.query<{ label: string }>(
      'SELECT labelfile AS label FROM pg_backup_stop(false)',
    );
    await writeFile(join(into, 'backup_label'), ended[0]?.label ?? '');
  } finally {
    await client.end();
  }
  const kept = (await readFile(join(into, 'postgresql.auto.conf'), 'utf8')).split('\n');
  const own = kept.filter((line) => !/^(archive_|basic_archive)/.test(line));
  await writeFile(join(into, 'postgresql.auto.conf'), own.join('\n'));
}

async function handOverAll(account: ServerAccount, folder: string): Promise<void> {
  await handOver(account, folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) await handOver(account, join(entry.parentPath, entry.name));
}
