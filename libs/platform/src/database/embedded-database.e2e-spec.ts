import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase, type EmbeddedDatabase } from './embedded-database.ts';
import { identityOf } from './process-identity.ts';

const MODULE = join(import.meta.dirname, 'embedded-database.ts');

let parent: string;
let folder: string;
let lines: string[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'keizoku embedded '));
  await chmod(parent, 0o755);
  folder = join(parent, 'a folder');
  lines = [];
});

afterEach(() => rm(parent, { recursive: true, force: true }));

const start = (): Promise<EmbeddedDatabase> => startEmbeddedDatabase({ folder, log: (line) => lines.push(line) });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

/** A launcher of its own, so that it can be killed. */
async function startElsewhere(): Promise<ChildProcess> {
  const script = `
    const { startEmbeddedDatabase } = await import(process.argv[1]);
    const { url } = await startEmbeddedDatabase({ folder: process.argv[2], log: () => {} });
    process.send(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, MODULE, folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [url] = (await once(child, 'message')) as [string];
  await query(url, 'CREATE TABLE kept (n integer); INSERT INTO kept VALUES (7)');
  return child;
}

describe('startEmbeddedDatabase', () => {
  it('makes a database with the right settings, reachable from this machine only, and finds its data again', async () => {
    const first = await start();
    expect(first.port).not.toBe(5432);
    expect(
      await query(
        first.url,
        `
        SELECT current_setting('server_encoding') AS encoding, datlocprovider AS provider, datlocale AS locale,
               current_setting('data_checksums') AS checksums, current_setting('jit') AS jit,
               current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets
        FROM pg_database WHERE datname = current_database()`,
      ),
    ).toEqual([
      {
        encoding: 'UTF8',
        provider: 'b',
        locale: 'C.UTF-8',
        checksums: 'on',
        jit: 'off',
        addresses: '127.0.0.1',
        sockets: '',
      },
    ]);
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
    await query(first.url, 'CREATE TABLE kept (n integer); INSERT INTO kept VALUES (7)');
    await first.stop();

    const second = await start();
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(second.port).toBe(first.port);
    await second.stop();
    await expect(query(second.url, 'SELECT 1')).rejects.toThrow();
  });

  it('takes over the server that a killed launcher left running', async () => {
    const launcher = await startElsewhere();
    const left = await postmasterPid();
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    expect(identityOf(left)).toBeDefined();

    const database = await start();
    expect(await postmasterPid()).toBe(left);
    expect(lines).toContainEqual(expect.stringContaining('taking over'));
    expect(await query(database.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await database.stop();
    expect(identityOf(left)).toBeUndefined();
  });

  it('does not stop the server of a launcher that lives', async () => {
    const launcher = await startElsewhere();
    const guest = await start();
    await guest.stop();
    expect(await query(guest.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    await (await start()).stop();
  });

  it('starts after launcher and server were both killed', async () => {
    const launcher = await startElsewhere();
    launcher.kill('SIGKILL');
    process.kill(await postmasterPid(), 'SIGKILL');
    const database = await start();
    expect(await query(database.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await database.stop();
  });

  it('does not take a process that came by the number later for its server', async () => {
    await (await start()).stop();
    await writeFile(
      join(folder, 'postgres', 'postmaster.pid'),
      `${process.ppid}\n${folder}/postgres\n0\n1\n\n\n\nready\n`,
    );
    await (await start()).stop();
  });

  it('begins an initialisation that was cut short again', async () => {
    await mkdir(join(folder, 'postgres.incomplete', 'base'), { recursive: true });
    const database = await start();
    expect(lines).toContainEqual(expect.stringContaining('cut short'));
    await database.stop();
  });

  it('refuses data of another major version', async () => {
    await (await start()).stop();
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/is of PostgreSQL 15, this Keizoku brings PostgreSQL \d+\. Dump it/);
  });

  it('keeps nothing of an ephemeral database', async () => {
    const database = await startEmbeddedDatabase({ folder, log: () => undefined, ephemeral: true });
    const [row] = await query(database.url, 'SHOW data_directory');
    const { data_directory: dataFolder } = row as { data_directory: string };
    expect(await query(database.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
    await database.stop();
    await expect(stat(dataFolder)).rejects.toThrow('ENOENT');
  });
});
