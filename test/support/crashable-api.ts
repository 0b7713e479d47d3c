import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

import { SystemClock } from '#platform';

import type { ApiClient } from './api-client.ts';
import { TestCallers } from './test-callers.ts';
import { UNLIMITED_SETTINGS } from './unlimited.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const API = join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js');

/** The API as a process of its own that is killed and started again on the same port, as often as wanted. */
export class CrashableApi {
  /** How often it ended without having been killed. */
  crashes = 0;
  private child: ChildProcess | undefined;
  private ended = false;
  private administrator: ApiClient | undefined;
  private constructor(
    private readonly databaseUrl: string,
    private port: number,
  ) {}

  static async start(databaseUrl: string): Promise<CrashableApi> {
    const api = new CrashableApi(databaseUrl, 0);
    await api.bringUp();
    const callers = new TestCallers(`http://127.0.0.1:${api.port}`, databaseUrl, new SystemClock('Asia/Tokyo'));
    api.administrator = await callers.withKey({ role: 'ADMINISTRATOR' });
    await callers.close();
    return api;
  }

  get client(): ApiClient {
    if (this.administrator === undefined) throw new Error('the API does not run yet');
    return this.administrator;
  }

  /** Ends it in the middle of whatever it does, and starts it again. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) throw new Error('the API does not run');
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await this.bringUp();
  }

  async stop(): Promise<void> {
    this.ended = true;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  private async bringUp(): Promise<void> {
    const { TEST_DATABASE_URL: _, NODE_ENV: __, ...env } = process.env;
    const settings = {
      DATABASE_URL: this.databaseUrl,
      PORT: String(this.port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      ...UNLIMITED_SETTINGS,
    };
    const child = spawn(process.execPath, [API], {
      cwd: ROOT,
      env: { ...env, ...settings },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the API did not start: code ${String(code)}`);
    });
    const [ready] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
    this.port = ready.port;
    ended.catch(() => undefined);
    child.once('exit', () => void this.afterCrash());
  }

  private async afterCrash(): Promise<void> {
    if (this.ended) return;
    this.crashes += 1;
    await this.bringUp();
  }
}
