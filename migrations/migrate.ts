import { PgBoss } from 'pg-boss';
import { DataSource } from 'typeorm';

import { migrations } from './index.ts';

const JOB_SCHEMA = 'job';
/** The roles that transactions take. What sales and administrators have in common is granted to keizoku_staff. */
const CALLERS = [
  'keizoku_reseller',
  'keizoku_account_manager',
  'keizoku_sales',
  'keizoku_administrator',
  'keizoku_worker',
  'keizoku_gate',
];
const QUEUES = ['read-catalogue-import', 'check-installed-base', 'enter-installed-base'];
/** A worker is told of a new job at once. Queues of an earlier set-up are told to as well. */
const WOKEN = { notify: true };

/**
 * Sets a database up: roles, tables, job queues, and the login that the processes connect with. Safe to run again at any
 * time, and by several at once. Needs OWNER_DATABASE_URL (may create roles) and LOGIN_PASSWORD.
 */
async function migrate(ownerUrl: string, loginPassword: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, migrations, migrationsTransactionMode: 'each' });
  await source.initialize();
  try {
    const lock = source.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock(4711000)');
    await createRoles(source, loginPassword);
    const run = await source.runMigrations();
    for (const { name } of run) console.log(`migrated: ${name}`);
    if (run.length === 0) console.log('migrated: nothing new');
    await createJobQueues(source, ownerUrl);
    await lock.release();
  } finally {
    await source.destroy();
  }
}

// The login owns nothing and inherits nothing: a transaction has only the rights of the role it takes. Roles belong to
// the whole server, so another database's set-up may make them at the same moment.
async function createRoles(source: DataSource, loginPassword: string): Promise<void> {
  for (const [role, options] of Object.entries({
    keizoku_staff: 'NOLOGIN',
    ...Object.fromEntries(CALLERS.map((role) => [role, 'NOLOGIN'])),
    keizoku_login: 'LOGIN NOINHERIT',
  })) {
    await source.query(`DO $$ BEGIN CREATE ROLE ${role} ${options};
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
  }
  const [{ literal }] = await source.query<[{ literal: string }]>('SELECT quote_literal($1) AS literal', [
    loginPassword,
  ]);
  await retried(() => source.query(`ALTER ROLE keizoku_login PASSWORD ${literal}`));
  await retried(() => source.query('GRANT keizoku_staff TO keizoku_sales, keizoku_administrator'));
  await retried(() => source.query(`GRANT ${CALLERS.join(', ')} TO keizoku_login`));
  await source.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
}

// Two set-ups that change the same role at once: PostgreSQL refuses one of them ("tuple concurrently updated").
async function retried(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (cause) {
      if (attempt === 5) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
    }
  }
}

async function createJobQueues(source: DataSource, ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: JOB_SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  });
  await boss.start();
  for (const queue of QUEUES) {
    await boss.createQueue(queue, WOKEN);
    await boss.updateQueue(queue, WOKEN);
  }
  await boss.stop({ graceful: false });
  // Only administrators ask for jobs. A database that is set up already has grants of an earlier set-up.
  await source.query(`
    REVOKE ALL ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} FROM keizoku_staff;
    REVOKE ALL ON SCHEMA ${JOB_SCHEMA} FROM keizoku_staff;
    GRANT USAGE ON SCHEMA ${JOB_SCHEMA} TO keizoku_administrator, keizoku_worker;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} TO keizoku_worker;
    GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} TO keizoku_administrator;
    GRANT UPDATE, DELETE ON ${JOB_SCHEMA}.instance TO keizoku_administrator;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${JOB_SCHEMA} TO keizoku_administrator, keizoku_worker;
  `);
}

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  console.error(`${name} is not set.`);
  process.exit(2);
}

await migrate(required('OWNER_DATABASE_URL'), required('LOGIN_PASSWORD'));
