import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';

import { migrations } from '../migrations/index.ts';
import { JudgeImports1790000000020 } from '../migrations/1790000000020-judge-imports.ts';
import { createUnmigratedDatabase, migrate, type TestDatabase } from './support/test-database.ts';

const IMPORT = '00000000-0000-4000-8000-000000000001';
const CANCELLED = '00000000-0000-4000-8000-000000000002';
const ISSUES = [
  { sheet: 'b', row: 9, code: 'PRICE_FORMAT', severity: 'ERROR', value: 'x' },
  { sheet: 'a', row: 3, code: 'DUP_IDENTICAL', severity: 'WARNING', expected: { rows: ['a!2'] } },
];
const JUDGED = { sheet: '', code: 'MASS_WITHDRAWAL', severity: 'WARNING', expected: { count: 5 } };

describe('imports made before lists were judged', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createUnmigratedDatabase();
    // For the roles; then back to before.
    await migrate(database.ownerUrl);
    source = new DataSource({
      type: 'postgres',
      url: database.ownerUrl,
      migrations,
      migrationsTransactionMode: 'each',
    });
    await source.initialize();
    const later = migrations.slice(migrations.indexOf(JudgeImports1790000000020));
    for (const _ of later) await source.undoLastMigration();
    await source.query(
      `INSERT INTO upload (id, sha256, size_bytes, file_name, content, received_at) VALUES ($1, 'a', 1, 'a', 'a', now())`,
      [IMPORT],
    );
    await source.query(
      `INSERT INTO catalogue_import (id, upload_id, sha256, effective_on, state, issues, problem, requested_at)
       VALUES ($1, $1, 'a', '2026-10-01', 'FAILED', $2, '{}', now())`,
      [IMPORT, JSON.stringify(ISSUES)],
    );
  }, 60_000);
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('keep what they had to say, there and back again', async () => {
    await source.runMigrations();
    expect(
      await source.query('SELECT judged, number, severity, issue FROM catalogue_import_issue ORDER BY number'),
    ).toEqual([
      { judged: false, number: 1, severity: 'ERROR', issue: ISSUES[0] },
      { judged: false, number: 2, severity: 'WARNING', issue: ISSUES[1] },
    ]);
    await source.query(
      `INSERT INTO catalogue_import_issue (import_id, judged, number, severity, issue) VALUES ($1, true, 1, 'WARNING', $2)`,
      [IMPORT, JSON.stringify(JUDGED)],
    );
    await source.query(
      `INSERT INTO catalogue_import (id, upload_id, sha256, effective_on, state, requested_at)
       VALUES ($1, $2, 'b', '2026-10-01', 'CANCELLED', now())`,
      [CANCELLED, IMPORT],
    );
    const later = migrations.slice(migrations.indexOf(JudgeImports1790000000020));
    for (const _ of later) await source.undoLastMigration();
    expect(await source.query('SELECT id, state, issues FROM catalogue_import')).toEqual([
      { id: IMPORT, state: 'FAILED', issues: [JUDGED, ...ISSUES] },
    ]);
  });
});
