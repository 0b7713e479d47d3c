import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { loginFor, withDatabase } from '../../apps/launch/src/owner-database.ts';

const run = promisify(execFile);
const MIGRATE = resolve(import.meta.dirname, '..', '..', 'dist', 'migrations', 'migrate.js');
// Any number; what matters is that all test processes take the same lock.
const TEMPLATE_LOCK = 7301;

/** A migrated database that nobody else uses. */
export type TestDatabase = {
  /** Of the user who owns the tables. */
  ownerUrl: string;
  /** Of the role as which the API signs in. */
  loginUrl: string;
  drop(): Promise<void>;
};

/** A fresh, migrated, empty database; copied from a template that the first caller of the run makes. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(await migratedTemplate(serverUrl()));
}

/** A database like another, which nobody may be connected to meanwhile. */
export function copyOf({ ownerUrl }: TestDatabase): Promise<TestDatabase> {
  return createFrom(new URL(ownerUrl).pathname.slice(1));
}

/** A fresh database in which not even the migrations have run. */
export function createUnmigratedDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const server = serverUrl();
  const name = nameOf(randomUUID().replaceAll('-', ''));
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const ownerUrl = withDatabase(server, name);
  const drop = async (): Promise<void> => {
    await onServer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { ownerUrl, loginUrl: loginFor(ownerUrl, tmpdir()).url, drop };
}

function migratedTemplate(server: string): Promise<string> {
  const template = nameOf('template');
  return onServer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query<{ whole: boolean }>(
      'SELECT datistemplate AS whole FROM pg_database WHERE datname = $1',
      [template],
    );
    if (rows[0]?.whole) return template;
    if (rows[0]) await client.query(`DROP DATABASE ${template} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${template} TEMPLATE template0`);
    await migrate(withDatabase(server, template));
    // The mark of a whole one; nobody may connect, or it could not be copied.
    await client.query(`ALTER DATABASE ${template} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
    return template;
  });
}

/** Runs the migrations on the database, as the launcher does. Answers what they print. */
export async function migrate(ownerUrl: string): Promise<string> {
  if (!existsSync(MIGRATE))
    throw new Error(`${MIGRATE} does not exist: run the tests by \`npm test\`, which builds first`);
  const { password } = loginFor(ownerUrl, tmpdir());
  const env = { ...process.env, OWNER_DATABASE_URL: ownerUrl, LOGIN_PASSWORD: password };
  try {
    return (await run(process.execPath, [MIGRATE], { env })).stdout;
  } catch (problem) {
    const { stdout, stderr } = problem as { stdout?: string; stderr?: string };
    throw new Error(`the migrations failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: problem });
  }
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests by `npm test`');
  return url;
}

function nameOf(part: string): string {
  return `keizoku_test_${process.env.TEST_RUN ?? ''}_${part}`;
}

async function onServer<Result>(server: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
