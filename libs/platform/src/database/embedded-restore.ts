import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { BackupProblem, copyVerified, exists, syncFolder, writeDurably } from './backup-files.ts';
import { handOver, serverAccount, type ServerAccount } from './embedded-account.ts';
import { WAL_FOLDER } from './embedded-archive.ts';
import { BASE_PARTS, type BaseBackup, baseBackupsIn } from './embedded-backup.ts';
import { binariesFor } from './embedded-binaries.ts';
import { dataFolderFor } from './embedded-database.ts';
import { freePort, startServer, stopServer } from './embedded-server.ts';

export interface RestoreOptions {
  /** The folder that backups were made into. */
  readonly from: string;
  /** The moment: every change committed by then is there, and none after. */
  readonly to: Date;
  /** A folder for the database that does not exist yet, or is empty. */
  readonly database: string;
  readonly log: (line: string) => void;
}

export interface Restored {
  /** Where the data lies. */
  readonly folder: string;
  readonly base: string;
  /** Set where the WAL ended before the moment: everything that was kept is there. */
  readonly endedEarly: boolean;
}

const DAY_SECONDS = 86_400;
const ENDED_EARLY = /recovery ended before configured recovery target was reached/;

/**
 * Brings the database back as it was at a moment, in a folder of its own: the live one is not touched. Throws
 * `BackupProblem` when the backup cannot give it, and leaves nothing behind.
 */
export async function restore({ from, to, database, log }: RestoreOptions): Promise<Restored> {
  const chosen = await baseFor(from, to);
  await refuseOccupied(database);
  const account = await serverAccount(log);
  const binaries = await binariesFor(account, log);
  if (binaries.major !== chosen.base.serverMajor) {
    throw new BackupProblem(
      `the backup is of PostgreSQL ${chosen.base.serverMajor}, and this Keizoku brings ${binaries.major}. Restore with the Keizoku that made it.`,
    );
  }
  const folder = await dataFolderFor(account, { folder: database, log });
  await refuseOccupied(folder);
  const data = join(folder, 'postgres.restoring');
  const recover = (target: Date | undefined): Promise<void> =>
    recovered(
      { chosen: chosen.folder, wal: join(chosen.root, WAL_FOLDER), data, folder, account, binaries },
      target,
      chosen.base,
      log,
    );
  try {
    let endedEarly = false;
    await recover(to).catch(async (problem: unknown) => {
      if (!ENDED_EARLY.test((problem as Error).message)) throw problem;
      log('the WAL that was kept ends before that moment; taking all of it');
      endedEarly = true;
      await recover(undefined);
    });
    await writeDurably(join(folder, 'password'), await readFile(join(chosen.folder, BASE_PARTS.password), 'utf8'));
    await rename(data, join(folder, 'postgres'));
    await syncFolder(folder);
    return { folder, base: chosen.folder, endedEarly };
  } catch (problem) {
    await rm(data, { recursive: true, force: true });
    throw problem;
  }
}

async function baseFor(from: string, to: Date): Promise<{ root: string; folder: string; base: BaseBackup }> {
  if (!(await exists(join(from, WAL_FOLDER))))
    throw new BackupProblem(
      `${from} is no backup: there is no folder ${WAL_FOLDER} in it. Name the folder given to npm run backup.`,
    );
  const root = await realpath(from);
  const all = await baseBackupsIn(root);
  if (all.length === 0) throw new BackupProblem(`there is no complete base backup in ${root}.`);
  const chosen = all.findLast(({ base }) => new Date(base.wholeSince) <= to);
  if (chosen) return { root, ...chosen };
  throw new BackupProblem(
    `the oldest base backup in ${root} is whole since ${all[0]?.base.wholeSince ?? ''}; a moment before that cannot be restored from it.`,
  );
}

async function refuseOccupied(folder: string): Promise<void> {
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw new BackupProblem(`there is something in ${folder} already, and nothing is overwritten. Name a new folder.`);
}

interface Recovery {
  readonly chosen: string;
  readonly wal: string;
  readonly data: string;
  readonly folder: string;
  readonly account: ServerAccount;
  readonly binaries: Awaited<ReturnType<typeof binariesFor>>;
}

/** Copies the base and lets the server replay the WAL up to the moment, or all of it. */
async function recovered(
  { chosen, wal, data, folder, account, binaries }: Recovery,
  target: Date | undefined,
  base: BaseBackup,
  log: (line: string) => void,
): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  log(`copying ${chosen}`);
  await copyVerified(join(chosen, BASE_PARTS.data), data, base.files);
  await forgetArchive(data);
  await writeFile(join(data, 'recovery.signal'), '');
  await handOverAll(account, data);
  log(target ? `replaying what happened until ${target.toISOString()}` : 'replaying what happened');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    hot_standby: 'off',
    archive_mode: 'off',
    restore_command: restoreCommand(wal),
    recovery_target_action: 'promote',
    ...(target
      ? {
          recovery_target_time: target.toISOString().replace('T', ' ').replace('Z', '+00'),
          recovery_target_inclusive: 'on',
        }
      : {}),
  };
  const logFile = join(folder, 'postgres.log');
  const start = { binaries, account, dataFolder: data, logFile, settings, patienceSeconds: DAY_SECONDS };
  const server = await startServer(start, await freePort());
  await stopServer(server.pid);
}

/** The restored one must not write into the archive of the one that may still live. */
async function forgetArchive(data: string): Promise<void> {
  const file = join(data, 'postgresql.auto.conf');
  const lines = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, lines.filter((line) => !/^(archive_|basic_archive\.)/.test(line)).join('\n'));
  await syncFolder(dirname(file));
}

/** What the server runs for each WAL file; it puts the file's name for %f, and for %p where it is wanted. */
function restoreCommand(wal: string): string {
  const path = wal.replaceAll('%', '%%');
  return process.platform === 'win32' ? `copy "${path}\\%f" "%p"` : `cp '${path.replaceAll("'", `'\\''`)}'/%f %p`;
}

async function handOverAll(account: ServerAccount, folder: string): Promise<void> {
  await handOver(account, folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) await handOver(account, join(entry.parentPath, entry.name));
}
