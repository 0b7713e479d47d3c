import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import pg from 'pg';

import { aMachine, eligibleServices } from './support/builders.ts';
import { SEED, startTestApi, type TestApi } from './support/start-test-api.ts';

interface Listed {
  readonly number?: string;
  readonly serial: string;
  readonly customer?: string;
  readonly from?: string;
  readonly months?: number;
  readonly service?: readonly [partNumber: string, pack: string, startsOn: string, endsOn: string];
}

interface Import {
  readonly id: string;
  readonly state: string;
  readonly problem: { code: string } | null;
  readonly progress: Record<string, number> | null;
  readonly issues: readonly { row: number; column: string; code: string; value: string; message: string }[];
}

const FIELDS = `id state problem { code } issues(severity: ERROR) { row column code value message }
  progress { rowsRead badRows differingWarranties total done machines contracts corrected alreadyRecorded leftOut }`;
const HEADER = [
  '製品番号',
  'シリアル番号',
  '顧客名',
  '販売店',
  '保証開始日',
  '基本保証(月)',
  'サービス商品番号',
  'サービスシリアル',
];

/** A list of machines, as people make it. */
async function listOf(machines: readonly Listed[]): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('導入機器');
  sheet.addRow([...HEADER, 'サービス開始日', 'サービス終了日']);
  for (const { number = '7Z73CTO1WW', serial, customer = 'Aoba', from = '2025/4/1', months = 36, service } of machines)
    sheet.addRow([number, serial, customer, 'R1', from, months, ...(service ?? [])]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

describe('a list of machines', () => {
  let api: TestApi;
  let owner: pg.Client;
  let upgrade: string;
  let renewal: string;

  const start = async (file: Uint8Array): Promise<Import> => {
    const { startInstalledBaseImport } = await api.ask<{ startInstalledBaseImport: Import }>(
      `mutation ($input: StartInstalledBaseImportInput!) { startInstalledBaseImport(input: $input) { ${FIELDS} } }`,
      { input: { uploadId: await api.upload(file) } },
    );
    return startInstalledBaseImport;
  };
  const ended = async (id: string): Promise<Import> => {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const { installedBaseImport } = await api.ask<{ installedBaseImport: Import }>(
        `query ($id: ID!) { installedBaseImport(id: $id) { ${FIELDS} } }`,
        { id },
      );
      if (!['WAITING', 'CHECKING', 'APPLYING'].includes(installedBaseImport.state)) return installedBaseImport;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the import ${id} has not ended after 30 seconds`);
  };
  const checked = async (machines: readonly Listed[]): Promise<Import> =>
    ended((await start(await listOf(machines))).id);
  const APPLY = `mutation ($input: ApplyInstalledBaseImportInput!) { applyInstalledBaseImport(input: $input) { id state } }`;
  const applied = async (id: string, more: object = {}): Promise<Import> => {
    await api.ask(APPLY, { input: { importId: id, ...more } });
    return ended(id);
  };
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
    const partOf = async (kind: string, termMonths: number): Promise<string> => {
      const services = await eligibleServices(api, any, { kind });
      const found = services.find(
        ({ offering }) =>
          offering.termMonths === termMonths && offering.serviceLevel === 'FULL_24X7' && !offering.premier,
      );
      return found?.offering.partNumber ?? '';
    };
    upgrade = await partOf('WARRANTY_UPGRADE', 60);
    renewal = await partOf('RENEWAL', 12);
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  it('is checked first, changes nothing until it is applied, and is then in the ledger', async () => {
    const before = await counts();
    const list = await checked([
      { serial: 'PLAIN' },
      { serial: 'UPGRADED', service: [upgrade, 'SPBULK0001', '2025/4/1', '2030/3/31'] },
      { serial: 'RENEWED', from: '2023/4/1', service: [renewal, 'SPBULK0002', '2026/4/1', '2027/3/31'] },
    ]);
    expect(list).toMatchObject({ state: 'CHECKED', issues: [], progress: { rowsRead: 3, badRows: 0, total: 3 } });
    expect(await counts()).toEqual(before);
    expect(await applied(list.id)).toMatchObject({
      state: 'APPLIED',
      progress: { machines: 3, contracts: 2, alreadyRecorded: 0, leftOut: 0, done: 3 },
    });
    expect(await timelineOf('PLAIN')).toEqual(['BASE_WARRANTY 2025-04-01..2028-03-31']);
    expect(await timelineOf('UPGRADED')).toEqual([
      'BASE_WARRANTY 2025-04-01..2028-03-31',
      'SERVICE 2025-04-01..2030-03-31',
    ]);
    expect(await timelineOf('RENEWED')).toEqual([
      'BASE_WARRANTY 2023-04-01..2026-03-31',
      'SERVICE 2026-04-01..2027-03-31',
    ]);
  });

  it('changes nothing the second time, as the same file or as the same rows', async () => {
    const twice: Listed = { serial: 'TWICE', service: [upgrade, 'SPBULK0003', '2025/4/1', '2030/3/31'] };
    const file = await listOf([twice]);
    const first = await ended((await start(file)).id);
    await applied(first.id);
    const before = await counts();
    expect(await start(file)).toMatchObject({ id: first.id, state: 'APPLIED' });
    const more = await checked([twice, { serial: 'PLAIN' }]);
    expect(more.id).not.toBe(first.id);
    expect((await applied(more.id)).progress).toMatchObject({ machines: 0, contracts: 0, alreadyRecorded: 2 });
    expect(await counts()).toEqual(before);
  });

  it('names everything that is wrong, by row and column, and takes in nothing while it is', async () => {
    await aMachine(api, {
      productNumber: '7Z73CTO1WW',
      serial: 'STANDS',
      warrantyStartsOn: '2025-05-01',
      warrantyMonths: 36,
    });
    const list = await checked([
      { serial: 'GOOD' },
      { serial: 'UNKNOWNMT', number: 'ZZZZCTO1WW' },
      { serial: 'NOTSOLD', service: ['5WSXXXXXXX', 'SPBULK0010', '2025/4/1', '2030/3/31'] },
      { serial: 'ELSEWHERE', service: [upgrade, 'SPBULK0001', '2025/4/1', '2030/3/31'] },
      { serial: 'GAP', service: [renewal, 'SPBULK0011', '2028/5/1', '2029/4/30'] },
      { serial: 'LATESTART', service: [upgrade, 'SPBULK0012', '2025/4/2', '2030/4/1'] },
      { serial: 'STANDS' },
      { serial: '', number: '7Z73CTO1WW' },
    ]);
    expect(list.issues.map(({ row, column, code }) => `${row} ${column} ${code}`).sort()).toEqual([
      '3 A MT_UNKNOWN',
      '4 G OFFERING_NOT_SOLD',
      '5 H PACK_ELSEWHERE',
      '6 I SERVICE_START',
      '7 I SERVICE_START',
      '8 E WARRANTY_DIFFERS',
      '9 B REQUIRED_MISSING',
    ]);
    expect(list.issues.find(({ code }) => code === 'SERVICE_START')?.message).toContain('2028-04-01');
    expect(list.progress).toMatchObject({ badRows: 7, differingWarranties: 1 });
    const before = await counts();
    const refused = await api.problem(APPLY, { input: { importId: list.id } });
    expect(refused.extensions).toMatchObject({ code: 'CONFLICT', reason: 'BAD_ROWS', badRows: 7 });
    expect(await counts()).toEqual(before);
    const response = await api.get(`imports/machines/${list.id}/errors.xlsx?locale=en`);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    expect(JSON.stringify(workbook.worksheets[0]?.getRow(6).values)).toContain('must start on 2028-04-01');
    expect((await applied(list.id, { leaveOutBadRows: true })).progress).toMatchObject({ machines: 1, leftOut: 7 });
    expect(await timelineOf('GOOD')).toHaveLength(1);
  });

  it('leaves out what is bad, and nothing of what is only said twice', async () => {
    const said: Listed = { serial: 'SAIDTWICE' };
    const list = await checked([said, said, said, { serial: 'SAIDONCE' }]);
    expect(list).toMatchObject({ issues: [], progress: { rowsRead: 4, badRows: 0, total: 2 } });
    expect((await applied(list.id)).progress).toMatchObject({ machines: 2, leftOut: 0, done: 2 });
    const bad = await checked([said, said, { serial: '' }, { serial: 'ELSEWHERE2', number: 'ZZZZCTO1WW' }]);
    expect(bad.progress).toMatchObject({ rowsRead: 4, badRows: 2, total: 2 });
    const { progress } = await applied(bad.id, { leaveOutBadRows: true });
    expect(progress).toMatchObject({ machines: 0, alreadyRecorded: 1, leftOut: 2 });
  });

  it('corrects a warranty as a new fact, where that is asked for: what was known before stays known', async () => {
    await applied(
      (await checked([{ serial: 'CORRECTED', service: [upgrade, 'SPBULK0020', '2025/4/1', '2030/3/31'] }])).id,
    );
    const knownThen = api.clock.now();
    api.clock.moveTo(new Date(knownThen.getTime() + 60_000));
    const list = await checked([{ serial: 'CORRECTED', from: '2025/6/1' }]);
    expect(list.issues.map(({ code }) => code)).toEqual(['WARRANTY_DIFFERS']);
    expect((await api.problem(APPLY, { input: { importId: list.id } })).extensions.reason).toBe('BAD_ROWS');
    expect((await applied(list.id, { correctWarranties: true })).progress).toMatchObject({ corrected: 1, leftOut: 0 });
    expect(await timelineOf('CORRECTED')).toEqual([
      'BASE_WARRANTY 2025-06-01..2028-05-31',
      'SERVICE 2025-06-01..2030-05-31',
    ]);
    const { machine } = await api.ask<{ machine: { coverage: { timeline: object[] }; history: { nodes: object[] } } }>(
      `query ($at: DateTime) { machine(machineType: "7Z73", serial: "CORRECTED") {
        coverage(knownAt: $at) { timeline { period { startsOn } } } history { nodes { operation entityType before after } } } }`,
      { at: knownThen.toISOString() },
    );
    expect(machine.coverage.timeline).toEqual(
      Array.from({ length: 2 }, () => ({ period: { startsOn: '2025-04-01' } })),
    );
    expect(machine.history.nodes).toContainEqual({
      operation: 'enterInstalledBase',
      entityType: 'Warranty',
      before: { layer: 'BASE_WARRANTY', startsOn: '2025-04-01', endsOn: '2028-03-31' },
      after: { layer: 'BASE_WARRANTY', startsOn: '2025-06-01', endsOn: '2028-05-31' },
    });
  });

  it('does not correct a warranty that a renewal follows on from', async () => {
    const list = await checked([{ serial: 'RENEWED', from: '2023/5/1' }]);
    expect(list.issues.map(({ code }) => code)).toEqual(['WARRANTY_BOUND']);
    expect((await applied(list.id, { correctWarranties: true, leaveOutBadRows: true })).progress).toMatchObject({
      corrected: 0,
      leftOut: 1,
    });
  });

  it('of two who apply it at once, one does', async () => {
    const { id } = await checked(Array.from({ length: 30 }, (_, n) => ({ serial: `RACE${n}` })));
    const answers = await Promise.all([1, 2, 3].map(() => api.send(APPLY, { input: { importId: id } })));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'ok',
    ]);
    expect((await ended(id)).progress).toMatchObject({ machines: 30 });
  });

  it('of 3,000 machines is entered whole, and not one twice', async () => {
    const machines = Array.from({ length: 3_000 }, (_, n) => {
      const pack = `SPMANY${String(n).padStart(6, '0')}`;
      return { serial: `MANY${n}`, ...(n % 2 ? { service: [upgrade, pack, '2025/4/1', '2030/3/31'] as const } : {}) };
    });
    const list = await checked(machines);
    expect(await applied(list.id)).toMatchObject({
      state: 'APPLIED',
      progress: { machines: 3_000, contracts: 1_500, done: 3_000, total: 3_000 },
    });
    const { rows } = await owner.query(
      `SELECT count(*)::int AS machines FROM machine m WHERE serial LIKE 'MANY%' AND EXISTS (
         SELECT FROM audit_entry e WHERE e.stream = 'machine' AND e.key = m.id::text AND e.actor = $1)`,
      [api.actor],
    );
    expect(rows).toEqual([{ machines: 3_000 }]);
  });

  it('that is no list of machines fails, and says why', async () => {
    const list = await ended((await start(await readFile(join(SEED, 'regions-2026-10.xlsx')))).id);
    expect(list).toMatchObject({ state: 'FAILED', problem: { code: expect.stringMatching(/^HDR_/) } });
    const problem = await api.problem(APPLY, { input: { importId: list.id } });
    expect(problem.extensions).toMatchObject({ code: 'CONFLICT', state: 'FAILED' });
    const cancel = `mutation ($input: CancelInstalledBaseImportInput!) { cancelInstalledBaseImport(input: $input) { state } }`;
    expect((await api.problem(cancel, { input: { importId: list.id } })).extensions.code).toBe('CONFLICT');
  });

  it('is given up while it waits to be applied, and may be taken in again', async () => {
    const machines = [{ serial: 'GIVENUP' }];
    const file = await listOf(machines);
    const { id } = await ended((await start(file)).id);
    const cancel = `mutation ($input: CancelInstalledBaseImportInput!) { cancelInstalledBaseImport(input: $input) { state } }`;
    expect(await api.ask(cancel, { input: { importId: id } })).toEqual({
      cancelInstalledBaseImport: { state: 'CANCELLED' },
    });
    expect((await api.problem(APPLY, { input: { importId: id } })).extensions.code).toBe('CONFLICT');
    expect((await start(file)).id).toBe(id);
    expect((await ended(id)).state).toBe('CHECKED');
  });
});
