import { describe, expect, it } from '@jest/globals';

import { tablesChangedBy } from './tables-changed.ts';

describe('the tables a statement changes', () => {
  it.each([
    ['INSERT INTO "contract" ("id") SELECT "id" FROM x', ['contract']],
    ['  update coverage_period p SET live = false', ['coverage_period']],
    ['WITH gone AS (DELETE FROM ONLY machine RETURNING id) INSERT INTO x SELECT id FROM gone', ['machine', 'x']],
    ['INSERT INTO machine_type (code) VALUES ($1) ON CONFLICT (code) DO UPDATE SET code = $1', ['machine_type']],
    ['MERGE INTO customer USING x ON true WHEN MATCHED THEN DO NOTHING', ['customer']],
  ])('%s', (statement, tables) => {
    expect(tablesChangedBy(statement)).toEqual(tables);
  });

  it.each([
    'SELECT 1 FROM machine WHERE id = $1 FOR UPDATE',
    'SELECT 1 FROM machine WHERE id = $1 FOR NO KEY UPDATE',
    'SELECT 1 FROM machine WHERE id = $1 FOR NO KEY\n  UPDATE',
    'SELECT updated_at FROM machine',
    'INSERT INTO idempotency_key (key) VALUES ($1)',
    'INSERT INTO job.job_common (id) VALUES ($1)',
    'UPDATE outbox_delivery SET attempts = 1',
  ])('none that is audited: %s', (statement) => {
    expect(tablesChangedBy(statement)).toEqual([]);
  });
});
