import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';

import { startEmbeddedDatabase } from '../libs/platform/src/database/embedded-database.ts';
import { UNLIMITED_SETTINGS } from '../test/support/unlimited.ts';
import { benchKey } from './servers/bench-key.ts';

/**
 * What limits cost those who keep to them: how long refusals take, how long an honest client waits alone and beside 20
 * hostile documents a second, and the time that charging takes by itself. `npm run bench:limits`
 */
const ROOT = resolve(import.meta.dirname, '..');
const SECONDS = 15;
const HOSTILE_A_SECOND = 20;
const ROUNDS = 3;
const HONEST = '{ machines(first: 20) { totalCount nodes { serial customer { name } warranty { serviceLevel } } } }';

const repeated = (times: number, text: (n: number) => string): string =>
  Array.from({ length: times }, (_, n) => text(n)).join(' ');

/** Just within the length that is read, so that all of it is looked at. */
const HOSTILE = [
  `{ ${repeated(900, (n) => `a${n % 40}: __typename`)} }`,
  `{ ${'machines { nodes { '.repeat(200)}serial${' } }'.repeat(200)} }`,
  `query { ...f0 } ${repeated(120, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} ...f${n + 1} }`)} fragment f120 on Query { __typename }`,
  `query { ...f0 } ${repeated(150, (n) => `fragment f${n} on Query { ...f${(n + 1) % 150} ...f${(n + 7) % 150} }`)}`,
  `{ ${repeated(20, (n) => `a${n}: machines(first: 100) { nodes { eligibleServices { decision { findings { rule } } } } }`)} }`,
  `{ ${repeated(400, (n) => `nothing${n}`)} }`,
  `{ ${'__typename '.repeat(60_000)} }`,
];

interface Client {
  readonly url: string;
  readonly authorization: string;
}

async function ask({ url, authorization }: Client, query: string): Promise<{ ms: number; status: number }> {
  const since = performance.now();
  const headers = { 'content-type': 'application/json', authorization };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  await response.arrayBuffer();
  return { ms: performance.now() - since, status: response.status };
}

/** One question after the other, for some seconds; what each took. */
async function honest(client: Client): Promise<number[]> {
  const taken: number[] = [];
  for (const since = performance.now(); performance.now() - since < SECONDS * 1000;) {
    const { ms, status } = await ask(client, HONEST);
    if (status !== 200) throw new Error(`an honest question was answered ${status}`);
    taken.push(ms);
  }
  return taken;
}

async function hostile(client: Client): Promise<number[]> {
  const asked: Promise<{ ms: number; status: number }>[] = [];
  for (let n = 0; n < SECONDS * HOSTILE_A_SECOND; n += 1) {
    asked.push(ask(client, HOSTILE[n % HOSTILE.length] as string));
    await sleep(1000 / HOSTILE_A_SECOND);
  }
  const answers = await Promise.all(asked);
  const wrong = answers.filter(({ status }) => status < 400 || status > 499);
  if (wrong.length > 0)
    throw new Error(`${wrong.length} hostile documents were not refused: ${JSON.stringify(wrong[0])}`);
  return answers.map(({ ms }) => ms);
}

function shown(taken: readonly number[]): string {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (part: number): string =>
    (sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${sorted.length} answers`;
}

/** Microseconds that it takes to charge a request for a document that has come before. */
async function charging(): Promise<number> {
  const limits = join(ROOT, 'dist', 'apps', 'api', 'src', 'limits');
  const { chargeOperation } = (await import(
    join(limits, 'limit-operations.js')
  )) as typeof import('../apps/api/src/limits/limit-operations.ts');
  const { Rates } = (await import(join(limits, 'rates.js'))) as typeof import('../apps/api/src/limits/rates.ts');
  const schema = buildSchema(await readFile(join(ROOT, 'apps', 'api', 'src', 'schema.graphql'), 'utf8'));
  const document = parse(HONEST);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const rates = new Rates({ person: 1e12, key: 1e12, address: 1e12 });
  const asker = { caller: { name: 'key:bench' }, address: '192.0.2.1' };
  const charge = async (times: number): Promise<number> => {
    const since = performance.now();
    for (let n = 0; n < times; n += 1)
      await chargeOperation(rates, asker, { schema, document, operation, variables: {} });
    return ((performance.now() - since) * 1000) / times;
  };
  await charge(20_000);
  return charge(50_000);
}

async function startApi(databaseUrl: string): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...UNLIMITED_SETTINGS,
  };
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js')], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, url: `http://127.0.0.1:${port}` };
}

const server = await startEmbeddedDatabase({ folder: ROOT, log: () => undefined, ephemeral: true });
try {
  const env = { ...process.env, OWNER_DATABASE_URL: server.url, LOGIN_PASSWORD: 'bench' };
  await promisify(execFile)(process.execPath, [join(ROOT, 'dist', 'migrations', 'migrate.js')], { env });
  const login = new URL(server.url);
  login.username = 'keizoku_login';
  login.password = 'bench';
  const { child, url } = await startApi(login.href);
  const client = { url, authorization: await benchKey(login.href, { role: 'ADMINISTRATOR' }) };
  await honest(client);
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.log(`honest, alone:             ${shown(await honest(client))}`);
    const [beside, refusals] = await Promise.all([honest(client), hostile(client)]);
    console.log(`honest, beside hostile:    ${shown(beside)}`);
    console.log(`refusals:                  ${shown(refusals)}`);
  }
  console.log(`charging a known document: ${(await charging()).toFixed(1)} µs`);
  child.kill('SIGTERM');
  await once(child, 'exit');
} finally {
  await server.stop();
}
