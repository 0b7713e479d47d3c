import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '../../../libs/platform/src/database/process-identity.ts';
import { RunFile } from './run-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keizoku-run-'));
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

describe('RunFile', () => {
  it('sends a second start away and says where the first one is', async () => {
    const first = new RunFile(folder);
    await first.take();
    first.setUrl('http://localhost:4007/graphql');
    await expect(new RunFile(folder).take()).rejects.toThrow(
      `(process ${process.pid}) at http://localhost:4007/graphql`,
    );
    first.release();
    await new RunFile(folder).take();
  });

  it('knows a run that was killed, also when its number was given to another process, and ends what it left', async () => {
    const left = spawn('sleep', ['60']);
    const ended = once(left, 'exit');
    const run = { identity: `${process.pid}@0`, children: [identityOf(left.pid ?? 0), `${process.pid}@0`] };
    await writeFile(join(folder, 'run.json'), JSON.stringify(run));
    await new RunFile(folder).take();
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it('is not stopped by a file that was cut short', async () => {
    await writeFile(join(folder, 'run.json'), '{"ident');
    const file = new RunFile(folder);
    await file.take();
    file.release();
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
  });
});
