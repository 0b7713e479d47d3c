import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import pg from 'pg';

import { aMachine, judged } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

interface Import {
  readonly id: string;
  readonly source: string;
  readonly state: string;
  readonly progress: Record<string, number> | null;
  readonly issueCounts: { readonly errors: number };
  readonly issues: readonly {
    sheet: string | null;
    row: number;
    column: string | null;
    columnName: string;
    code: string;
    value: string | null;
    message: string;
  }[];
}

const FIELDS = `id source state issueCounts { errors }
  issues(severity: ERROR) { sheet row column columnName code value message }
  progress { rowsRead badRows differingWarranties total done machines contracts corrected alreadyRecorded leftOut }`;
const RECORD = `mutation ($input: RecordMachinesInput!) { recordMachines(input: $input) { ${FIELDS} } }`;
const APPLY = `mutation ($input: ApplyInstalledBaseImportInput!) { applyInstalledBaseImport(input: $input) { id state } }`;

/** A machine that nothing is wrong with, but for what is said. */
function listed(serial: string, more: object = {}): object {
  return {
    productNumber: '7Z73CTO1WW',
    serial,
    customer: 'Aoba',
    warrantyStartsOn: '2025-04-01',
    warrantyMonths: 36,
    ...more,
  };
}

describe('many machines in one request', () => {
  let api: TestApi;
  let owner: pg.Client;
  let upgrade: string;

  const record = async (machines: readonly object[], more: object = {}): Promise<Import> =>
    (await api.ask<{ recordMachines: Import }>(RECORD, { input: { machines, ...more } })).recordMachines;
  const ended = async (id: string): Promise<Import> => {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const { installedBaseImport } = await api.ask<{ installedBaseImport: Import }>(
        `query ($id: ID!) { installedBaseImport(id: $id) { ${FIELDS} } }`,
        { id },
      );
      if (!['WAITING', 'CHECKING', 'APPLYING'].includes(installedBaseImport.state)) return installedBaseImport;
      await sleep(100);
    }
    throw new Error(`the import ${id} has not ended after 30 seconds`);
  };
  const recorded = async (machines: readonly object[], more: object = {}): Promise<Import> =>
    ended((await record(machines, more)).id);
  const timelineOf = async (serial: string): Promise<string[]> => {
    const { machine } = await api.ask<{
      machine: { coverage: { timeline: { layer: string; period: { startsOn: string; endsOn: string } }[] } };
    }>(
      `query ($serial: String!) { machine(machineType: "7Z73", serial: $serial) { coverage { timeline { layer period { startsOn endsOn } } } } }`,
      { serial },
    );
    return machine.coverage.timeline.map(({ layer, period }) => `${layer} ${period.startsOn}..${period.endsOn}`);
  };
  const counts = async (): Promise<unknown> =>
    (
      await owner.query(`SELECT (SELECT count(*)::int FROM machine) AS machines, (SELECT count(*)::int FROM contract) AS contracts,
        (SELECT count(*)::int FROM coverage_period) AS periods, (SELECT count(*)::int FROM audit_entry WHERE stream = 'machine') AS entries`)
    ).rows[0];

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    const any = await aMachine(api, { productNumber: '7Z73CTO1WW', serial: 'ANY', warrantyStartsOn: '2026-04-01' });
    const wanted = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 60 };
    upgrade = (await judged(api, any, wanted)).offering.partNumber;
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  it('are checked and entered by themselves, with their warranties and contracts', async () => {
    const service = {
      servicePartNumber: upgrade,
      packSerial: 'SPREQ00001',
      serviceStartsOn: '2025-04-01',
      serviceEndsOn: '2030-03-31',
    };
    const asked = await record([
      listed('REQPLAIN'),
      listed('REQSERVED', service),
      listed('REQWHOLE', {
        productNumber: undefined,
        machineType: '7Z73',
        model: 'CTO1WW',
        reseller: 'R1',
        municipalityCode: '131016',
        country: 'JP',
        shippedOn: '2025-03-20',
        used: true,
      }),
    ]);
    expect(asked).toMatchObject({ source: 'REQUEST', state: 'WAITING' });
    expect(await ended(asked.id)).toMatchObject({
      state: 'APPLIED',
      issues: [],
      progress: { rowsRead: 3, badRows: 0, total: 3, done: 3, machines: 3, contracts: 1, leftOut: 0 },
    });
    expect(await timelineOf('REQPLAIN')).toEqual(['BASE_WARRANTY 2025-04-01..2028-03-31']);
    expect(await timelineOf('REQSERVED')).toEqual([
      'BASE_WARRANTY 2025-04-01..2028-03-31',
      'SERVICE 2025-04-01..2030-03-31',
    ]);
    const { machine } = await api.ask<{ machine: { history: { nodes: object[] } } }>(
      `{ machine(machineType: "7Z73", serial: "REQWHOLE") { productNumber used shippedOn customer { name } reseller { name }
        site { municipality } history { nodes { operation actor } } } }`,
    );
    expect(machine).toMatchObject({
      productNumber: '7Z73CTO1WW',
      used: true,
      shippedOn: '2025-03-20',
      customer: { name: 'Aoba' },
      reseller: { name: 'R1' },
      site: { municipality: '千代田区' },
      // In the name of who asked, though the worker wrote it.
      history: { nodes: [{ operation: 'enterInstalledBase', actor: api.actor }] },
    });
  });

  it('are all told what is wrong with them, by number and field, and none is taken while one is bad', async () => {
    await aMachine(api, {
      productNumber: '7Z73CTO1WW',
      serial: 'REQSTANDS',
      warrantyStartsOn: '2025-05-01',
      warrantyMonths: 36,
    });
    const before = await counts();
    const machines = [
      listed('REQGOOD'),
      listed('REQMT', { productNumber: 'ZZZZCTO1WW' }),
      listed('REQDAY', { warrantyStartsOn: '2025-02-30', shippedOn: 'yesterday' }),
      { customer: 'Aoba' },
      {},
      listed('REQHALF', { packSerial: 'SPREQ00002' }),
      listed('REQSTANDS'),
      listed('REQTERM', { warrantyMonths: 0, municipalityCode: '131017' }),
      listed('REQTWICE'),
      listed('REQTWICE', { customer: 'Midori' }),
      listed('REQELSEWHERE', {
        servicePartNumber: upgrade,
        packSerial: 'SPREQ00001',
        serviceStartsOn: '2025-04-01',
        serviceEndsOn: '2030-03-31',
      }),
    ];
    const list = await recorded(machines);
    expect(list).toMatchObject({ state: 'CHECKED', progress: { rowsRead: 11, badRows: 10, differingWarranties: 1 } });
    expect(list.issues.map(({ row, columnName, code }) => `${row} ${columnName} ${code}`).sort()).toEqual(
      [
        '2 productNumber MT_UNKNOWN',
        '3 warrantyStartsOn DATE_FORMAT',
        '3 shippedOn DATE_FORMAT',
        ...[4, 5].flatMap((number) =>
          ['productNumber', 'serial', 'warrantyStartsOn', 'warrantyMonths'].map(
            (field) => `${number} ${field} REQUIRED_MISSING`,
          ),
        ),
        '5 customer REQUIRED_MISSING',
        ...['servicePartNumber', 'serviceStartsOn', 'serviceEndsOn'].map((field) => `6 ${field} REQUIRED_MISSING`),
        '7 warrantyStartsOn WARRANTY_DIFFERS',
        '8 warrantyMonths TERM_FORMAT',
        '8 municipalityCode MUNI_CHECK_DIGIT',
        '9 serial DUP_KEY_CONFLICT',
        '10 serial DUP_KEY_CONFLICT',
        '11 packSerial PACK_ELSEWHERE',
      ].sort(),
    );
    expect(list.issues.every(({ sheet, column }) => sheet === null && column === null)).toBe(true);
    expect(list.issues.find(({ row, code }) => row === 9 && code === 'DUP_KEY_CONFLICT')?.message).toContain('10');
    expect(await counts()).toEqual(before);

    const response = await api.get(`imports/machines/${list.id}/errors.xlsx?locale=en`);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const [sheet, all] = workbook.worksheets;
    expect(sheet?.getRow(1).values).toEqual(expect.arrayContaining(['No.', 'productNumber', 'serial']));
    expect(sheet?.getRow(3).getCell(1).value).toBe(2);
    expect(JSON.stringify(sheet?.getRow(3).values)).toContain('B (productNumber)');
    expect(JSON.stringify(all?.getRow(2).values)).toContain('machines');

    const taken = await recorded(machines, { leaveOutBadMachines: true });
    expect(taken).toMatchObject({ id: list.id, state: 'APPLIED', progress: { machines: 1, leftOut: 10 } });
    expect(await timelineOf('REQGOOD')).toHaveLength(1);
  });

  it('that are bad can be had applied all the same, as those of a file', async () => {
    const list = await recorded([listed('REQLATER'), listed('REQLATERBAD', { serial: '' })]);
    expect(list.state).toBe('CHECKED');
    expect((await api.problem(APPLY, { input: { importId: list.id } })).extensions.reason).toBe('BAD_ROWS');
    await api.ask(APPLY, { input: { importId: list.id, leaveOutBadRows: true } });
    expect((await ended(list.id)).progress).toMatchObject({ machines: 1, leftOut: 1 });
  });

  it('again change nothing, under the same key or without one', async () => {
    const machines = [listed('REQAGAIN1'), listed('REQAGAIN2')];
    const first = await recorded(machines, { idempotencyKey: 'many machines' });
    const before = await counts();
    expect(await record(machines, { idempotencyKey: 'many machines' })).toMatchObject({ id: first.id });
    const turned = machines.map((machine) => Object.fromEntries(Object.entries(machine).reverse()));
    expect(await record(turned)).toMatchObject({ id: first.id, state: 'APPLIED' });
    const more = await recorded([...machines, listed('REQAGAIN3')]);
    expect(more.id).not.toBe(first.id);
    expect(more.progress).toMatchObject({ machines: 1, alreadyRecorded: 2 });
    expect(await counts()).not.toEqual(before);
    const other = { input: { machines: [listed('REQOTHER')], idempotencyKey: 'many machines' } };
    expect((await api.problem(RECORD, other)).extensions.reason).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('correct a warranty where that is asked for', async () => {
    await recorded([listed('REQCORRECT')]);
    api.clock.moveTo(new Date(api.clock.now().getTime() + 60_000));
    const machines = [listed('REQCORRECT', { warrantyStartsOn: '2025-06-01' })];
    expect((await recorded(machines)).issues).toMatchObject([{ row: 1, code: 'WARRANTY_DIFFERS' }]);
    expect((await recorded(machines, { correctWarranties: true })).progress).toMatchObject({ corrected: 1 });
    expect(await timelineOf('REQCORRECT')).toEqual(['BASE_WARRANTY 2025-06-01..2028-05-31']);
  });

  it('must be some', async () => {
    const problem = await api.problem(RECORD, { input: { machines: [] } });
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'input.machines' });
  });

  it('go on where the work broke off', async () => {
    const machines = Array.from({ length: 1_500 }, (_, n) => listed(`REQMANY${n}`, { customer: 'A' }));
    await owner.query(`
      CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the worker is lost'; END $$;
      CREATE TRIGGER break_off BEFORE INSERT ON machine FOR EACH ROW WHEN (NEW.serial = 'REQMANY1400') EXECUTE FUNCTION break_off()`);
    const { id } = await record(machines);
    const done = async (): Promise<number> =>
      (
        await owner.query<{ done: number }>(
          `SELECT done FROM installed_base_import_progress p JOIN installed_base_import i ON i.id = p.import_id AND i.state = 'APPLYING'
           WHERE i.id = $1`,
          [id],
        )
      ).rows[0]?.done ?? 0;
    while ((await done()) === 0) await sleep(50);
    expect(await done()).toBe(1_000);
    await owner.query('DROP TRIGGER break_off ON machine; DROP FUNCTION break_off()');
    expect(await ended(id)).toMatchObject({ state: 'APPLIED', progress: { machines: 1_500, done: 1_500, leftOut: 0 } });
    const { rows } = await owner.query(
      `SELECT count(*)::int AS entries FROM audit_entry e JOIN machine m ON m.id::text = e.key WHERE m.serial LIKE 'REQMANY%'`,
    );
    expect(rows).toEqual([{ entries: 1_500 }]);
  });
});
