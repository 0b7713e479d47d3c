import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

import pg from 'pg';

import { ApiClient } from '../../test/support/api-client.ts';
import type { CrashableServer } from '../../test/support/crashable-server.ts';
import { migrate } from '../../test/support/test-database.ts';
import { UNLIMITED_SETTINGS } from '../../test/support/unlimited.ts';
import { peakMebibytes, residentMebibytes } from '../load/memory.ts';
import { benchKey } from './bench-key.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const MAIN = { api: 'dist/apps/api/src/main.js', worker: 'dist/apps/worker/src/main.js' } as const;
const WATCH_LOOP = join(import.meta.dirname, 'watch-loop.mjs');

/** How long the event loop was kept from its next turn, in milliseconds. */
export interface LoopDelay {
  readonly p99: number;
  readonly longest: number;
}

/** The API or the worker, as a process of its own. */
export class Process {
  readonly port: number;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.child = child;
    this.port = port;
  }

  static async start(kind: keyof typeof MAIN, databaseUrl: string): Promise<Process> {
    const settings = { DATABASE_URL: databaseUrl, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
    const child = spawn(process.execPath, [`--import=${WATCH_LOOP}`, join(ROOT, MAIN[kind])], {
      cwd: ROOT,
      // What is measured is the work, not how much of it may be asked for.
      env: { ...process.env, ...settings, ...UNLIMITED_SETTINGS, NODE_ENV: 'development' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the ${kind} ended with ${String(code)} before it was ready`);
    });
    ended.catch(() => undefined);
    const [{ port = 0 }] = (await Promise.race([once(child, 'message'), ended])) as [{ port?: number }];
    return new Process(child, port);
  }

  /** Forgets how the event loop fared so far. */
  beginWatching(): void {
    this.child.send({ loop: 'BEGIN' });
  }

  async loopDelay(): Promise<LoopDelay> {
    const answer = once(this.child, 'message');
    this.child.send({ loop: 'TELL' });
    const [told] = (await answer) as [LoopDelay];
    return told;
  }

  /** The memory it holds, of its own. */
  residentMebibytes(): number {
    return Math.round(residentMebibytes(this.child.pid ?? 0));
  }

  /** The most memory it has ever held, of its own; a file is read by a child of it. */
  peakMebibytes(): number {
    return Math.round(peakMebibytes(this.child.pid ?? 0));
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(signal);
    await once(this.child, 'exit');
  }
}

const DATABASE = 'keizoku';

/** Sets a database up on a server of its own, and answers where the processes connect to. */
export async function databaseOn(server: CrashableServer): Promise<string> {
  const client = new pg.Client(server.ownerUrl('postgres'));
  await client.connect();
  await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0 ENCODING 'UTF8'`);
  await client.end();
  await migrate(server.ownerUrl(DATABASE));
  return server.loginUrl(DATABASE);
}

/** A client with the key of an administrator. */
export async function administratorOf({ port }: Process, databaseUrl: string): Promise<ApiClient> {
  const authorization = await benchKey(databaseUrl, { role: 'ADMINISTRATOR' });
  return new ApiClient(`http://127.0.0.1:${port}`, { authorization });
}
