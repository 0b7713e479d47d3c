import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { ACCESS_TABLE } from '#access';
import { DATABASE_ROLES } from '#platform';

import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const { tables } = ACCESS_TABLE;
const CONFINED = ['keizoku_reseller', 'keizoku_account_manager'];

/**
 * Tables with what is somebody's: machines, customers, resellers, people, whatever names one of them or hangs on a table
 * that does, and what is told apart by who did it. Found in the catalog of the database.
 */
const TENANT_TABLES = `WITH RECURSIVE tenant AS (
    SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (
      c.relname IN ('machine', 'customer', 'reseller', 'person')
      OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
        AND a.attname IN ('machine_id', 'customer_id', 'reseller_id', 'person_id'))
      OR EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'actor'))
    UNION SELECT k.conrelid FROM pg_constraint k JOIN tenant t ON k.confrelid = t.oid WHERE k.contype = 'f'
  )
  SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced, coalesce((
    SELECT json_agg(json_build_object('role', r, 'open', 'true' IN (
        pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid))))
    FROM pg_policy p, unnest($1::text[]) r WHERE p.polrelid = c.oid
      AND EXISTS (SELECT FROM unnest(p.polroles) o WHERE o = 0 OR pg_has_role(r, o, 'USAGE'))), '[]') AS policies
  FROM tenant t JOIN pg_class c ON c.oid = t.oid ORDER BY 1`;

/** What each role may do with each table, in the words of the access table. */
const GRANTS = `SELECT c.relname AS name, r AS role, coalesce(string_agg(lower(k) || CASE
      WHEN has_table_privilege(r, c.oid, k) THEN '' ELSE '(' || columns || ')' END, ', ' ORDER BY place), '') AS commands
  FROM pg_class c CROSS JOIN unnest($1::text[]) AS r
  LEFT JOIN LATERAL (SELECT k, place, columns FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'])
      WITH ORDINALITY AS commands (k, place)
    CROSS JOIN LATERAL (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) AS columns FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND k IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
        AND has_column_privilege(r, c.oid, a.attnum, k)) of_columns
    WHERE has_table_privilege(r, c.oid, k) OR columns IS NOT NULL) granted ON true
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relname <> 'migrations'
  GROUP BY 1, 2 ORDER BY 1, 2`;

interface TenantTable {
  readonly name: string;
  readonly forced: boolean;
  readonly policies: readonly { role: string; open: boolean }[];
}

describe('the database keeps to the access table', () => {
  let database: TestDatabase;
  let owner: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  /** What is wrong with the walls around tables whose rows are somebody's. */
  const faultsOfWalls = async (): Promise<string[]> => {
    const { rows } = await owner.query<TenantTable>(TENANT_TABLES, [DATABASE_ROLES]);
    return rows.flatMap(({ name, forced, policies }) => {
      const granted = DATABASE_ROLES.filter((role) => !tables[name] || tables[name].commands[role] !== '');
      return [
        ...(tables[name]?.rows === 'own' ? [] : [`${name} is not in the access table as somebody's`]),
        ...(forced ? [] : [`${name} has no forced row-level security`]),
        ...granted
          .filter((role) => !policies.some((each) => each.role === role))
          .map((role) => `${name} has no policy for ${role}`),
        ...policies
          .filter(({ role, open }) => open && CONFINED.includes(role))
          .map(({ role }) => `${name} is open to ${role}`),
      ];
    });
  };
  const grants = async (): Promise<Record<string, Record<string, string>>> => {
    const { rows } = await owner.query<{ name: string; role: string; commands: string }>(GRANTS, [DATABASE_ROLES]);
    const found: Record<string, Record<string, string>> = {};
    for (const { name, role, commands } of rows) (found[name] ??= {})[role] = commands;
    return found;
  };
  /** What is found while a fault stands that is taken back afterwards. */
  const withFault = async <T>(fault: string, look: () => Promise<T>): Promise<T> => {
    await owner.query(`BEGIN; ${fault}`);
    try {
      return await look();
    } finally {
      await owner.query('ROLLBACK');
    }
  };

  it('has a forced policy for each role on every table with what is somebody’s', async () => {
    const { rows } = await owner.query<TenantTable>(TENANT_TABLES, [DATABASE_ROLES]);
    expect(rows.length).toBeGreaterThanOrEqual(13);
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['outbox_delivery', 'idempotency_key', 'customer']),
    );
    expect(await faultsOfWalls()).toEqual([]);
  });

  it.each([
    {
      fault: 'CREATE TABLE planted_note (id uuid PRIMARY KEY, machine_id uuid)',
      found: "planted_note is not in the access table as somebody's",
    },
    {
      fault: 'CREATE TABLE planted_note (id uuid PRIMARY KEY, machine_id uuid)',
      found: 'planted_note has no forced row-level security',
    },
    {
      fault: `CREATE TABLE planted_part (pack_serial text REFERENCES service_pack (serial));
        ALTER TABLE planted_part ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`,
      found: 'planted_part has no policy for keizoku_reseller',
    },
    { fault: 'ALTER TABLE contract NO FORCE ROW LEVEL SECURITY', found: 'contract has no forced row-level security' },
    { fault: 'ALTER TABLE customer DISABLE ROW LEVEL SECURITY', found: 'customer has no forced row-level security' },
    {
      fault: 'DROP POLICY account_manager ON audit_entry',
      found: 'audit_entry has no policy for keizoku_account_manager',
    },
    { fault: 'DROP POLICY staff ON machine', found: 'machine has no policy for keizoku_sales' },
    {
      fault: 'CREATE POLICY helpful ON decision_facts TO keizoku_reseller USING (true)',
      found: 'decision_facts is open to keizoku_reseller',
    },
    { fault: 'CREATE POLICY helpful ON reseller USING (true)', found: 'reseller is open to keizoku_account_manager' },
  ])('finds a fault that is planted: $found', async ({ fault, found }) => {
    expect(await withFault(fault, faultsOfWalls)).toContain(found);
  });

  it('grants each role exactly what the access table says', async () => {
    const said = Object.fromEntries(Object.entries(tables).map(([name, { commands }]) => [name, { ...commands }]));
    expect(await grants()).toEqual(said);
  });

  it.each([
    { fault: 'GRANT DELETE ON customer TO keizoku_sales', name: 'customer', role: 'keizoku_sales' },
    {
      fault: 'GRANT SELECT (payload) ON outbox_message TO keizoku_staff',
      name: 'outbox_message',
      role: 'keizoku_sales',
    },
    { fault: 'GRANT SELECT ON upload TO PUBLIC', name: 'upload', role: 'keizoku_reseller' },
    { fault: 'REVOKE INSERT ON contract FROM keizoku_reseller', name: 'contract', role: 'keizoku_reseller' },
    { fault: 'CREATE VIEW all_machines AS SELECT * FROM machine', name: 'all_machines', role: 'keizoku_reseller' },
  ])('would be found not to: $fault', async ({ fault, name, role }) => {
    const found = await withFault(fault, grants);
    expect(found[name]?.[role]).not.toEqual(tables[name]?.commands[role as keyof (typeof tables)[string]['commands']]);
  });

  it('lets only administrators and the worker at the jobs', async () => {
    const { rows } = await owner.query<{ role: string }>(
      `SELECT r AS role FROM unnest($1::text[]) r WHERE has_schema_privilege(r, 'job', 'USAGE') ORDER BY 1`,
      [DATABASE_ROLES],
    );
    expect(rows.map(({ role }) => role)).toEqual(['keizoku_administrator', 'keizoku_worker']);
  });
});
