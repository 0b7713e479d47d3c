import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { startEmbeddedDatabase } from '../../libs/platform/src/database/embedded-database.ts';
import { loginFor, withDatabase } from '../../apps/launch/src/owner-database.ts';
import { fillDatabase } from './fill-database.ts';
import { withClient } from './with-client.ts';

export const ROOT = resolve(import.meta.dirname, '..', '..');
const MIGRATE = join(ROOT, 'dist', 'migrations', 'migrate.js');
// Enough that a million contracts stay in memory as ten thousand do: what is compared is the work, not the disk.
const SETTINGS = { shared_buffers: '2GB', max_wal_size: '8GB', autovacuum: 'off', maintenance_work_mem: '512MB' };

/** A PostgreSQL server of the benchmark's own, in a throw-away folder. */
export interface BenchServer {
  /** The number of its first process: the others are its children. */
  readonly postmaster: number;
  /** Makes a migrated database with that many contracts. */
  database(contracts: number): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

export interface BenchDatabase {
  readonly contracts: number;
  readonly ownerUrl: string;
  readonly loginUrl: string;
  readonly loginPassword: string;
  readonly secondsToWrite: number;
}

export async function startBenchServer(): Promise<BenchServer> {
  const server = await startEmbeddedDatabase({
    folder: ROOT,
    log: () => undefined,
    ephemeral: true,
    settings: SETTINGS,
  });
  const postmaster = await withClient(server.url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer AS pid`,
    );
    return rows[0]?.pid ?? 0;
  });
  return { postmaster, stop: () => server.stop(), database: (contracts) => makeDatabase(server.url, contracts) };
}

async function makeDatabase(serverUrl: string, contracts: number): Promise<BenchDatabase> {
  const since = performance.now();
  const name = `bench_${contracts}`;
  await withClient(serverUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`));
  const ownerUrl = withDatabase(serverUrl, name);
  const { password, url } = loginFor(ownerUrl, ROOT);
  const env = { ...process.env, OWNER_DATABASE_URL: ownerUrl, LOGIN_PASSWORD: password };
  await promisify(execFile)(process.execPath, [MIGRATE], { env });
  await withClient(ownerUrl, async (client) => {
    await fillDatabase(client, contracts);
    await client.query('CHECKPOINT');
  });
  const secondsToWrite = (performance.now() - since) / 1000;
  return { contracts, ownerUrl, loginUrl: url, loginPassword: password, secondsToWrite };
}
