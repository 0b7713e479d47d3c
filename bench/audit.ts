import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { operator, worker } from '#access';
import { anchorTrail, Database, verifyTrail } from '#platform';

import { startEmbeddedDatabase } from '../libs/platform/src/database/embedded-database.ts';

/**
 * What the audit trail costs: a write with and without an entry and a message, and the verification of many entries.
 * `npm run bench:audit -- 1000000` verifies a million; a hundred thousand unless said.
 */
const ROOT = resolve(import.meta.dirname, '..');
const TOTAL = Number(process.argv[2] ?? 100_000);
const CLIENTS = 16;
const WRITES = 8_000;
const PORTION = 10_000;
const ENTRIES_A_CHAIN = 5;

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

/** Transactions a second of many clients, each on a chain of its own. */
async function writesPerSecond(database: Database, audited: boolean): Promise<number> {
  const since = performance.now();
  let left = WRITES;
  const client = async (): Promise<void> => {
    const key = randomUUID();
    while (left-- > 0) {
      await database.write(operator, async (tx) => {
        await tx.rows(
          `INSERT INTO idempotency_key (actor, key, operation, request_hash, recorded_at) VALUES ('bench', $1, 'bench', '', now())`,
          [randomUUID()],
        );
        if (!audited) return;
        tx.begin({ operation: 'bench', at: new Date() });
        tx.record({ stream: 'machine', key, entity: 'Contract', after: SAMPLE, announces: 'ContractRegistered' });
      });
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return Math.round(WRITES / seconds(since));
}

const SAMPLE = { packSerial: 'SP000000000000', partNumber: '5WS7A00000', startsOn: '2026-04-01', endsOn: '2029-03-31' };

async function fill(database: Database): Promise<void> {
  for (let done = 0; done < TOTAL; done += PORTION) {
    await database.write(operator, async (tx) => {
      tx.begin({ operation: 'bench', at: new Date() });
      for (let index = 0; index < PORTION; index += 1) {
        const chain = Math.floor((done + index) / ENTRIES_A_CHAIN);
        const key = `00000000-0000-4000-8000-${String(chain).padStart(12, '0')}`;
        tx.record({ stream: 'machine', key, entity: 'Contract', entityKey: String(index), after: SAMPLE });
      }
    });
  }
}

const server = await startEmbeddedDatabase({ folder: ROOT, log: () => undefined, ephemeral: true });
const folder = await mkdtemp(join(tmpdir(), 'keizoku-bench-'));
try {
  const env = { ...process.env, OWNER_DATABASE_URL: server.url, LOGIN_PASSWORD: 'bench' };
  await promisify(execFile)(process.execPath, [join(ROOT, 'dist', 'migrations', 'migrate.js')], { env });
  const login = new URL(server.url);
  login.username = 'keizoku_login';
  login.password = 'bench';
  const database = new Database(login.href, { connections: CLIENTS });
  await writesPerSecond(database, true);
  for (let round = 1; round <= 3; round += 1) {
    const plain = await writesPerSecond(database, false);
    const audited = await writesPerSecond(database, true);
    console.log(`writes/s, ${CLIENTS} clients: ${plain} plain, ${audited} with entry and message`);
  }
  let since = performance.now();
  await fill(database);
  console.log(`recorded ${TOTAL} entries in bulk: ${seconds(since).toFixed(1)} s`);
  since = performance.now();
  await anchorTrail(database, worker, folder, new Date());
  console.log(`anchored: ${seconds(since).toFixed(1)} s`);
  since = performance.now();
  const before = process.memoryUsage().rss;
  const { entries, chains, findings } = await verifyTrail(database, worker, folder);
  const grown = Math.round((process.memoryUsage().rss - before) / 1024 / 1024);
  console.log(
    `verified ${entries} entries in ${chains} chains: ${seconds(since).toFixed(1)} s, ${findings} findings, +${grown} MB`,
  );
  await database.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
