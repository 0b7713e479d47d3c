import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import exceljs from 'exceljs';
import pg from 'pg';

import { type Caller, Database, PageArgs, readWorkbook, Selection } from '#platform';
import { operator, type Visitor } from '#access';
import { CatalogueDifferences, ExportCatalogue, ServiceOfferings, WholesalePrices } from '#catalogue';

import type { ApiClient } from './support/api-client.ts';
import { catalogueWorkbook, type ListedLine } from './support/catalogue-workbook.ts';
import { importRead, publishWorkbook, startTestApi, type TestApi } from './support/start-test-api.ts';

const START = 'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }';
const SECRET = '41234';

const published: ListedLine[] = [
  { partNumber: '5WS0000001', price: 100_000, wholesale: 41_234 },
  { partNumber: '5WS0000002', price: 200_000, wholesale: 'お問い合わせ' },
  { partNumber: '5WS0000003', price: 300_000, wholesale: 150_000 },
];
/** Only what a reseller pays for the first one is another. */
const dearer = published.map((line) => (line.partNumber === '5WS0000001' ? { ...line, wholesale: 45_000 } : line));

const sales: Visitor = { name: 'key:1', role: 'ENTERPRISE_SALES', databaseRole: 'keizoku_sales' };
const keyWithout: Visitor = { ...sales, scopes: ['CATALOGUE_READ'] };
const reseller: Caller = {
  name: 'person:2',
  databaseRole: 'keizoku_reseller',
  resellerId: '00000000-0000-4000-8000-000000000000',
};

describe('wholesale prices', () => {
  let api: TestApi;
  let database: Database;
  let importId: string;

  const exported = async (caller: Caller): Promise<{ headers: string[]; text: string }> => {
    const { columns, rows } = await new ExportCatalogue(database, api.clock).table(caller, {}, 'EN');
    return { headers: columns.map(({ header }) => header), text: JSON.stringify(await Array.fromAsync(rows)) };
  };
  const differenceFor = async (caller: Caller): Promise<{ counts: object; text: string }> => {
    const prices = new WholesalePrices();
    const differences = new CatalogueDifferences(new ServiceOfferings(), prices);
    const versions = await database.read(operator, (tx) =>
      tx.row<{ versionId: string; state: 'DRAFT'; effectiveOn: string }>(
        `SELECT version_id AS "versionId", state, effective_on AS "effectiveOn" FROM catalogue_import WHERE id = $1`,
        [importId],
      ),
    );
    return database.read(caller, async (tx) => {
      const difference = await differences.of(tx, caller, versions as never);
      if (!difference) throw new Error('there is no draft');
      const changes = await differences.changes(tx, difference, null, new PageArgs(), false);
      return { counts: await differences.counts(tx, difference), text: JSON.stringify(changes.nodes) };
    });
  };

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02' });
    database = new Database(api.loginUrl);
    await publishWorkbook(api, await catalogueWorkbook(published), '2026-10-01');
    const uploadId = await api.upload(await catalogueWorkbook(dearer));
    const input = { uploadId, effectiveOn: '2026-11-01' };
    const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(START, { input });
    importId = startCatalogueImport.id;
    expect(await importRead(api, importId)).toMatchObject({ state: 'DRAFT', issues: [] });
  });
  afterAll(async () => {
    await database.close();
    await api.close();
  });

  it('are told to who may see them, where the list has them', async () => {
    const { serviceOfferings } = await api.ask<{ serviceOfferings: { nodes: object[] } }>(
      '{ serviceOfferings { nodes { partNumber wholesalePrice { amount currency } wholesalePriceWithTax { amount } } } }',
    );
    expect(serviceOfferings.nodes).toEqual([
      {
        partNumber: '5WS0000001',
        wholesalePrice: { amount: SECRET, currency: 'JPY' },
        wholesalePriceWithTax: null,
      },
      { partNumber: '5WS0000002', wholesalePrice: null, wholesalePriceWithTax: null },
      { partNumber: '5WS0000003', wholesalePrice: { amount: '150000', currency: 'JPY' }, wholesalePriceWithTax: null },
    ]);
  });

  it('are one statement however many offerings are asked of, and none where nobody asks', async () => {
    const reading = async (query: string): Promise<number> => {
      const spy = jest.spyOn(pg.Client.prototype, 'query');
      try {
        await api.ask(query);
        const texts = spy.mock.calls.map(([first]: unknown[]) => (first as { text?: string }).text ?? '');
        return texts.filter((text) => text.includes('wholesale_price')).length;
      } finally {
        spy.mockRestore();
      }
    };
    expect(
      await reading(`{ a: serviceOfferings { nodes { wholesalePrice { amount } again: wholesalePrice { amount } } }
        b: serviceOffering(partNumber: "5WS0000003") { wholesalePrice { amount } wholesalePriceWithTax { amount } } }`),
    ).toBeLessThanOrEqual(2);
    expect(await reading('{ serviceOfferings { totalCount nodes { partNumber listPrice { amount } } } }')).toBe(0);
  });

  it('are granted to sales, administrators and the worker, and to no other role', async () => {
    const owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ role: string }>(
      `SELECT role FROM (SELECT rolname::text AS role FROM pg_roles WHERE rolname LIKE 'keizoku%' UNION VALUES ('public')) r
       WHERE has_any_column_privilege(role, 'wholesale_price', 'SELECT')`,
    );
    await owner.end();
    expect(rows.map(({ role }) => role).sort()).toEqual(['keizoku_administrator', 'keizoku_sales', 'keizoku_worker']);
    await expect(database.read(reseller, (tx) => tx.rows('SELECT 1 FROM wholesale_price'))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('are in no query of offerings that does not ask for them, so that it is answered in any role', async () => {
    const found = await database.read(reseller, (tx) =>
      new ServiceOfferings().page(tx, { on: '2026-11-02' }, new PageArgs(), Selection.nothing),
    );
    expect(found.nodes).toHaveLength(3);
    expect(JSON.stringify(found.nodes)).not.toContain(SECRET);
  });

  it('are columns of an exported catalogue only for who may see them', async () => {
    const told = await exported(sales);
    expect(told.headers.slice(-2)).toEqual(['Wholesale price excl tax', 'Wholesale price incl tax']);
    expect(told.text).toContain(SECRET);
    for (const caller of [keyWithout, reseller]) {
      const withheld = await exported(caller);
      expect(withheld.headers.at(-1)).toBe('Notes');
      expect(withheld.text).toContain('5WS0000001');
      expect(withheld.text).not.toContain(SECRET);
    }
  });

  it('are imported again from an exported catalogue', async () => {
    const file = await api.download('exports/catalogue.xlsx?locale=ja');
    const read = await readWorkbook(file);
    expect(JSON.stringify(read)).toContain(SECRET);
    const uploadId = await api.upload(file);
    const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(START, {
      input: { uploadId, effectiveOn: '2026-11-02' },
    });
    expect(await importRead(api, startCatalogueImport.id)).toMatchObject({ state: 'DRAFT', issues: [] });
    const { catalogueImport } = await api.ask<{ catalogueImport: { difference: { counts: object } } }>(
      'query ($id: ID!) { catalogueImport(id: $id) { difference { counts { new changed withdrawn unchanged } } } }',
      { id: startCatalogueImport.id },
    );
    expect(catalogueImport.difference.counts).toEqual({ new: 0, changed: 0, withdrawn: 0, unchanged: 3 });
  });

  it('are in a difference only for who may see them: to others nothing has changed', async () => {
    const told = await differenceFor(sales);
    expect(told.counts).toEqual({ new: 0, changed: 1, withdrawn: 0, unchanged: 2 });
    expect(told.text).toContain(`{"field":"WHOLESALE_PRICE","before":"${SECRET}","after":"45000"}`);
    for (const caller of [keyWithout, reseller]) {
      expect(await differenceFor(caller)).toEqual({
        counts: { new: 0, changed: 0, withdrawn: 0, unchanged: 3 },
        text: '[]',
      });
    }
  });

  describe('that a list would take away', () => {
    const [first, second, third] = published as [ListedLine, ListedLine, ListedLine];
    const none = ({ wholesale: _, ...line }: ListedLine): ListedLine => line;
    const WARNED = `query ($id: ID!) { catalogueImport(id: $id) { state warnings: issues {
      code severity sheet row column value message ja: message(locale: JA) zh: message(locale: ZH) facts { name value } } } }`;
    const judged = async (lines: ListedLine[], by: ApiClient = api): Promise<{ state: string; warnings: object[] }> => {
      const uploadId = await api.upload(await catalogueWorkbook(lines));
      const input = { uploadId, effectiveOn: '2026-11-01' };
      const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(START, { input });
      await importRead(api, startCatalogueImport.id);
      const answer = await by.ask<{ catalogueImport: { state: string; warnings: object[] } }>(WARNED, {
        id: startCatalogueImport.id,
      });
      return answer.catalogueImport;
    };
    const lost = (count: number, total: number): object => ({
      code: 'WHOLESALE_PRICES_LOST',
      severity: 'WARNING',
      message: expect.stringMatching(`^${count} of the ${total} offerings that have a wholesale price lose it`),
      facts: expect.arrayContaining([
        { name: 'count', value: String(count) },
        { name: 'total', value: String(total) },
      ]),
    });

    it.each<[string, ListedLine[], object[]]>([
      ['is without the column', published.map(none), [lost(2, 2)]],
      ['leaves one blank', [first, second, none(third)], [lost(1, 2)]],
      ['says of one that it must be asked for', [{ ...first, wholesale: 'お問い合わせ' }, second, third], [lost(1, 2)]],
      ['leaves the one blank that had none: nothing', [first, none(second), third], []],
      ['has other ones, and one more: nothing', [{ ...first, wholesale: 1 }, { ...second, wholesale: 2 }, third], []],
    ])('is warned of where it %s', async (_, lines, warnings) => {
      expect(await judged(lines)).toMatchObject({ state: 'DRAFT', warnings });
    });

    it('is not what is withdrawn', async () => {
      const { warnings } = await judged([first, second]);
      expect(JSON.stringify(warnings)).not.toContain('WHOLESALE');
    });

    it('is warned of in every language, and to who may not see the prices: how many, and no amount', async () => {
      const key = await api.withKey({ role: 'ADMINISTRATOR' }, ['CATALOGUE_WRITE']);
      const { warnings } = await judged(published.map(none), key);
      expect(warnings).toMatchObject([
        {
          ja: expect.stringMatching(/2件のうち2件の仕切価格/),
          zh: expect.stringContaining('2 项中有 2 项将失去批发价'),
        },
      ]);
      expect(JSON.stringify(warnings)).not.toMatch(/41234|150000/);
    });
  });

  describe('in a list on its way in', () => {
    const ISSUES = `query ($id: ID!) { catalogueImport(id: $id) { problem { message facts { value } }
      issues { code column value message facts { name value } } } }`;
    let without: ApiClient;
    let readers: readonly ApiClient[];
    let id: string;

    const started = async (file: Uint8Array): Promise<string> => {
      const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(START, {
        input: { uploadId: await api.upload(file) },
      });
      await importRead(api, startCatalogueImport.id);
      return startCatalogueImport.id;
    };
    const errorWorkbook = async (by: ApiClient, importId = id): Promise<Buffer> =>
      by.download(`imports/${importId}/errors.xlsx?locale=en`);

    beforeAll(async () => {
      without = await api.withKey({ role: 'ADMINISTRATOR' }, ['CATALOGUE_WRITE']);
      readers = [api, await api.withKey({ role: 'ADMINISTRATOR' }, ['CATALOGUE_WRITE', 'WHOLESALE_READ'])];
      id = await started(await listWithSecrets());
    });

    it('are in what is said of it for who may see them alone, where the columns and all else is told to everybody', async () => {
      for (const reader of readers) {
        const told = await reader.ask<{ catalogueImport: { issues: { code: string }[] } }>(ISSUES, { id });
        expect(JSON.stringify(told)).toContain(SECRET);
      }
      const { catalogueImport: told } = await without.ask<{
        catalogueImport: { issues: { code: string; column: string; value: string | null; message: string }[] };
      }>(ISSUES, { id });
      expect(JSON.stringify(told)).not.toContain(SECRET);
      const said = told.issues
        .filter(({ code }) => /PRICE|TAX/.test(code))
        .map(({ code, column, value }) => [code, column, value]);
      expect(said).toEqual(
        expect.arrayContaining([
          ['PRICE_FORMAT', 'I', null],
          ['TAX_MISMATCH', 'J', null],
          ['PRICE_CONFLICT', 'I', null],
          ['PRICE_FORMAT', 'H', 'たくさん'],
        ]),
      );
      const message = told.issues.find(({ code }) => code === 'TAX_MISMATCH')?.message;
      expect(message).toContain('"(withheld)" does not fit the price without tax, (withheld)');
    });

    it('are not in why a list was refused', async () => {
      const refused = await started(
        await catalogueWorkbook([{ partNumber: '5WS0000009', wholesale: `${SECRET}くらい` }]),
      );
      expect(JSON.stringify(await api.ask(ISSUES, { id: refused }))).toContain(SECRET);
      const told = JSON.stringify(await without.ask(ISSUES, { id: refused }));
      expect(told).toContain('The price \\"(withheld)\\" cannot be read');
      expect(told).not.toContain(SECRET);
    });

    it('are in its error workbook for who may see them alone, wherever in the file they stand', async () => {
      for (const reader of readers) {
        const whole = await readWorkbook(await errorWorkbook(reader));
        if ('problem' in whole) throw new Error(whole.problem.code);
        for (const sheet of whole.sheets) expect(JSON.stringify(sheet)).toContain(SECRET);
      }
      const withheld = await readWorkbook(await errorWorkbook(without));
      if ('problem' in withheld) throw new Error(withheld.problem.code);
      expect(withheld.sheets).toHaveLength(5);
      expect(JSON.stringify(withheld)).not.toContain(SECRET);
      const [header, first] = withheld.sheets[0]?.rows.map(({ cells }) => cells.map(({ raw }) => raw)) ?? [];
      expect(header?.slice(7, 11)).toEqual(['価格(税抜)', '仕切価格(税抜)', '仕切価格(税込)', '仕入']);
      expect(first?.slice(0, 10)).toEqual([
        ...['5WS0000001', '保守サービス', '継続', '24時間x週7日', '12', '7X06', '2020/1/1', '100000'],
        ...['(withheld)', '(withheld)'],
      ]);
    });

    it('are not lost by publishing an error workbook that withholds them', async () => {
      const again = await started(await errorWorkbook(without));
      expect(await importRead(api, again)).toMatchObject({ state: 'FAILED', rowsRead: 0 });
    });
  });
});

/** A list in which wholesale prices are wrong, contradict each other, and stand where the import does not look. */
async function listWithSecrets(): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const headers = [
    '商品番号',
    'サービス名',
    '区分',
    'サービスレベル',
    '期間(月)',
    'マシンタイプ',
    '販売開始日',
    '価格(税抜)',
  ];
  const row = (partNumber: string, ...prices: (string | number)[]): (string | number)[] => [
    partNumber,
    '保守サービス',
    '継続',
    '24時間x週7日',
    12,
    '7X06',
    '2020/1/1',
    ...prices,
  ];
  workbook
    .addWorksheet('一覧')
    .addRows([
      [...headers, '仕切価格(税抜)', '仕切価格(税込)', '仕入'],
      row('5WS0000001', 100_000, `約${SECRET}`, '', SECRET),
      row('5WS0000002', 100_000, Number(SECRET), 50_000),
      row('5WS0000003', 100_000, Number(SECRET)),
      row('5WS0000003', 100_000, 50_000),
      row('5WS0000004', 'たくさん', 50_000),
      row('5WS0000005', 100_000, 50_000),
    ]);
  workbook
    .addWorksheet('隠し', { state: 'hidden' })
    .addRows([[...headers, '卸価格(税抜)'], row('5WS0000006', 1, Number(SECRET))]);
  workbook.addWorksheet('二列').addRows([[...headers, '仕切価格', '卸値'], row('5WS0000007', 1, Number(SECRET), 2)]);
  workbook.addWorksheet('覚書').addRows([['仕切は'], [Number(SECRET)]]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
