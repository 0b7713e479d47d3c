import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { type Caller, Database } from '#platform';

import { aMachine, judged, orderedPack, registerPack } from './support/builders.ts';
import { DatabaseWithoutOwnRows } from './support/one-wall.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

/** Tables that no reseller may read a row of: files, drafts, jobs and what is told to others are for staff. */
const FOR_STAFF = ['upload', 'catalogue_import', 'outbox_message', 'start_date_change'];

describe('the wall between resellers', () => {
  let api: TestApi;
  let database: Database;
  let owner: pg.Client;
  const aoba = { serial: 'OF-AOBA', reseller: 'Aoba Trading', customer: 'Customer of Aoba' };
  const midori = { serial: 'OF-MIDORI', reseller: 'Midori Systems', customer: 'Customer of Midori' };

  const idOf = async (name: string): Promise<string> =>
    (await owner.query<{ id: string }>('SELECT id FROM reseller WHERE name = $1', [name])).rows[0]?.id ?? '';
  const callerOf = async (name: string): Promise<Caller> => {
    return { name: `of-${name.slice(0, 4)}`, databaseRole: 'keizoku_reseller', resellerId: await idOf(name) };
  };
  // People and keys are confined to a reseller, and are no reseller's to read.
  const tenantTables = async (): Promise<string[]> =>
    (
      await owner.query<{ name: string }>(
        `SELECT DISTINCT table_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name IN ('reseller_id', 'machine_id')
           AND table_name NOT IN ('person', 'api_key')
         UNION VALUES ('customer'), ('reseller'), ('idempotency_key') ORDER BY 1`,
      )
    ).rows.map(({ name }) => name);

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    database = new DatabaseWithoutOwnRows(api.loginUrl);
    for (const { serial, reseller, customer } of [aoba, midori]) {
      const machine = await aMachine(api, {
        productNumber: '7Z73CTO1WW',
        serial,
        reseller,
        customer,
        shippedOn: '2026-05-01',
        warrantyStartsOn: '2026-05-11',
        warrantyMonths: 12,
      });
      const wanted = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 36 };
      const { offering } = await judged(api, machine, wanted, { on: '2026-10-20' });
      const pack = await orderedPack(api, machine, offering.partNumber, '2026-10-20');
      const contract = await registerPack(api, machine, pack);
      if (contract.__typename !== 'Contract') throw new Error(JSON.stringify(contract.decision.findings));
      await api.ask('mutation ($input: ChangeStartDateInput!) { changeStartDate(input: $input) { __typename } }', {
        input: {
          ...machine,
          requestedStartsOn: '2026-06-01',
          reason: 'Delivered late',
          documents: { deliveryNoteSerials: [serial.replace('-', '')], warrantyCardDatedOn: '2026-06-01' },
        },
      });
      await api.ask('mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { __typename } }', {
        input: { contractId: contract.id, reason: 'Site closed', idempotencyKey: `abandon-${serial}` },
      });
    }
  });
  afterAll(async () => {
    await database.close();
    await owner.end();
    await api.close();
  });

  it('stands around every table whose rows are somebody’s, for every role', async () => {
    const { rows } = await owner.query<{ name: string; forced: boolean; roles: string[] }>(
      `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
         array(SELECT unnest(p.polroles)::regrole::text FROM pg_policy p WHERE p.polrelid = c.oid) AS roles
       FROM pg_class c WHERE c.relname = ANY($1) AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`,
      [await tenantTables()],
    );
    expect(rows.length).toBeGreaterThanOrEqual(10);
    for (const { name, forced, roles } of rows) {
      expect({ name, forced }).toEqual({ name, forced: true });
      expect(roles).toEqual(expect.arrayContaining(['keizoku_reseller', 'keizoku_account_manager', 'keizoku_worker']));
    }
  });

  it('shows each reseller its own rows of every such table, and no other', async () => {
    const names = [aoba, midori];
    for (const { reseller } of names) {
      const caller = await callerOf(reseller);
      for (const table of await tenantTables()) {
        const own = table === 'reseller' ? 'id' : 'reseller_id';
        if (['customer', 'idempotency_key', ...FOR_STAFF].includes(table)) continue;
        const rows = await database.read(caller, (tx) => tx.rows<{ of: string }>(`SELECT ${own} AS of FROM ${table}`));
        expect({ table, of: [...new Set(rows.map((row) => row.of))] }).toEqual({ table, of: [caller.resellerId] });
      }
      const customers = await database.read(caller, (tx) => tx.rows<{ name: string }>('SELECT name FROM customer'));
      expect(customers.map(({ name }) => name)).toEqual([names.find((each) => each.reseller === reseller)?.customer]);
    }
  });

  it('stands in the application too: a statement that does not say whose rows it means is not run', async () => {
    const caller = await callerOf(aoba.reseller);
    const whole = new Database(api.loginUrl);
    for (const table of (await tenantTables()).filter((name) => name !== 'idempotency_key')) {
      const forgetful = whole.read(caller, (tx) => tx.rows(`SELECT 1 FROM ${table} t`));
      await expect(forgetful).rejects.toThrow(/does not say own|permission denied/);
    }
    const own = await whole.read(caller, (tx) => tx.rows('SELECT m.serial FROM machine m WHERE true AND own(m)'));
    expect(own).toEqual([{ serial: 'OFAOBA' }]);
    await whole.close();
  });

  it('shows nobody what another has asked for under a key', async () => {
    const keysSeenBy = async (caller: Caller): Promise<number> =>
      (await database.read(caller, (tx) => tx.rows('SELECT key FROM idempotency_key'))).length;
    expect(await keysSeenBy({ name: api.actor, databaseRole: 'keizoku_administrator' })).toBeGreaterThan(0);
    expect(await keysSeenBy(await callerOf(aoba.reseller))).toBe(0);
  });

  it('holds against writing for another: no row of theirs is made, locked or closed', async () => {
    const caller = await callerOf(aoba.reseller);
    const theirs = (await owner.query<{ id: string }>('SELECT id FROM machine WHERE serial = $1', ['OFMIDORI']))
      .rows[0];
    const attempt = (sql: string): Promise<unknown> =>
      database
        .write(caller, (tx) => tx.rows(sql, [theirs?.id]))
        .then(
          (rows) => rows.length,
          (cause: unknown) => (cause as Error).message,
        );
    expect(await attempt('SELECT 1 FROM machine WHERE id = $1 FOR NO KEY UPDATE')).toBe(0);
    expect(
      await attempt('UPDATE coverage_period SET live = false, superseded_at = now() WHERE machine_id = $1 RETURNING 1'),
    ).toBe(0);
    expect(
      await attempt(
        `INSERT INTO decision_facts (machine_id, act, subject, facts) VALUES ($1, 'ORDER', 'X', '{}') RETURNING 1`,
      ),
    ).toMatch(/row-level security/);
    expect(
      await attempt(
        `INSERT INTO decision_facts (machine_id, act, subject, facts, reseller_id)
         SELECT $1::uuid, 'ORDER', 'X', '{}', nullif(current_setting('app.reseller_id'), '')::uuid RETURNING 1`,
      ),
    ).toMatch(/row-level security/);
  });

  it('gives a reseller no grant on files, drafts and jobs', async () => {
    const caller = await callerOf(aoba.reseller);
    for (const table of [...FOR_STAFF, 'job.job']) {
      await expect(database.read(caller, (tx) => tx.rows(`SELECT 1 FROM ${table}`))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it('lets nothing through for a reseller that is not said, or whose name or id is no such thing', async () => {
    const wrong: Caller[] = [
      { name: 'x', databaseRole: 'keizoku_reseller' },
      { name: 'x', databaseRole: 'keizoku_reseller', resellerId: `' OR true --` },
      { name: `x'; RESET ROLE; --`, databaseRole: 'keizoku_reseller', resellerId: await idOf(aoba.reseller) },
    ];
    for (const caller of wrong) {
      await expect(database.read(caller, (tx) => tx.rows('SELECT 1 FROM machine'))).rejects.toThrow(/must be/);
    }
    const nobody = { ...(await callerOf(aoba.reseller)), resellerId: '00000000-0000-4000-8000-000000000000' };
    expect(await database.read(nobody, (tx) => tx.rows('SELECT 1 FROM machine'))).toEqual([]);
  });

  it('leaves nothing of a caller on the connection', async () => {
    const single = new DatabaseWithoutOwnRows(api.loginUrl, { connections: 1 });
    const caller = await callerOf(aoba.reseller);
    await single.read(caller, (tx) => tx.rows('SELECT 1'));
    const left = await single.read({ name: 'operator', databaseRole: 'keizoku_administrator' }, (tx) =>
      tx.row(
        `SELECT current_setting('app.reseller_id') AS reseller, current_user AS role, count(*)::int AS machines FROM machine`,
      ),
    );
    expect(left).toEqual({ reseller: '', role: 'keizoku_administrator', machines: 2 });
    await single.close();
  });
});
