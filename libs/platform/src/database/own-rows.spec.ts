import { describe, expect, it } from '@jest/globals';

import type { Caller } from './caller.ts';
import { forgottenIn, OwnRows } from './own-rows.ts';

const RESELLER = '11111111-1111-4111-8111-111111111111';
const ofReseller: Caller = { name: 'person:1', databaseRole: 'keizoku_reseller', resellerId: RESELLER };
const ofCustomers: Caller = { name: 'person:2', databaseRole: 'keizoku_account_manager', customerIds: ['c1', 'c2'] };
const MACHINES = 'SELECT m.id FROM machine m WHERE m.serial = $1 AND own(m) ORDER BY m.id';

describe('own rows', () => {
  const narrow = (caller: Caller, text: string, values: readonly unknown[] = ['S1']): unknown =>
    new OwnRows(caller).narrow(text, values);

  it('are those of the reseller, or of the customers looked after', () => {
    expect(narrow(ofReseller, MACHINES)).toEqual({
      text: 'SELECT m.id FROM machine m WHERE m.serial = $1 AND m.reseller_id = $2 ORDER BY m.id',
      values: ['S1', RESELLER],
    });
    expect(narrow(ofCustomers, MACHINES)).toEqual({
      text: 'SELECT m.id FROM machine m WHERE m.serial = $1 AND m.customer_id = ANY($2) ORDER BY m.id',
      values: ['S1', ['c1', 'c2']],
    });
    expect(narrow(ofReseller, 'SELECT 1 FROM reseller r WHERE true AND own(r)', [])).toEqual({
      text: 'SELECT 1 FROM reseller r WHERE true AND r.id = $1',
      values: [RESELLER],
    });
  });

  it('are none of an account manager who looks after nobody', () => {
    const { values } = new OwnRows({ name: 'p', databaseRole: 'keizoku_account_manager' }).narrow(MACHINES, ['S1']);
    expect(values).toEqual(['S1', []]);
  });

  it('are narrowed by both where a caller is confined to both', () => {
    expect(narrow({ ...ofReseller, customerIds: ['c1'] }, MACHINES)).toEqual({
      text: 'SELECT m.id FROM machine m WHERE m.serial = $1 AND m.reseller_id = $2 AND m.customer_id = ANY($3) ORDER BY m.id',
      values: ['S1', RESELLER, ['c1']],
    });
  });

  it.each(['keizoku_administrator', 'keizoku_sales', 'keizoku_worker'] as const)(
    'are all of them for %s',
    (databaseRole) => {
      expect(narrow({ name: 'x', databaseRole }, MACHINES)).toEqual({
        text: 'SELECT m.id FROM machine m WHERE m.serial = $1 ORDER BY m.id',
        values: ['S1'],
      });
    },
  );

  it.each([
    ['SELECT 1 FROM machine', ['machine']],
    ['SELECT 1 FROM "machine"', ['machine']],
    ['SELECT 1 FROM machine AS m WHERE m.id = $1', ['machine']],
    ['SELECT 1 FROM machine_type t, machine m', ['machine']],
    ['UPDATE coverage_period p SET live = false WHERE p.id = $1', ['coverage_period']],
    ['SELECT 1 FROM machine m JOIN contract c ON c.machine_id = $1 WHERE true AND own(m)', ['contract']],
    ['SELECT 1 FROM machine m WHERE true AND own(m) UNION SELECT 1 FROM machine m', ['machine', 'machine']],
    ['SELECT 1 FROM machine m JOIN customer c ON c.id = $1 WHERE true AND own(m)', ['customer']],
    ['SELECT 1 FROM customer c JOIN machine m ON c.id = m.customer_id WHERE true AND own(c)', ['machine']],
    ['SELECT (SELECT count(*) FROM reseller) FROM machine_type', ['reseller']],
    ['WITH x AS (DELETE FROM contract WHERE id = $1 RETURNING 1) SELECT 1 FROM x', ['contract']],
  ])('must be said: %s', (text, forgotten) => {
    expect(forgottenIn(text)).toEqual(forgotten);
    expect(() => narrow(ofReseller, text, [])).toThrow(/does not say own/);
    expect(narrow({ name: 'worker', databaseRole: 'keizoku_worker' }, text, [])).toMatchObject({ values: [] });
  });

  it.each([
    `SELECT m."id" AS "machine.id", r."name" AS "reseller.name" FROM machine m JOIN machine_type t ON t.code = m.machine_type
     LEFT JOIN customer c ON c.id = m.customer_id LEFT JOIN reseller r ON r.id = m.reseller_id WHERE m.id = $1 AND own(m)`,
    `SELECT 1 FROM coverage_period p JOIN machine m ON m.id = p.machine_id WHERE true AND own(p) AND NOT EXISTS (
     SELECT FROM coverage_period q WHERE q.machine_id = p.machine_id)`,
    `INSERT INTO "service_pack" ("serial") SELECT "serial" FROM jsonb_populate_recordset(NULL::"service_pack", $1::jsonb)`,
    `SELECT 1 FROM audit_entry e WHERE e.stream <> 'machine' AND own(e)`,
    'SELECT 1 FROM service_offering o JOIN applicability a USING (version_id, part_number)',
  ])('are said, or follow from what is said: %s', (text) => {
    expect(forgottenIn(text)).toEqual([]);
  });

  it('are not said of what is nobody’s', () => {
    expect(() => narrow(ofReseller, 'SELECT 1 FROM machine_type t WHERE true AND own(t)')).toThrow(/no table/);
  });
});
