import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource, DefaultNamingStrategy, type Table } from 'typeorm';

import { JOB_NAMES, JOB_SCHEMA, snakeCase, StoppedClock } from '#platform';

import { startApi } from '../apps/api/src/start-api.ts';
import { migrations } from '../migrations/index.ts';
import { endingsAmiss } from './support/coverage-endings.ts';
import { entities } from './support/entities.ts';
import { TestCallers } from './support/test-callers.ts';
import { createTestDatabase, createUnmigratedDatabase, migrate, type TestDatabase } from './support/test-database.ts';
import { UNLIMITED } from './support/unlimited.ts';

/** Names as the entities mean them, and as PostgreSQL gives them to constraints by itself. */
class SnakeCaseNames extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined, prefixes: string[]): string {
    return super.columnName(propertyName, customName ?? snakeCase(propertyName), prefixes);
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return [this.getTableName(table), ...columns, 'fkey'].join('_');
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return [this.getTableName(table), ...columns, 'key'].join('_');
  }
}

/** All tables, columns, types, constraints, indexes, grants, triggers, policies and functions of ours, as text. */
async function structureOf(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ line: string }[]>(`
    SELECT format('column %s.%s %s %s %s', table_name, column_name, udt_name, is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
    UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid::regclass::text <> 'migrations'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
    UNION ALL SELECT format('enum %s %s', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
      FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname
    UNION ALL SELECT format('grant %s %s %s', table_name, grantee, privilege_type)
      FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee LIKE 'keizoku%'
    UNION ALL SELECT format('column grant %s.%s %s %s', table_name, column_name, grantee, privilege_type)
      FROM information_schema.column_privileges WHERE table_schema = 'public' AND grantee LIKE 'keizoku%'
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    UNION ALL SELECT format('policy %s %s %s %s %s', tablename, policyname, roles, qual, with_check) FROM pg_policies
    UNION ALL SELECT format('row security %s %s %s', relname, relrowsecurity, relforcerowsecurity)
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity
    UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`);
  return rows.map(({ line }) => line);
}

describe('the migrations', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createUnmigratedDatabase();
    await migrate(database.ownerUrl);
    source = new DataSource({
      type: 'postgres',
      url: database.ownerUrl,
      entities,
      migrations,
      namingStrategy: new SnakeCaseNames(),
      migrationsTransactionMode: 'each',
    });
    await source.initialize();
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('go up, down and up again, and end the same', async () => {
    const first = await structureOf(source);
    expect(first.length).toBeGreaterThan(100);
    for (const _ of migrations) await source.undoLastMigration();
    expect(await structureOf(source)).toEqual([]);
    await source.runMigrations();
    expect(await structureOf(source)).toEqual(first);
  });

  it('run again without doing anything', async () => {
    expect(await migrate(database.ownerUrl)).toContain('nothing new');
  });

  it('make the tables that the entities mean', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    const guards = await source.query<{ name: string }[]>(
      `SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'x')`,
    );
    // Checks and exclusions are said once, in the migrations; the entities know nothing of them.
    const drift = upQueries
      .map(({ query }) => query)
      .filter((query) => !guards.some(({ name }) => query.endsWith(`DROP CONSTRAINT "${name}"`)));
    expect(drift).toEqual([]);
  });

  it('make a queue for every job there is', async () => {
    const queues = await source.query<{ name: string }[]>(`SELECT name FROM ${JOB_SCHEMA}.queue ORDER BY name`);
    expect(queues.map(({ name }) => name)).toEqual([...JOB_NAMES].sort());
  });

  it('leave the login nothing to own and nothing to inherit', async () => {
    const [role] = await source.query<object[]>(`
      SELECT rolinherit, rolsuper, rolbypassrls, rolcreaterole,
        (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned FROM pg_roles r WHERE rolname = 'keizoku_login'`);
    expect(role).toEqual({ rolinherit: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, owned: 0 });
  });
});

interface Machines {
  readonly machines: {
    readonly nodes: readonly {
      serial: string;
      coverage: { timeline: readonly { layer: string; period: { startsOn: string; endsOn: string } }[] };
    }[];
  };
}

/** What the three machines of the fixture are covered by, as the first release answered it. */
const COVERAGE_OF_FIRST_RELEASE = [
  'FIRSTRELEASE1 BASE_WARRANTY 2024-02-01..2027-01-31',
  'FIRSTRELEASE1 SERVICE 2024-02-01..2029-01-31',
  'FIRSTRELEASE1 SERVICE 2029-02-01..2030-01-31',
  'FIRSTRELEASE2 BASE_WARRANTY 2024-04-01..2027-03-31',
  'FIRSTRELEASE2 SERVICE 2024-04-01..2028-03-31',
  'FIRSTRELEASE2 ADD_ON 2024-04-01..2027-03-31',
  'FIRSTRELEASE3 BASE_WARRANTY 2024-02-01..2027-01-31',
  'FIRSTRELEASE3 SERVICE 2024-02-01..2025-01-26',
];

const ENDINGS_OF_FIRST_RELEASE = ['FIRSTRELEASE1 2030-01-31', 'FIRSTRELEASE2 2028-03-31', 'FIRSTRELEASE3 2027-01-31'];

/** The migrations of the first release; what came later runs on data that it wrote. */
const FIRST_RELEASE = 3;
/** Columns of the first release that hold their data elsewhere today. */
const MOVED = ['catalogue_import.issues'];

describe('the migrations, on data of the first release', () => {
  let database: TestDatabase;
  let source: DataSource;
  let firstStructure: string[];
  let firstColumns: { table: string; columns: Record<string, string> }[];
  let written: unknown[];
  let writtenIssues: unknown[];

  /** Every row of the first release's tables, with the columns they had then but for those that have moved since. */
  const data = async (): Promise<unknown[]> => {
    const tables = [];
    for (const { table, columns } of firstColumns) {
      const kept = Object.entries(columns).filter(([column]) => !MOVED.includes(`${table}.${column}`));
      const list = kept.map(([, expression]) => expression).join(', ');
      tables.push({ table, rows: await source.query<object[]>(`SELECT ${list} FROM ${table} ORDER BY ${list}`) });
    }
    return tables;
  };
  /** What imports had to say: a column of the first release, rows of their own since. */
  const issuesIn = async (from: string): Promise<unknown[]> =>
    source.query<unknown[]>(`SELECT import_id, issue::text FROM ${from} ORDER BY 1, number`);
  const MOVED_ISSUES = `(SELECT i.id AS import_id, said.issue, said.number FROM catalogue_import i,
    jsonb_array_elements(i.issues) WITH ORDINALITY AS said (issue, number)) was`;

  /** The coverage of the three machines, as the API tells it. */
  const answers = async (): Promise<string[]> => {
    const clock = new StoppedClock(new Date('2026-11-03T10:00:00+09:00'), 'Asia/Tokyo');
    const listening = await startApi({
      environment: { marketZone: 'Asia/Tokyo' },
      databaseUrl: database.loginUrl,
      clock,
      logger: false,
      host: '127.0.0.1',
      port: 0,
      production: false,
      limits: UNLIMITED,
    });
    const callers = new TestCallers(listening.url, database.loginUrl, clock);
    try {
      const api = await callers.withKey({ role: 'ADMINISTRATOR' });
      const { machines } = await api.ask<Machines>(
        '{ machines { nodes { serial coverage { timeline { layer period { startsOn endsOn } } } } } }',
      );
      return machines.nodes.flatMap(({ serial, coverage }) =>
        coverage.timeline.map(({ layer, period }) => `${serial} ${layer} ${period.startsOn}..${period.endsOn}`),
      );
    } finally {
      await callers.close();
      await listening.close();
    }
  };

  beforeAll(async () => {
    database = await createUnmigratedDatabase();
    // The roles belong to the server; another database's set-up made them.
    await createTestDatabase().then((other) => other.drop());
    const options = { type: 'postgres', url: database.ownerUrl, migrationsTransactionMode: 'each' } as const;
    const first = new DataSource({ ...options, migrations: migrations.slice(0, FIRST_RELEASE) });
    await first.initialize();
    await first.runMigrations();
    await first.query(await readFile(join(import.meta.dirname, 'fixtures', 'first-release.sql'), 'utf8'));
    await first.destroy();
    source = new DataSource({ ...options, migrations });
    await source.initialize();
    firstStructure = await structureOf(source);
    firstColumns = await source.query<typeof firstColumns>(`
      SELECT table_name AS table, json_object_agg(column_name, quote_ident(column_name) || CASE WHEN udt_name = 'jsonb' THEN '::text' ELSE '' END
        ORDER BY ordinal_position) AS columns
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations' GROUP BY 1 ORDER BY 1`);
    written = await data();
    writtenIssues = await issuesIn(MOVED_ISSUES);
  }, 60_000);

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('keep every row on the way up, and the API answers', async () => {
    await migrate(database.ownerUrl);
    expect(await data()).toEqual(written);
    expect(await issuesIn('catalogue_import_issue')).toEqual(writtenIssues);
    expect(await answers()).toEqual(COVERAGE_OF_FIRST_RELEASE);
  });

  it('keep of what was written before when it ends, too', async () => {
    const owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    const { rows } = await owner.query<{ ending: string }>(
      `SELECT m.serial || ' ' || e.ends_on AS ending FROM coverage_ending e JOIN machine m ON m.id = e.machine_id ORDER BY 1`,
    );
    expect(rows.map(({ ending }) => ending)).toEqual(ENDINGS_OF_FIRST_RELEASE);
    expect(await endingsAmiss(owner)).toEqual([]);
    await owner.end();
  });

  it('keep every row on the way down to the first release, whose tables are as they were', async () => {
    for (const _ of migrations.slice(FIRST_RELEASE)) await source.undoLastMigration();
    expect(await structureOf(source)).toEqual(firstStructure);
    expect(await data()).toEqual(written);
    expect(await issuesIn(MOVED_ISSUES)).toEqual(writtenIssues);
  });

  it('keep every row on the way up again', async () => {
    await migrate(database.ownerUrl);
    expect(await data()).toEqual(written);
    expect(await issuesIn('catalogue_import_issue')).toEqual(writtenIssues);
    expect(await answers()).toEqual(COVERAGE_OF_FIRST_RELEASE);
  });
});
