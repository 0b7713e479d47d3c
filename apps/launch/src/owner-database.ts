import { randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { LaunchProblem, say } from './progress.ts';

/** The role as which the API and the worker sign in; it owns nothing. */
const LOGIN_ROLE = 'keizoku_login';
const OLDEST_MAJOR = 15;

/** The same server and user, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/**
 * The login role's password and address. The password follows from the owner's: several launchers at one database
 * then agree on it without talking. Where the owner has none it is a random one, kept in the data folder.
 */
export function loginFor(ownerUrl: string, dataFolder: string): { password: string; url: string } {
  const url = new URL(ownerUrl);
  const owner = decodeURIComponent(url.password);
  const password = owner
    ? scryptSync(owner, `keizoku login ${url.username}`, 24).toString('base64url')
    : keptPassword(join(dataFolder, 'login-password'));
  url.username = LOGIN_ROLE;
  url.password = password;
  return { password, url: url.href };
}

/** The address of another server, as which the login role signs in there. */
export function asLogin(url: string, loginUrl: string): string {
  const { username, password } = new URL(loginUrl);
  return Object.assign(new URL(url), { username, password }).href;
}

/** Makes the database when missing and looks whether its owner may do what the migrations do. Throws `LaunchProblem`. */
export async function prepareOwnerDatabase(ownerUrl: string): Promise<void> {
  const client = await connect(ownerUrl).catch(async (problem: unknown) => {
    if (codeOf(problem) !== '3D000') throw unreachable(ownerUrl, problem);
    await createDatabase(ownerUrl);
    return connect(ownerUrl);
  });
  try {
    await requireRights(client);
  } finally {
    await client.end();
  }
}

function keptPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function createDatabase(ownerUrl: string): Promise<void> {
  const name = databaseOf(ownerUrl);
  const client = await connect(withDatabase(ownerUrl, 'postgres')).catch((problem: unknown) => {
    throw unreachable(withDatabase(ownerUrl, 'postgres'), problem);
  });
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`);
    say(`created the database ${name}`);
  } catch (problem) {
    if (codeOf(problem) === '42P04') return;
    throw new LaunchProblem(
      `the database ${name} does not exist and could not be created: ${(problem as Error).message}. ` +
        `As a superuser: CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${pg.escapeIdentifier(new URL(ownerUrl).username)} ENCODING 'UTF8' TEMPLATE template0;`,
    );
  } finally {
    await client.end();
  }
}

async function requireRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Rights>(`
    SELECT rolname AS name, rolsuper OR rolcreaterole AS "createsRoles", current_database() AS database,
           has_database_privilege(current_database(), 'CREATE') AS "createsSchemas",
           current_setting('server_encoding') AS encoding, current_setting('server_version_num')::integer / 10000 AS major
    FROM pg_roles WHERE rolname = current_user`);
  const missing = rows[0] ? missingIn(rows[0]) : ['the present user is not in pg_roles'];
  if (missing.length > 0)
    throw new LaunchProblem(
      ['Keizoku cannot work with this database:', ...missing.map((line) => `  ${line}`)].join('\n'),
    );
}

type Rights = {
  name: string;
  createsRoles: boolean;
  database: string;
  createsSchemas: boolean;
  encoding: string;
  major: number;
};

function missingIn({ name, createsRoles, database, createsSchemas, encoding, major }: Rights): string[] {
  const user = pg.escapeIdentifier(name);
  const missing: string[] = [];
  if (!createsRoles) {
    missing.push(
      `the user ${name} lacks the right CREATEROLE: the kinds of users are kept apart by database roles. As a superuser: ALTER ROLE ${user} CREATEROLE;`,
    );
  }
  if (!createsSchemas) {
    missing.push(
      `the user ${name} lacks the right CREATE on the database. As a superuser: GRANT CREATE ON DATABASE ${pg.escapeIdentifier(database)} TO ${user};`,
    );
  }
  if (encoding !== 'UTF8') missing.push(`its encoding is ${encoding}; UTF8 is needed for Japanese texts.`);
  if (major < OLDEST_MAJOR) missing.push(`it is PostgreSQL ${major}; ${OLDEST_MAJOR} or later is needed.`);
  return missing;
}

function unreachable(url: string, problem: unknown): LaunchProblem {
  const { host, username } = new URL(url);
  const why =
    problem instanceof AggregateError
      ? problem.errors.map((one: Error) => one.message).join('; ')
      : (problem as Error).message;
  return new LaunchProblem(
    `the database of DATABASE_URL (${host}, user ${username}, database ${databaseOf(url)}) cannot be reached: ${why}`,
  );
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function codeOf(problem: unknown): string | undefined {
  return (problem as { code?: string }).code;
}
