import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';

import { readWorkbook, type Workbook } from '#platform';

import { aMachine } from './support/builders.ts';
import { catalogueWorkbook, type ListedLine, partNumber } from './support/catalogue-workbook.ts';
import {
  importRead,
  publishCatalogue,
  type ReadImport,
  SEED,
  startTestApi,
  type TestApi,
} from './support/start-test-api.ts';

const START = 'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }';

describe('files that go out', () => {
  let api: TestApi;

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => api.get(path, headers);
  const bytes = async (path: string): Promise<Buffer> => {
    const response = await get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const workbook = async (path: string): Promise<Workbook> => {
    const read = await readWorkbook(await bytes(path));
    if ('problem' in read) throw new Error(JSON.stringify(read.problem));
    return read;
  };
  const cellsOf = (read: Workbook, sheet = 0): string[][] =>
    (read.sheets[sheet]?.rows ?? []).map(({ cells }) => cells.map(({ raw }) => raw));
  const imported = async (content: Uint8Array, effectiveOn = '2026-11-01'): Promise<ReadImport & { id: string }> => {
    const uploadId = await api.upload(content);
    const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(START, {
      input: { uploadId, effectiveOn },
    });
    return { ...(await importRead(api, startCatalogueImport.id)), id: startCatalogueImport.id };
  };
  const countsOf = async (id: string): Promise<unknown> => {
    const { catalogueImport } = await api.ask<{ catalogueImport: { difference: { counts: object } } }>(
      'query ($id: ID!) { catalogueImport(id: $id) { difference { counts { new changed withdrawn unchanged } } } }',
      { id },
    );
    return catalogueImport.difference.counts;
  };

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
    await aMachine(api, { customer: '=HYPERLINK("http://example.com")', warrantyStartsOn: '2024-02-10' });
    await aMachine(api, { customer: '青葉製作所', productNumber: '7Y51CTO1WW', warrantyStartsOn: '2024-03-10' });
  });
  afterAll(() => api.close());

  describe('the catalogue', () => {
    it.each([
      ['ja', '2026-12-01'],
      ['en', '2026-12-02'],
      ['zh', '2026-12-03'],
    ])(
      'imports again in %s without any difference',
      async (locale, effectiveOn) => {
        const exported = await bytes(`exports/catalogue.xlsx?locale=${locale}`);
        const again = await imported(exported, effectiveOn);
        expect({ state: again.state, issues: again.issues }).toEqual({ state: 'DRAFT', issues: [] });
        expect(await countsOf(again.id)).toEqual({ new: 0, changed: 0, withdrawn: 0, unchanged: 2127 });
      },
      60_000,
    );

    it('is of the day, or of the machine type, that is asked for', async () => {
      await publishCatalogue(api, 'catalogue-2027-01.xlsx', '2027-01-01');
      const partNumbers = async (query: string): Promise<Set<string | undefined>> =>
        new Set(
          cellsOf(await workbook(`exports/catalogue.xlsx?${query}`))
            .slice(2)
            .map(([first]) => first),
        );
      expect((await partNumbers('on=2026-12-31')).size).toBe(2127);
      expect((await partNumbers('on=2027-01-01')).size).toBe(2177);
      expect((await partNumbers('on=2026-12-31&machineType=7x06')).size).toBe(59);
      const title = cellsOf(await workbook('exports/catalogue.xlsx?on=2026-12-31&locale=ja'))[0];
      expect(title).toEqual(['サービス一覧 2026年10月1日版']);
    });

    it('is text for spreadsheets likewise', async () => {
      const response = await get('exports/catalogue.csv?on=2026-12-31&locale=ja');
      expect(response.headers.get('content-type')).toContain('text/csv');
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="catalogue.csv"');
      const content = Buffer.from(await response.arrayBuffer()).toString();
      expect(content.startsWith('\uFEFF"商品番号","サービス名",')).toBe(true);
      const lines = content.trim().split('\r\n');
      expect(lines.every((line) => line.replace('\uFEFF', '').startsWith('"') && line.endsWith('"'))).toBe(true);
      expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(2127);
    });
  });

  describe('a difference', () => {
    it('is a list of what changes, from what, to what', async () => {
      const file = await readFile(join(SEED, 'catalogue-2027-01.xlsx'));
      const { id } = await imported(file, '2026-12-15');
      const counts = (await countsOf(id)) as { new: number; changed: number; withdrawn: number };
      const [header, ...rows] = cellsOf(await workbook(`exports/difference.xlsx?import=${id}&locale=en`));
      expect(header).toEqual(['Change', 'Part number', 'What', 'Before', 'After']);
      const parts = (kind: string): number =>
        new Set(rows.filter(([first]) => first === kind).map(([, part]) => part)).size;
      expect({ new: parts('New'), changed: parts('Changed'), withdrawn: parts('Withdrawn') }).toEqual({
        new: counts.new,
        changed: counts.changed,
        withdrawn: counts.withdrawn,
      });
      expect(counts.new).toBeGreaterThan(0);
      expect(counts.changed).toBeGreaterThan(0);
      const [, ...withdrawn] = cellsOf(await workbook(`exports/difference.xlsx?import=${id}&locale=en&kind=WITHDRAWN`));
      expect(new Set(withdrawn.map(([first]) => first))).toEqual(new Set(['Withdrawn']));
      expect(withdrawn).toHaveLength(counts.withdrawn);
      const log = jest.spyOn(Logger.prototype, 'log');
      await bytes(`exports/difference.csv?import=${id}`);
      expect(log.mock.calls.map(([entry]) => entry)).toContainEqual(
        expect.objectContaining({
          event: 'export',
          facts: expect.objectContaining({ file: 'difference.csv', count: rows.length }),
        }),
      );
      log.mockRestore();
      const csv = (await bytes(`exports/difference.csv?import=${id}&locale=ja`)).toString();
      expect(csv).toMatch(/^\uFEFF"変更","商品番号","項目","変更前","変更後"\r\n/);
    });
  });

  describe('the machines and renewals', () => {
    it('are lists whose texts no spreadsheet takes for formulas', async () => {
      const csv = (await bytes('exports/machines.csv?locale=en')).toString();
      expect(csv.split('\r\n')).toHaveLength(4);
      expect(csv).toContain(`"'=HYPERLINK(""http://example.com"")"`);
      const [, first, ...others] = cellsOf(await workbook('exports/renewals.xlsx?locale=ja&endingTo=2027-02-28'));
      expect(others).toEqual([]);
      expect(first?.slice(0, 1)).toEqual(['7X06CTO1WW']);
      expect(first).toContain('=HYPERLINK("http://example.com")');
      expect(first).toContain('2027-02-09');
      expect(cellsOf(await workbook('exports/machines.xlsx?machineType=7Y51'))).toHaveLength(2);
    });
  });

  describe('an error workbook', () => {
    const lines: ListedLine[] = [
      { partNumber: partNumber(1), price: 1_000 },
      { partNumber: partNumber(2), price: 'たくさん', months: 'ずっと' },
      { partNumber: partNumber(3), from: '2024年2月30日' },
      ...Array.from({ length: 1_200 }, (_, index) => ({ partNumber: partNumber(100 + index), price: '=1+1' })),
    ];

    it('is the same list with the problems of each row beside it, all of them', async () => {
      const { id } = await imported(await catalogueWorkbook(lines), '2026-12-20');
      const read = await workbook(`imports/${id}/errors.xlsx?locale=ja`);
      const original = await readWorkbook(Buffer.from(await catalogueWorkbook(lines)));
      if ('problem' in original) throw new Error('unreadable');
      const cells = cellsOf(read);
      const [title, header, good, bad, badDay] = cells;
      expect(header?.at(-1)).toBe('エラー');
      // The note aside, every row is as it came.
      expect([title, header?.slice(0, -1), good, bad?.slice(0, -1), badDay?.slice(0, -1)]).toEqual(
        cellsOf(original).slice(0, 5),
      );
      expect(bad?.at(-1)).toMatch(/価格.*たくさん/);
      expect(bad?.at(-1)?.split('\n')).toHaveLength(2);
      expect(badDay?.at(-1)).toMatch(/販売開始日.*2024年2月30日/);
      expect(cells.filter((row) => row.at(-1)?.includes('価格「=1+1」'))).toHaveLength(1_200);
      // The last sheet lists all that was said; its header and a line each.
      const { issueCounts } = (
        await api.ask<{ catalogueImport: { issueCounts: Record<string, number> } }>(
          'query ($id: ID!) { catalogueImport(id: $id) { issueCounts { errors warnings infos } } }',
          { id },
        )
      ).catalogueImport;
      const { errors = 0, warnings = 0, infos = 0 } = issueCounts;
      expect(cellsOf(read, 1)).toHaveLength(1 + errors + warnings + infos);
    });

    it('imports again as the list it was, and without its errors once they are mended', async () => {
      const sample = await readFile(join(SEED, 'catalogue-2026-10.xlsx'));
      const first = await imported(sample, '2026-12-21');
      const again = await imported(await bytes(`imports/${first.id}/errors.xlsx`), '2026-12-21');
      expect(again.problem).toBeNull();
      expect(again).toMatchObject({ state: 'DRAFT', rowsRead: first.rowsRead, version: first.version });
      const errors = (found: ReadImport): string[] =>
        found.issues
          .filter(({ severity }) => severity === 'ERROR')
          .map(({ sheet, row, column, code, value }) => [sheet, row, column, code, value].join());
      expect(errors(again)).toEqual(errors(first));
      expect(await countsOf(again.id)).toEqual(await countsOf(first.id));
    });

    it('of a file that cannot be read at all says why', async () => {
      const nothing = await imported(await catalogueWorkbook([], { sheet: '空' }), '2026-12-22');
      expect(nothing.state).toBe('FAILED');
      const read = await workbook(`imports/${nothing.id}/errors.xlsx?locale=en`);
      expect(cellsOf(read, read.sheets.length - 1).length).toBeGreaterThan(1);
    });
  });

  it('are logged: who took which list, and how long it was', async () => {
    const log = jest.spyOn(Logger.prototype, 'log');
    await bytes('exports/machines.csv?machineType=7Y51');
    const said = log.mock.calls.map(([entry]) => entry as { event?: string }).filter(({ event }) => event === 'export');
    log.mockRestore();
    expect(said).toMatchObject([{ facts: { caller: api.actor, file: 'machines.csv', count: 1 } }]);
  });

  it('are refused where they would be longer than 50,000 rows, before a byte is sent', async () => {
    const owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    const listed = async (path: string): Promise<{ status: number; error?: object }> => {
      const response = await get(path);
      return { status: response.status, ...(response.status === 200 ? {} : ((await response.json()) as object)) };
    };
    try {
      const { rows } = await owner.query<{ count: number }>(
        `WITH made AS (INSERT INTO applicability (version_id, part_number, machine_type, model)
           SELECT v.id, (SELECT part_number FROM service_offering o WHERE o.version_id = v.id LIMIT 1), '7X06', 'M' || n
           FROM (SELECT version_id AS id FROM catalogue_publication ORDER BY effective_on LIMIT 1) v, generate_series(1, 50000) n
           RETURNING version_id)
         SELECT count(*)::int AS count FROM applicability WHERE version_id = (SELECT version_id FROM made LIMIT 1)`,
      );
      const count = 50_000 + (rows[0]?.count ?? 0);
      expect(await listed('exports/catalogue.csv?on=2026-10-01')).toEqual({
        status: 400,
        error: {
          code: 'BAD_USER_INPUT',
          argument: 'machineType',
          message: `This list has ${count} rows; at most 50000 are written to a file. Ask for less with machineType.`,
          rows: count,
          limit: 50_000,
          narrowedBy: ['machineType'],
        },
      });
      expect(await listed('exports/catalogue.xlsx?on=2026-10-01&machineType=7X06')).toMatchObject({ status: 400 });
      expect(await listed('exports/catalogue.csv?on=2026-10-01&machineType=7Y51')).toEqual({ status: 200 });
    } finally {
      await owner.query(`DELETE FROM applicability WHERE model ~ '^M[0-9]+$'`);
      await owner.end();
    }
  });

  it.each([
    { path: 'exports/catalogue.pdf', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/catalogue.xlsx?on=2026-02-30', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/catalogue.xlsx?on=2026-10-01&on=2026-10-02', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/catalogue.csv?machineType=7X0', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/catalogue.csv?knownAt=yesterday', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/difference.xlsx', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/difference.xlsx?import=x&kind=OTHER', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/difference.xlsx?import=x', status: 404, code: 'NOT_FOUND' },
    { path: 'exports/machines.csv?customerId=1', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'exports/renewals.csv?endingFrom=2027-01-01&endingTo=2026-01-01', status: 400, code: 'BAD_USER_INPUT' },
    { path: 'imports/x/errors.xlsx', status: 404, code: 'NOT_FOUND' },
  ])('are refused with a reason: $path', async ({ path, status, code }) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe(code);
    expect(error.message.length).toBeGreaterThan(20);
  });
});
