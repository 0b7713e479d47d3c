import { mkdir, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve, sep } from 'node:path';

import type pg from 'pg';

import { BackupProblem, copyDataFolder, exists, type Manifest, syncFolder, writeDurably } from './backup-files.ts';
import { canEnter, handOver, serverAccount } from './embedded-account.ts';
import { archiveInto, archiveOf, untilArchived, WAL_FOLDER, withAdmin } from './embedded-archive.ts';

/** A base backup as it describes itself. Instants are ISO 8601 in UTC. */
export interface BaseBackup {
  /** From this instant on a moment can be chosen. */
  readonly wholeSince: string;
  readonly serverMajor: string;
  readonly firstWal: string;
  readonly lastWal: string;
  readonly bytes: number;
  readonly files: Manifest;
}

export interface BackupOptions {
  /** The superuser's address of the embedded server, which runs. */
  readonly url: string;
  /** Where the backup goes. */
  readonly into: string;
  readonly log: (line: string) => void;
}

/** The parts of a base backup's folder. */
export const BASE_PARTS = { data: 'data', description: 'backup.json', password: 'password' } as const;

/**
 * Copies the database as it runs, and has its WAL kept beside the copy from now on, so that any later moment can be
 * restored. Answers the folder of the base backup. Throws `BackupProblem`, and leaves nothing half made.
 */
export async function backUp({ url, into, log }: BackupOptions): Promise<{ folder: string; base: BaseBackup }> {
  return withAdmin(url, async (client) => {
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    const data = rows[0]?.folder ?? '';
    refuseInside(resolve(into), data);
    await mkdir(into, { recursive: true });
    const target = await realpath(into);
    refuseInside(target, data);
    await prepareArchive(client, target, log);
    return baseBackup(client, data, target, log);
  });
}

function refuseInside(target: string, data: string): void {
  if (`${target}${sep}`.startsWith(`${dirname(data)}${sep}`))
    throw new BackupProblem(`${target} lies inside the database's own folder; a backup there would be lost with it.`);
}

async function prepareArchive(client: pg.Client, target: string, log: (line: string) => void): Promise<void> {
  const wal = join(target, WAL_FOLDER);
  const account = await serverAccount(log);
  if (!(await exists(wal))) {
    await mkdir(wal, { mode: 0o700 });
    await handOver(account, wal);
    await syncFolder(target);
  }
  if (!canEnter(account, wal)) {
    throw new BackupProblem(
      `the database server may not write to ${wal}. It runs as another user than you; choose a folder that everybody can enter, such as one below /var/backups.`,
    );
  }
  const before = await archiveOf(client);
  if (before !== undefined && before !== wal) log(`until now WAL was kept in ${before}; from now on it goes to ${wal}`);
  await archiveInto(client, target);
}

/** PostgreSQL's low-level backup: begin, copy, end, and wait for the WAL without which the copy is worth nothing. */
async function baseBackup(
  client: pg.Client,
  data: string,
  target: string,
  log: (line: string) => void,
): Promise<{ folder: string; base: BaseBackup }> {
  if ((await readdir(join(data, 'pg_tblspc'))).length > 0)
    throw new BackupProblem('the database uses tablespaces, which this backup cannot copy. Use pg_basebackup.');
  const name = `base-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  const incomplete = join(target, `${name}.incomplete`);
  await mkdir(join(incomplete, BASE_PARTS.data), { recursive: true, mode: 0o700 });
  try {
    const { rows: began } = await client.query<{ wal: string; major: string }>(
      `SELECT pg_walfile_name(pg_backup_start($1, fast => true)) AS wal,
         (current_setting('server_version_num')::int / 10000)::text AS major`,
      [name],
    );
    log(`copying ${data}`);
    const files = await copyDataFolder(data, join(incomplete, BASE_PARTS.data));
    const { rows: ended } = await client.query<{ label: string; wal: string; at: Date }>(
      `SELECT s.labelfile AS label, pg_walfile_name(s.lsn) AS wal, clock_timestamp() AS at FROM pg_backup_stop(false) s`,
    );
    const [start, stop] = [began[0], ended[0]];
    if (start === undefined || stop === undefined) throw new Error('the server said nothing of the backup');
    await writeDurably(join(incomplete, BASE_PARTS.data, 'backup_label'), stop.label);
    await writeDurably(join(incomplete, BASE_PARTS.password), await readFile(join(dirname(data), 'password'), 'utf8'));
    log('waiting for the last WAL of the copy');
    await untilArchived(client, stop.wal, () => exists(join(target, WAL_FOLDER, stop.wal)));
    const base: BaseBackup = {
      wholeSince: stop.at.toISOString(),
      serverMajor: start.major,
      firstWal: start.wal,
      lastWal: stop.wal,
      bytes: await bytesIn(client),
      files: { ...files, backup_label: createHash('sha256').update(stop.label).digest('hex') },
    };
    await writeDurably(join(incomplete, BASE_PARTS.description), JSON.stringify(base));
    await rename(incomplete, join(target, name));
    await syncFolder(target);
    return { folder: join(target, name), base };
  } catch (problem) {
    await rm(incomplete, { recursive: true, force: true });
    throw problem;
  }
}

async function bytesIn(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    'SELECT sum(pg_database_size(oid))::float8 AS bytes FROM pg_database',
  );
  return rows[0]?.bytes ?? 0;
}

/** The base backups of a folder, oldest first; those that were cut short are none. */
export async function baseBackupsIn(folder: string): Promise<{ folder: string; base: BaseBackup }[]> {
  const names = (await readdir(folder)).filter((name) => /^base-/.test(name) && !name.endsWith('.incomplete')).sort();
  const found = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name, BASE_PARTS.description), 'utf8').catch(() => undefined);
      return text === undefined ? [] : [{ folder: join(folder, basename(name)), base: JSON.parse(text) as BaseBackup }];
    }),
  );
  return found.flat();
}
