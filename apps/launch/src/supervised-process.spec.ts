import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf } from '../../../libs/platform/src/database/process-identity.ts';
import { PORT_TAKEN, SupervisedProcess } from './supervised-process.ts';

const READY = 'process.send({ ready: true, port: Number(process.env.PORT) });';
const STAYS = 'setInterval(() => {}, 1000);';

let folder: string;
let pids: number[];
let givenUp: boolean;
let running: SupervisedProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keizoku-supervised-'));
  pids = [];
  givenUp = false;
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await running?.stop(1);
  await rm(folder, { recursive: true, force: true });
});

async function supervise(script: string): Promise<SupervisedProcess> {
  const file = join(folder, 'script.mjs');
  await writeFile(file, script);
  running = new SupervisedProcess({
    name: 'API',
    script: file,
    env: process.env,
    onStarted: (pid) => pids.push(pid),
    onGivenUp: () => (givenUp = true),
    pauseMilliseconds: 10,
  });
  return running;
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; waited < 10_000 && !holds(); waited += 20) await sleep(20);
  expect(holds()).toBe(true);
}

describe('SupervisedProcess', () => {
  it('answers the port once the process serves', async () => {
    const api = await supervise(READY + STAYS);
    expect(await api.start(4321)).toEqual({ port: 4321 });
  });

  it('tells a taken port from a crash', async () => {
    const api = await supervise('process.exit(98)');
    expect(await api.start(4321)).toBe(PORT_TAKEN);
    expect(pids).toHaveLength(1);
  });

  it('starts a process that was ended again', async () => {
    await (await supervise(READY + STAYS)).start(4321);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await until(() => pids.length === 2);
    expect(givenUp).toBe(false);
  });

  it('gives up after five crashes in quick succession', async () => {
    await (await supervise(`${READY} setTimeout(() => process.exit(3), 20);`)).start(4321);
    await until(() => givenUp);
    expect(pids).toHaveLength(5);
  });

  it('gives up on a process that never comes up', async () => {
    const api = await supervise('process.exit(3)');
    await expect(api.start(4321)).rejects.toThrow('the API ended with code 3, 5 times in quick succession');
    expect(pids).toHaveLength(5);
  });

  it('ends a process that does not obey, and does not start it again', async () => {
    const api = await supervise(`process.on('SIGTERM', () => {}); ${READY} ${STAYS}`);
    await api.start(4321);
    await api.stop(0.2);
    await sleep(100);
    expect(pids.map(identityOf)).toEqual([undefined]);
  });
});
