import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** The SHA-256 of each file of a base backup, by its path inside. */
export type Manifest = Readonly<Record<string, string>>;

const CHUNK = 1 << 20;
const CONTROL = join('global', 'pg_control');
// What a server makes anew at its start, and what belongs to the server that runs. PostgreSQL's documentation of the
// low-level backup lists them.
const EMPTIED = /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//;
const LEFT_OUT = /(^|\/)(postmaster\.(pid|opts)|pgsql_tmp.*|pg_internal\.init(\..*)?|backup_label.*|.*\.signal)$/;

/**
 * Copies a data folder while its server writes to it: WAL makes whole what was torn, but for the control file, which is
 * therefore copied last and only once it holds still. Everything is on the disk when this returns.
 */
export async function copyDataFolder(from: string, to: string): Promise<Manifest> {
  const manifest: Record<string, string> = {};
  const { folders, files } = await listing(from);
  for (const folder of folders) await mkdir(join(to, folder), { recursive: true, mode: 0o700 });
  const kept = files.filter((file) => !EMPTIED.test(file) && !LEFT_OUT.test(file) && file !== CONTROL);
  for (const file of kept) {
    const hash = await copyDurably(join(from, file), join(to, file)).catch(ignoreGone);
    if (hash !== undefined) manifest[file] = hash;
  }
  manifest[CONTROL] = await copyWhenStill(join(from, CONTROL), join(to, CONTROL));
  for (const folder of folders) await syncFolder(join(to, folder));
  return manifest;
}

/** Copies a base backup, file by file as its manifest says. Throws when one is not what it was when it was written. */
export async function copyVerified(from: string, to: string, manifest: Manifest): Promise<void> {
  const { folders, files } = await listing(from);
  const strange = files.filter((file) => manifest[file] === undefined);
  const missing = Object.keys(manifest).filter((file) => !files.includes(file));
  if (strange.length > 0 || missing.length > 0) {
    const words = [
      ...missing.map((file) => `${file} is missing`),
      ...strange.map((file) => `${file} is unknown to it`),
    ];
    throw new BackupProblem(`the base backup ${from} is not what its manifest says: ${words.slice(0, 3).join(', ')}.`);
  }
  for (const folder of folders) await mkdir(join(to, folder), { recursive: true, mode: 0o700 });
  for (const [file, hash] of Object.entries(manifest)) {
    if ((await copyDurably(join(from, file), join(to, file))) !== hash)
      throw new BackupProblem(`${join(from, file)} was changed or damaged since the backup was made. Use another one.`);
  }
}

/** Writes a file so that it is on the disk, or not there at all. */
export async function writeDurably(file: string, text: string, mode = 0o600): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

/** Names in a folder are on the disk only after this. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and keeps names without being asked.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** A backup cannot be made or used, for a reason that its message explains. */
export class BackupProblem extends Error {}

async function listing(root: string): Promise<{ folders: string[]; files: string[] }> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const named = entries.map((entry) => ({ entry, path: relative(root, join(entry.parentPath, entry.name)) }));
  return {
    folders: named.filter(({ entry, path }) => entry.isDirectory() && !EMPTIED.test(path)).map(({ path }) => path),
    files: named.filter(({ entry }) => entry.isFile()).map(({ path }) => path),
  };
}

async function copyDurably(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const buffer = Buffer.alloc(CHUNK);
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, CHUNK, null);
        if (bytesRead === 0) break;
        const bytes = buffer.subarray(0, bytesRead);
        hash.update(bytes);
        await target.writeFile(bytes);
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  return hash.digest('hex');
}

async function copyWhenStill(from: string, to: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [before, after] = [await sumOf(from), await sumOf(from)];
    if (before !== after) continue;
    return copyDurably(from, to);
  }
  throw new BackupProblem(`${from} does not hold still; make the backup again.`);
}

async function sumOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    return createHash('sha256')
      .update(await handle.readFile())
      .digest('hex');
  } finally {
    await handle.close();
  }
}

// A table that was dropped meanwhile; its WAL says so.
async function ignoreGone(problem: unknown): Promise<undefined> {
  if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem;
}

/** Whether there is something at the path. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
