import { type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ApiClient, type GraphqlAnswer } from '../support/api-client.ts';
import { RunningProcesses } from '../support/start-processes.ts';

const PROCESSES = 2;
const AT_ONCE = 4;
/** Of so many connections each process gets some, but for once in half a million. */
const CONNECTIONS = 20;
const KEY_POINTS = 30_000;
const NEW_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { id } } }`;
const PAGE =
  '{ machines(first: 100) { nodes { customer { name } site { prefecture } coverage { timeline { layer } } } } }';

interface NewKey {
  readonly createApiKey: { readonly key: string; readonly apiKey: { readonly id: string } };
}

/** Asks over a connection of its own, which the system gives to one of the processes. */
function askAnew<T>({ url, headers }: ApiClient, query: string, variables: object = {}): Promise<GraphqlAnswer<T>> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${url}/graphql`,
      {
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', connection: 'close', ...headers },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('error', reject).on('end', () => {
          resolve({ status: answer.statusCode ?? 0, ...(JSON.parse(text) as Omit<GraphqlAnswer<T>, 'status'>) });
        });
      },
    );
    outgoing.on('error', reject).end(JSON.stringify({ query, variables }));
  });
}

describe('several API processes and workers behind one port', () => {
  let dataFolder: string;
  let running: RunningProcesses;

  beforeAll(async () => {
    dataFolder = join(await mkdtemp(join(tmpdir(), 'keizoku-several-')), 'data');
    running = await RunningProcesses.start({
      DATA_FOLDER: dataFolder,
      API_PROCESSES: String(PROCESSES),
      WORKER_PROCESSES: String(PROCESSES),
      COST_PER_MINUTE_KEY: String(KEY_POINTS),
      LOG_LEVEL: 'debug',
    });
  }, 120_000);
  afterAll(async () => {
    await running.end('SIGTERM');
    await rm(join(dataFolder, '..'), { recursive: true, force: true });
  }, 30_000);

  /** Lines of the log that a kind of process has written. */
  const logged = (name: string): { pid: number; msg: string; requestId?: string }[] =>
    running
      .printed()
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as { process: string; pid: number; msg: string })
      .filter((line) => line.process === name);
  const pidsOf = async (app: 'api' | 'worker'): Promise<number[]> => {
    const { children } = JSON.parse(await readFile(join(dataFolder, 'run.json'), 'utf8')) as { children: string[] };
    const commands = await Promise.all(
      children.map(async (child) => {
        const pid = Number.parseInt(child, 10);
        return { pid, command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') };
      }),
    );
    return commands.filter(({ command }) => command.includes(`apps/${app}/`)).map(({ pid }) => pid);
  };
  const aKey = async (): Promise<ApiClient & { readonly keyId: string }> => {
    const made = await askAnew<NewKey>(running.api, NEW_KEY, { input: { name: 'of a test', role: 'ADMINISTRATOR' } });
    if (!made.data) throw new Error(JSON.stringify(made.errors));
    const { key, apiKey } = made.data.createApiKey;
    return Object.assign(new ApiClient(running.api.url, { authorization: `Bearer ${key}` }), { keyId: apiKey.id });
  };

  it('both answer', async () => {
    const key = await aKey();
    for (let asked = 0; asked < CONNECTIONS; asked += 1)
      expect((await askAnew(key, '{ me { role } }')).status).toBe(200);
    const answered = logged('api').filter(({ msg }) => msg === 'query');
    const byProcess = new Set(answered.map(({ pid }) => pid));
    expect(byProcess).toEqual(new Set(await pidsOf('api')));
    expect(byProcess.size).toBe(PROCESSES);
  });

  it('are as many as was asked for', async () => {
    expect(await pidsOf('api')).toHaveLength(PROCESSES);
    expect(await pidsOf('worker')).toHaveLength(PROCESSES);
  });

  it('refuse a key that was revoked in one of them for the very next request, in each', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = await aKey();
      // Both know it by now, and remember it.
      for (let asked = 0; asked < CONNECTIONS; asked += 1)
        expect((await askAnew(key, '{ me { role } }')).status).toBe(200);
      const revoke = 'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { id } }';
      const input = { apiKeyId: key.keyId, reason: 'no longer needed' };
      expect((await askAnew(running.api, revoke, { input })).errors).toBeUndefined();
      const answers = await Promise.all(Array.from({ length: CONNECTIONS }, () => askAnew(key, '{ me { role } }')));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
    }
  });

  it('count what a key asks for together', async () => {
    const key = await aKey();
    const cost = (await askAnew<unknown>(key, PAGE)).extensions?.cost as { requested: number };
    const affordable = Math.floor(KEY_POINTS / cost.requested);
    let allowed = 1;
    for (let asked = 1; asked < 2 * affordable; asked += AT_ONCE) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => askAnew(key, PAGE)));
      allowed += answers.filter(({ status }) => status === 200).length;
      expect([...new Set(answers.map(({ status }) => status))].every((status) => [200, 429].includes(status))).toBe(
        true,
      );
      // They tell each other four times a second.
      await sleep(400);
    }
    expect(allowed).toBeGreaterThanOrEqual(affordable - 1);
    expect(allowed).toBeLessThanOrEqual(affordable + AT_ONCE);
  });

  it('go on serving when one of them is killed, and are as many again', async () => {
    const [victim = 0, other = 0] = await pidsOf('api');
    process.kill(victim, 'SIGKILL');
    // What it had in hand is lost with it; the port is not.
    while (!running.printed().includes('was ended from outside')) await sleep(5);
    for (let asked = 0; asked < CONNECTIONS; asked += 1) {
      const { status } = await askAnew(running.api, '{ __typename }');
      expect(status).toBe(200);
    }
    for (let waited = 0; waited < 10_000 && (await pidsOf('api')).length < PROCESSES; waited += 100) await sleep(100);
    const again = await pidsOf('api');
    expect(again).toContain(other);
    expect(again).not.toContain(victim);
    expect(again).toHaveLength(PROCESSES);
    for (let waited = 0; waited < 15_000 && !running.printed().includes('runs again'); waited += 100) await sleep(100);
    const [fresh] = again.filter((pid) => pid !== other);
    for (let asked = 0; asked < CONNECTIONS; asked += 1) await askAnew(running.api, '{ me { role } }');
    expect(logged('api').some(({ pid, msg }) => pid === fresh && msg === 'query')).toBe(true);
  }, 60_000);

  it('answer what was asked before one of them was told to stop', async () => {
    const [told = 0] = await pidsOf('api');
    const key = await aKey();
    // Both have requests under way when the signal comes.
    const slow = Array.from({ length: 4 }, async () => {
      const response = await fetch(`${running.api.url}/exports/catalogue.xlsx`, {
        headers: { ...key.headers, connection: 'close' },
      });
      return { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
    });
    await sleep(150);
    process.kill(told, 'SIGTERM');
    const answers = await Promise.all(slow);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ bytes }) => bytes > 10_000))).toEqual(new Set([true]));
  });

  it('end together', async () => {
    const pids = await pidsOf('api');
    expect(pids.length).toBeGreaterThan(0);
    const child: ChildProcess = running.process;
    await running.end('SIGTERM');
    expect(child.exitCode).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    running = await RunningProcesses.start({ DATA_FOLDER: dataFolder });
  }, 60_000);
});
