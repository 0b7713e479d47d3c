import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { ApiClient } from './api-client.ts';
import { UNLIMITED_SETTINGS } from './unlimited.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const START = join(ROOT, 'dist', 'apps', 'launch', 'src', 'start.js');

/** Everything as `npm start` runs it: the launcher, the API, the worker, and a database of their own unless one is given. */
export class RunningProcesses {
  private constructor(
    readonly process: ChildProcess,
    readonly api: ApiClient,
    readonly printed: () => string,
  ) {}

  static async start(settings: Readonly<Record<string, string>>): Promise<RunningProcesses> {
    const { DATABASE_URL: _, TEST_DATABASE_URL: __, NODE_ENV: ___, ...env } = process.env;
    const child = spawn(process.execPath, [START], {
      cwd: ROOT,
      env: { ...env, PORT: '0', LOG_LEVEL: 'warn', ...UNLIMITED_SETTINGS, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        printed += bytes.toString();
      });
    const ended = new Promise<never>((_, reject) =>
      child.once('exit', (code) => reject(new Error(`ended with ${String(code)}:\n${printed}`))),
    );
    const ready = (async () => {
      while (!printed.includes('Keizoku is ready')) await new Promise((settle) => setTimeout(settle, 50));
      return /http:\/\/\S+?:\d+(?=\/graphql)/.exec(printed)?.[0] ?? '';
    })();
    const url = await Promise.race([ready, ended]);
    const key = await readFile(join(settings.DATA_FOLDER ?? '.data', 'owner.key'), 'utf8');
    return new RunningProcesses(child, new ApiClient(url, { authorization: `Bearer ${key.trim()}` }), () => printed);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const gone = new Promise((settle) => this.process.once('exit', settle));
    this.process.kill(signal);
    await gone;
  }
}
