import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

import { backUp } from './embedded-backup.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.ts';
import { restore } from './embedded-restore.ts';

let parent: string;
let live: string;
let kept: string;
let database: EmbeddedDatabase;
const log = (): undefined => undefined;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "keizoku backup it's "));
  await chmod(parent, 0o755);
  [live, kept] = [join(parent, 'live'), join(parent, 'kept')];
  database = await startEmbeddedDatabase({ folder: live, log });
}, 60_000);

afterAll(async () => {
  await database.stop();
  await rm(parent, { recursive: true, force: true });
});

async function query(sql: string, { url } = database): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function instant(): Promise<Date> {
  await sleep(20);
  const [row] = await query('SELECT clock_timestamp() AS now');
  await sleep(20);
  return row?.now as Date;
}

/** Lets the WAL written so far reach the archive, as it does by itself within a minute. */
async function handOver(): Promise<void> {
  const [row] = await query('SELECT pg_walfile_name(pg_switch_wal()) AS wal');
  while (!(await readdir(join(kept, 'wal'))).includes(String(row?.wal))) await sleep(20);
}

async function restored<T>(folder: string, work: (other: EmbeddedDatabase) => Promise<T>): Promise<T> {
  const other = await startEmbeddedDatabase({ folder, log });
  return work(other).finally(() => other.stop());
}

describe('backup and restore', () => {
  it('bring back a chosen moment, and nothing after it', async () => {
    await query(`CREATE TABLE machine (serial text PRIMARY KEY);
      CREATE TABLE period (serial text REFERENCES machine, days daterange, CONSTRAINT once UNIQUE (serial, days));
      INSERT INTO machine SELECT 'BEFORE' || n FROM generate_series(1, 1000) n`);
    const { base } = await backUp({ url: database.url, into: kept, log });
    // A: after the base backup, so that only WAL knows of it.
    await query(`INSERT INTO machine SELECT 'AFTER' || n FROM generate_series(1, 500) n;
      INSERT INTO period SELECT serial, '[2026-01-01,2027-01-01)' FROM machine`);
    const moment = await instant();
    // B: harm done by the owner.
    await query(
      `DELETE FROM period; DELETE FROM machine WHERE serial LIKE 'AFTER%'; INSERT INTO machine VALUES ('LATER')`,
    );
    await handOver();

    const into = join(parent, 'restored');
    const { endedEarly } = await restore({ from: kept, to: moment, database: into, log });
    expect(endedEarly).toBe(false);
    await restored(into, async (other) => {
      expect(
        await query(
          `SELECT (SELECT count(*)::int FROM machine) AS machines, (SELECT count(*)::int FROM period) AS periods,
            (SELECT count(*)::int FROM machine WHERE serial = 'LATER') AS later, pg_is_in_recovery() AS recovering,
            current_setting('archive_library') AS library, current_setting('data_checksums') AS checksums`,
          other,
        ),
      ).toEqual([{ machines: 1500, periods: 1500, later: 0, recovering: false, library: '', checksums: 'on' }]);
      await expect(query(`INSERT INTO period VALUES ('NOBODY', 'empty')`, other)).rejects.toMatchObject({
        code: '23503',
      });
      await expect(query('INSERT INTO period SELECT * FROM period LIMIT 1', other)).rejects.toMatchObject({
        code: '23505',
      });
    });
    // The live one goes on as it was, and what it keeps is not disturbed by the restored one.
    expect(await query('SELECT count(*)::int AS machines FROM machine')).toEqual([{ machines: 1001 }]);
    expect(new Date(base.wholeSince) < moment).toBe(true);

    const all = await restore({ from: kept, to: new Date('2099-01-01'), database: join(parent, 'all'), log });
    expect(all.endedEarly).toBe(true);
    await restored(join(parent, 'all'), async (other) => {
      expect(await query('SELECT count(*)::int AS machines FROM machine', other)).toEqual([{ machines: 1001 }]);
    });
  }, 120_000);

  it('refuse with a sentence, and leave nothing half made', async () => {
    const { folder } = await backUp({ url: database.url, into: kept, log });
    const to = new Date();
    const into = join(parent, 'occupied');
    await expect(restore({ from: kept, to: new Date('2020-01-01'), database: into, log })).rejects.toThrow(
      /is whole since/,
    );
    await expect(restore({ from: parent, to, database: into, log })).rejects.toThrow(/is no backup/);
    await expect(restore({ from: kept, to, database: live, log })).rejects.toThrow(/nothing is overwritten/);
    await expect(backUp({ url: database.url, into: join(live, 'inside'), log })).rejects.toThrow(/lies inside/);
    await mkdir(into);
    await writeFile(join(into, 'mine'), '');
    await expect(restore({ from: kept, to, database: into, log })).rejects.toThrow(/nothing is overwritten/);
    await appendFile(join(folder, 'data', 'PG_VERSION'), ' ');
    await expect(restore({ from: kept, to, database: join(parent, 'other'), log })).rejects.toThrow(
      /changed or damaged/,
    );
    expect(await readdir(join(parent, 'other'))).toEqual([]);
  }, 60_000);
});
