import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { BackupProblem } from './backup-files.ts';

/** Where in a backup folder the WAL goes. */
export const WAL_FOLDER = 'wal';
// What a crash may cost: a segment that is not full is handed over after this, if anything is in it.
const ARCHIVE_SECONDS = 60;
const PATIENCE_SECONDS = 120;
const NOTHING = process.platform === 'win32' ? 'cd .' : 'true';

/** Opens the maintenance database, for one piece of work. */
export async function withAdmin<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * A server that may archive but was never told where would keep its WAL for ever. Until the first backup it therefore
 * throws it away.
 */
export async function archiveNowhereByDefault(url: string): Promise<void> {
  await withAdmin(url, async (client) => {
    const { rows } = await client.query<{ told: boolean }>(
      `SELECT current_setting('archive_library') <> '' OR current_setting('archive_command') NOT IN ('', '(disabled)') AS told`,
    );
    if (rows[0]?.told) return;
    await client.query(`ALTER SYSTEM SET archive_command = ${pg.escapeLiteral(NOTHING)}`);
    await client.query('SELECT pg_reload_conf()');
  });
}

/** Keeps the WAL in a backup folder from now on: whole segments, on the disk, none written over another. */
export async function archiveInto(client: pg.Client, folder: string): Promise<void> {
  const { rows } = await client.query<{ mode: string }>(`SELECT current_setting('archive_mode') AS mode`);
  if (rows[0]?.mode !== 'on') {
    throw new BackupProblem(
      'the database runs with settings of an earlier version, which keep no WAL. Stop Keizoku, start it again, and repeat.',
    );
  }
  const directory = pg.escapeLiteral(join(folder, WAL_FOLDER));
  // PostgreSQL's own module: it writes under another name, syncs, and never overwrites.
  await client.query(`LOAD 'basic_archive'`);
  await client.query(`ALTER SYSTEM SET basic_archive.archive_directory = ${directory}`);
  await client.query(`ALTER SYSTEM SET archive_command = ''`);
  await client.query(`ALTER SYSTEM SET archive_library = 'basic_archive'`);
  await client.query(`ALTER SYSTEM SET archive_timeout = ${ARCHIVE_SECONDS}`);
  await client.query('SELECT pg_reload_conf()');
}

/** The folder the WAL is kept in, where it is kept. */
export async function archiveOf(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ folder: string | null }>(
    `SELECT setting AS folder FROM pg_file_settings WHERE name = 'basic_archive.archive_directory' AND error IS NULL
     ORDER BY seqno DESC LIMIT 1`,
  );
  return rows[0]?.folder ?? undefined;
}

/** Waits until a WAL file has reached the archive. Throws when it does not. */
export async function untilArchived(client: pg.Client, walFile: string, hasIt: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < PATIENCE_SECONDS * 10; waited += 1) {
    if (await hasIt()) return;
    await sleep(100);
  }
  const { rows } = await client.query<{ failed: string; wal: string | null }>(
    'SELECT failed_count AS failed, last_failed_wal AS wal FROM pg_stat_archiver',
  );
  const failed = rows[0]?.wal ? ` It failed ${rows[0].failed} times, last with ${rows[0].wal}.` : '';
  throw new BackupProblem(
    `the server did not hand over ${walFile} within ${PATIENCE_SECONDS} s.${failed} Look whether the folder can be written to; postgres.log says more.`,
  );
}
