import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const PAGE = join(resolve(import.meta.dirname, '..'), 'docs', 'scaling.md');

interface Constraint {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** The table a foreign key refers to. */
  readonly refersTo: string | null;
}

/** What the page says of each table, and which constraints it has a line for. */
async function said(): Promise<{ spread: ReadonlyMap<string, string>; noted: readonly string[] }> {
  const lines = (await readFile(PAGE, 'utf8')).split('\n').filter((line) => line.startsWith('| `'));
  const rows = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  const names = (cell = ''): string[] => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  const isTable = ([, , what = '']: readonly string[]): boolean => /^(distributed|reference|local)/.test(what);
  return {
    spread: new Map(rows.filter(isTable).flatMap(([, tables, what = '']) => names(tables).map((name) => [name, what]))),
    noted: rows.filter((row) => !isTable(row)).flatMap(([, constraint]) => names(constraint)),
  };
}

describe('the schema, spread over several nodes', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let spread: ReadonlyMap<string, string>;
  let noted: readonly string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    ({ spread, noted } = await said());
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  const ofMachines = async (): Promise<Set<string>> => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT attrelid::regclass::text AS name FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
       WHERE attname = 'machine_id' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace UNION VALUES ('machine')`,
    );
    return new Set(rows.map(({ name }) => name));
  };
  const constraints = async (): Promise<Constraint[]> => {
    const { rows } = await owner.query<Constraint>(
      `SELECT conname AS name, conrelid::regclass::text AS table, nullif(confrelid, 0)::regclass::text AS "refersTo",
         ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY(conkey)) AS columns
       FROM pg_constraint WHERE contype IN ('p', 'u', 'x', 'f') AND connamespace = 'public'::regnamespace
       UNION SELECT indexrelid::regclass::text, indrelid::regclass::text, NULL,
         ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = indrelid AND attnum = ANY(indkey))
       FROM pg_index JOIN pg_class c ON c.oid = indrelid
       WHERE indisunique AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
         AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))`,
    );
    return rows;
  };
  /** Whether one node alone can hold it. */
  const holdsPerMachine = ({ table, columns, refersTo }: Constraint, owned: ReadonlySet<string>): boolean => {
    if (refersTo !== null && spread.get(refersTo)?.startsWith('reference')) return true;
    const key = table === 'machine' ? 'id' : 'machine_id';
    return columns.includes(key) && (refersTo === null || owned.has(refersTo));
  };
  const tooWide = async (): Promise<string[]> => {
    const owned = await ofMachines();
    const all = (await constraints()).filter(({ table }) => owned.has(table));
    expect(all.length).toBeGreaterThan(30);
    return all.filter((each) => !holdsPerMachine(each, owned)).map(({ name }) => name);
  };

  it('has a place for every table', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    expect([...spread.keys()].sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('lets what belongs to a machine lie with it, but for what is noted', async () => {
    const elsewhere = [...(await ofMachines())].filter((table) => !spread.get(table)?.startsWith('distributed'));
    expect(elsewhere).toEqual(['outbox_message']);
  });

  it('has no key that could not hold per machine without a note', async () => {
    expect((await tooWide()).sort()).toEqual([...noted].sort());
  });

  it('would be found to have one: a serial that is unique among all machines, a key to something local', async () => {
    await owner.query(`BEGIN; CREATE UNIQUE INDEX serials ON machine (serial);
      ALTER TABLE contract ADD by_upload uuid, ADD CONSTRAINT by_upload FOREIGN KEY (by_upload) REFERENCES upload (id)`);
    const found = await tooWide();
    await owner.query('ROLLBACK');
    expect(found).toEqual(expect.arrayContaining(['serials', 'by_upload']));
  });
});
