import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource, DefaultNamingStrategy, type Table } from 'typeorm';

import { JOB_NAMES, JOB_SCHEMA, snakeCase } from '#platform';

import { migrations } from '../migrations/index.ts';
import { entities } from './support/entities.ts';
import { createUnmigratedDatabase, migrate, type TestDatabase } from './support/test-database.ts';

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

/** All tables, columns, types, constraints and indexes of ours, as text. */
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
      FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee LIKE 'keizoku%' ORDER BY 1`);
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
