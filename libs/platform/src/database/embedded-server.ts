import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ServerAccount } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { identityOf } from './process-identity.ts';

const START_SECONDS = 60;
const STOP_SECONDS = 2.5;

/** A server process that accepts connections. */
export type RunningServer = { pid: number; port: number; child?: ChildProcess };

/** What a server is started with. */
export type ServerStart = {
  binaries: Binaries;
  account: ServerAccount;
  dataFolder: string;
  logFile: string;
  settings: Record<string, string>;
  /** How long it may take to accept connections; a minute unless it has much to replay. */
  patienceSeconds?: number;
};

/** The port cannot be used because something else listens on it. */
export class PortTaken extends Error {}

/** Starts the server and waits until it accepts connections. Throws `PortTaken`, or an error with the server's own words. */
export async function startServer(start: ServerStart, port: number): Promise<RunningServer> {
  const output = openSync(start.logFile, 'w', 0o600);
  const settings = Object.entries(start.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: Ctrl+C reaches the whole foreground group, and the database has to outlive those who use it.
  const child = spawn(start.binaries.postgres, ['-D', start.dataFolder, '-p', String(port), ...settings], {
    ...start.account,
    cwd: start.dataFolder,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = false;
  child.once('error', () => (ended = true)).once('exit', () => (ended = true));
  const seconds = start.patienceSeconds ?? START_SECONDS;
  for (const patience = deadline(seconds); !patience.over() && !ended; await sleep(15)) {
    const { pid, ready } = await readPostmasterFile(start.dataFolder);
    if (pid !== undefined && pid === child.pid && ready) {
      child.unref();
      return { pid, port, child };
    }
  }
  child.kill('SIGQUIT');
  throw startProblem(start.logFile, ended, seconds);
}

/** The server that already runs on this data folder, whoever started it; leftovers of a dead one are cleared away. */
export async function findRunningServer(dataFolder: string, password: string): Promise<RunningServer | undefined> {
  const { pid, port } = await readPostmasterFile(dataFolder);
  if (pid === undefined) return undefined;
  if (!runsOn(pid, dataFolder)) {
    await rm(join(dataFolder, 'postmaster.pid'), { force: true });
    return undefined;
  }
  for (const patience = deadline(10); !patience.over(); await sleep(100)) {
    if (port !== undefined && (await answers(port, password, dataFolder))) return { pid, port };
    if (!runsOn(pid, dataFolder)) return undefined;
  }
  await endServer(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 3);
  return undefined;
}

/** Stops the server the quick but clean way; one that does not obey in time is stopped at once. */
export async function stopServer(pid: number): Promise<void> {
  await endServer(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], STOP_SECONDS);
}

/** A port nobody listens on: the wished one if possible. Never 5432, where people expect a database of their own. */
export async function freePort(wished?: number): Promise<number> {
  if (wished !== undefined && (await canListen(wished)) !== undefined) return wished;
  const port = await canListen(0);
  if (port === undefined) throw new Error('no free port on 127.0.0.1 for the database');
  return port === 5432 ? freePort() : port;
}

/** The environment of the server's programs: nothing of the caller's `PG…`, locale or time zone. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

async function endServer(pid: number, signals: NodeJS.Signals[], seconds: number): Promise<void> {
  const identity = identityOf(pid);
  for (const signal of signals) {
    if (identity === undefined || identityOf(pid) !== identity) return;
    process.kill(pid, signal);
    for (const patience = deadline(seconds); !patience.over(); await sleep(15)) {
      if (identityOf(pid) !== identity) return;
    }
  }
}

async function readPostmasterFile(dataFolder: string): Promise<{ pid?: number; port?: number; ready?: boolean }> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  if (!lines[0]) return {};
  return { pid: Number(lines[0]), port: lines[3] ? Number(lines[3]) : undefined, ready: lines[7] === 'ready' };
}

/** Process numbers come round again: the number alone does not make it our server. */
function runsOn(pid: number, dataFolder: string): boolean {
  if (identityOf(pid) === undefined) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataFolder && basename(readlinkSync(`/proc/${pid}/exe`)) === 'postgres';
  } catch {
    return true;
  }
}

async function answers(port: number, password: string, dataFolder: string): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === dataFolder;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function startProblem(logFile: string, ended: boolean, seconds: number): Error {
  const words = readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n  ');
  if (/could not bind|Address already in use/.test(words)) return new PortTaken(words);
  const what = ended ? 'ended while it started' : `did not become ready within ${seconds} seconds`;
  return new Error(`the embedded database ${what}. Its last words (${logFile}):\n  ${words || '(none)'}`);
}

function canListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

function deadline(seconds: number): { over(): boolean } {
  const end = performance.now() + seconds * 1000;
  return { over: () => performance.now() > end };
}
