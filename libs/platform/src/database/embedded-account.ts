import { execFile, spawnSync } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The operating-system user the database server runs as; nothing in it when that is simply the present user. */
export type ServerAccount = { uid?: number; gid?: number };

/**
 * PostgreSQL refuses to run as root. Root therefore hands the server to the user `postgres`, who is created when
 * missing; everybody else runs it as themselves.
 */
export async function serverAccount(log: (line: string) => void): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return {};
  const existing = await lookUp('postgres');
  if (existing) return existing;
  log('creating the operating-system user postgres, as the database server may not run as root');
  try {
    const hasGroup = await run('getent', ['group', 'postgres']).then(
      () => true,
      () => false,
    );
    const group = hasGroup ? ['--gid', 'postgres'] : ['--user-group'];
    await run('useradd', ['--system', ...group, '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (problem) {
    throw new Error(
      `the database server may not run as root, and the user postgres could not be created (${(problem as Error).message.trim()}). ` +
        'Create that user, start Keizoku as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: problem },
    );
  }
  const created = await lookUp('postgres');
  if (!created) throw new Error('the user postgres was created but cannot be looked up');
  return created;
}

/** Whether the account can enter the folder. */
export function canEnter(account: ServerAccount, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$0" && ls . >/dev/null', folder], { ...account, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}

/** Makes the account the owner of the path; nothing to do when it is the present user. */
export async function handOver(account: ServerAccount, path: string): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid);
}

async function lookUp(user: string): Promise<Required<ServerAccount> | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
