import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import exceljs from 'exceljs';

import { aMachine, orderedPack } from './support/builders.ts';
import { catalogueWorkbook, type ListedLine, partNumber } from './support/catalogue-workbook.ts';
import { type ReadImport, startTestApi, type TestApi } from './support/start-test-api.ts';
import { importRead } from './support/start-test-api.ts';

const START = 'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id state } }';
const PUBLISH = `mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) {
  ... on CatalogueVersion { id effectiveOn } } }`;
const CHANGE = `partNumber kind fields { field before after } appliesToAdded { machineType model }
  appliesToRemoved { machineType model }`;

const NBD = '翌営業日以降対応(9時間x週5日)';
const AROUND_THE_CLOCK = '24時間x週7日';

const published: ListedLine[] = [
  { partNumber: '5WS0000001', level: NBD, months: 12, price: 100_000 },
  { partNumber: '5WS0000002', level: NBD, months: 24, price: 180_000 },
  { partNumber: '5WS0000003', level: AROUND_THE_CLOCK, months: 12, price: 150_000, notes: '旧' },
  {
    partNumber: '5WS0000004',
    level: AROUND_THE_CLOCK,
    months: 12,
    machineType: '7Y51',
    productName: 'ThinkSystem SR630',
  },
  {
    partNumber: '5WS0000004',
    level: AROUND_THE_CLOCK,
    months: 12,
    machineType: '7Y52',
    productName: 'ThinkSystem SR630',
  },
  // The rest is the same in every list, so that a few lines are no mass.
  ...Array.from({ length: 40 }, (_, index) => ({
    partNumber: partNumber(100 + index),
    machineType: '7Z01',
    productName: 'ThinkSystem SR645',
  })),
];
const without = (...gone: string[]): ListedLine[] => published.filter((line) => !gone.includes(line.partNumber));

describe('an import', () => {
  let api: TestApi;
  let lists = 0;

  /** Sends a list and answers its import once it is read. The note makes each file another one. */
  const read = async (
    lines: readonly ListedLine[],
    input: object = {},
    title?: string,
  ): Promise<ReadImport & { id: string }> => {
    lists += 1;
    return readFile(await catalogueWorkbook(lines, { title: title ?? `一覧 第${lists}回 2026年10月1日版` }), input);
  };
  const readFile = async (file: Uint8Array, input: object): Promise<ReadImport & { id: string }> => {
    const uploadId = await api.upload(file);
    const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(START, {
      input: { uploadId, effectiveOn: '2026-11-01', ...input },
    });
    return { ...(await importRead(api, startCatalogueImport.id)), id: startCatalogueImport.id };
  };
  const warnings = (found: ReadImport): { code: string; message: string }[] =>
    found.issues.filter(({ severity }) => severity === 'WARNING').map(({ code, message }) => ({ code, message }));
  const ask = async <T>(id: string, fields: string): Promise<T> => {
    const answer = await api.ask<{ catalogueImport: T }>(
      `query ($id: ID!) { catalogueImport(id: $id) { ${fields} } }`,
      {
        id,
      },
    );
    return answer.catalogueImport;
  };

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02' });
    const first = await read(published, { effectiveOn: '2026-10-01' });
    expect(warnings(first)).toEqual([]);
    await api.ask(PUBLISH, { input: { importId: first.id } });
    // Its warranty ends within half a year, and it has an order on its way.
    const machine = await aMachine(api, { warrantyStartsOn: '2024-02-10', warrantyMonths: 36 });
    await orderedPack(api, machine, '5WS0000002', '2026-11-02');
  });
  afterAll(() => api.close());

  describe('is held against the published catalogue', () => {
    it('and the same list has nothing to warn about', async () => {
      expect(warnings(await read(published))).toEqual([]);
    });

    it.each([
      {
        of: 'a price that jumps up by more than half',
        lines: published.map((line) => (line.partNumber === '5WS0000001' ? { ...line, price: 150_001 } : line)),
        says: [{ code: 'PRICE_JUMP', message: expect.stringMatching(/5WS0000001.*100000.*150001/) }],
      },
      {
        of: 'a price that falls by more than half',
        lines: published.map((line) => (line.partNumber === '5WS0000001' ? { ...line, price: 49_999 } : line)),
        says: [{ code: 'PRICE_JUMP', message: expect.stringMatching(/5WS0000001.*100000.*49999/) }],
      },
      {
        of: 'a price that moves by half and no more: nothing',
        lines: published.map((line) => (line.partNumber === '5WS0000001' ? { ...line, price: 150_000 } : line)),
        says: [],
      },
      {
        of: 'a level that a machine type loses',
        lines: without('5WS0000003'),
        says: [{ code: 'LEVEL_VANISHED', message: expect.stringMatching(/7X06.*FULL_24X7/) }],
      },
      {
        of: 'a level whose last offering is taken off sale',
        lines: published.map((line) => (line.partNumber === '5WS0000003' ? { ...line, until: '2026/10/31' } : line)),
        says: [{ code: 'LEVEL_VANISHED', message: expect.stringMatching(/7X06.*FULL_24X7/) }],
      },
      {
        of: 'a machine type that is gone altogether',
        lines: without('5WS0000004'),
        says: [
          { code: 'MACHINE_TYPE_VANISHED', message: expect.stringContaining('7Y51') },
          { code: 'MACHINE_TYPE_VANISHED', message: expect.stringContaining('7Y52') },
        ],
      },
      {
        of: 'the last 24-month renewal, which is ordered, and which a machine would renew with',
        lines: without('5WS0000002'),
        says: [
          { code: 'LAST_24_MONTH_RENEWAL', message: expect.stringContaining('7X06') },
          { code: 'WITHDRAWN_ORDERED', message: expect.stringMatching(/5WS0000002.* 1 service pack/) },
          { code: 'WITHDRAWN_RENEWALS', message: expect.stringMatching(/5WS0000002.* 1 machine/) },
        ],
      },
      {
        of: 'more than a tenth that is missing',
        lines: published.slice(0, -5),
        says: [{ code: 'MASS_WITHDRAWAL', message: expect.stringMatching(/5 of the 44.*11\.4/) }],
      },
    ])('and warns of $of', async ({ lines, says }) => {
      expect(warnings(await read(lines))).toEqual(says);
    });

    it('and warns of a list older than the catalogue', async () => {
      const older = await read(published, {}, '一覧 2026年7月1日版');
      expect(warnings(older)).toEqual([
        { code: 'LIST_DATE_OLDER', message: expect.stringMatching(/2026-07-01.*2026-10-01/) },
      ]);
    });

    it('by the share that was asked for, and points at the row', async () => {
      const dearer = published.map((line) => (line.partNumber === '5WS0000001' ? { ...line, price: 121_000 } : line));
      const found = await read(dearer, { priceJumpPercent: 20 });
      expect(found.issues).toMatchObject([{ code: 'PRICE_JUMP', sheet: 'サービス', row: 3, value: '121000' }]);
      const { issues } = await ask<{ issues: object[] }>(
        found.id,
        'issues { facts { name value } ja: message(locale: JA) zh: message(locale: ZH) }',
      );
      expect(issues).toEqual([
        {
          facts: expect.arrayContaining([{ name: 'percent', value: '20' }]),
          ja: expect.stringContaining('100000円から 121000円'),
          zh: expect.stringContaining('121000 日元'),
        },
      ]);
    });
  });

  describe('tells its difference to the published catalogue', () => {
    it('offering by offering and field by field', async () => {
      const changed = [
        { ...(published[0] as ListedLine), price: 110_000, until: '2027/3/31' },
        published[1] as ListedLine,
        { ...(published[2] as ListedLine), name: '新しい名前', notes: '' },
        { ...(published[3] as ListedLine), machineType: '7Y51' },
        { ...(published[3] as ListedLine), machineType: '7X06', model: 'CTO1WW', productName: 'ThinkSystem SR650' },
        ...published.slice(5, -1),
        { partNumber: '5WS0000999', machineType: '7Z01' },
      ];
      const { id } = await read(changed);
      const { difference } = await ask<{ difference: { counts: object; changes: { nodes: object[] } } }>(
        id,
        `difference { counts { new changed withdrawn unchanged } changes { totalCount nodes { ${CHANGE} } } }`,
      );
      expect(difference.counts).toEqual({ new: 1, changed: 3, withdrawn: 1, unchanged: 40 });
      expect(difference.changes).toEqual({
        totalCount: 5,
        nodes: [
          {
            ...{ partNumber: '5WS0000001', kind: 'CHANGED', appliesToAdded: [], appliesToRemoved: [] },
            fields: [
              { field: 'LIST_PRICE', before: '100000', after: '110000' },
              { field: 'ON_SALE_UNTIL', before: null, after: '2027-03-31' },
            ],
          },
          {
            ...{ partNumber: '5WS0000003', kind: 'CHANGED', appliesToAdded: [], appliesToRemoved: [] },
            fields: [
              { field: 'NAME', before: '保守サービス 5WS0000003', after: '新しい名前' },
              { field: 'NOTES', before: '旧', after: null },
            ],
          },
          {
            ...{ partNumber: '5WS0000004', kind: 'CHANGED', fields: [] },
            appliesToAdded: [{ machineType: '7X06', model: 'CTO1WW' }],
            appliesToRemoved: [{ machineType: '7Y52', model: null }],
          },
          { partNumber: partNumber(139), kind: 'WITHDRAWN', fields: [], appliesToAdded: [], appliesToRemoved: [] },
          { partNumber: '5WS0000999', kind: 'NEW', fields: [], appliesToAdded: [], appliesToRemoved: [] },
        ],
      });
      const page = await ask<{ difference: { changes: object } }>(
        id,
        'difference { changes(kindIn: [NEW, WITHDRAWN], first: 1) { totalCount pageInfo { hasNextPage } nodes { kind before { partNumber } after { partNumber } } } }',
      );
      expect(page.difference.changes).toEqual({
        totalCount: 2,
        pageInfo: { hasNextPage: true },
        nodes: [{ kind: 'WITHDRAWN', before: { partNumber: partNumber(139) }, after: null }],
      });
    });

    it('and of machine types what would be said of them', async () => {
      const { id } = await read([
        ...published.slice(0, 2).map((line) => ({ ...line, productName: 'ThinkSystem SR650 V2' })),
        ...published.slice(2, 4),
        ...published.slice(5),
        { partNumber: '5WS0000998', machineType: '7X99', productName: '新機種' },
      ]);
      const { difference } = await ask<{ difference: { machineTypes: object[] } }>(
        id,
        'difference { machineTypes { machineType kind before { productName endOfSupportOn } after { productName } } }',
      );
      expect(difference.machineTypes).toEqual([
        {
          ...{ machineType: '7X06', kind: 'CHANGED', after: { productName: 'ThinkSystem SR650 V2' } },
          before: { productName: 'ThinkSystem SR650', endOfSupportOn: null },
        },
        { machineType: '7X99', kind: 'NEW', before: null, after: { productName: '新機種' } },
        {
          ...{ machineType: '7Y52', kind: 'WITHDRAWN', after: null },
          before: { productName: 'ThinkSystem SR630', endOfSupportOn: null },
        },
      ]);
    });

    it('which is everything before the first catalogue', async () => {
      const empty = await startTestApi({ today: '2026-11-02' });
      try {
        const uploadId = await empty.upload(await catalogueWorkbook(published));
        const { startCatalogueImport } = await empty.ask<{ startCatalogueImport: { id: string } }>(START, {
          input: { uploadId },
        });
        await importRead(empty, startCatalogueImport.id);
        const answer = await empty.ask(
          'query ($id: ID!) { catalogueImport(id: $id) { difference { baseVersionId counts { new changed withdrawn unchanged } } } }',
          { id: startCatalogueImport.id },
        );
        expect(answer).toEqual({
          catalogueImport: {
            difference: { baseVersionId: null, counts: { new: 44, changed: 0, withdrawn: 0, unchanged: 0 } },
          },
        });
        // Of two first lists for one day one wins, too; the first list of another day is in nobody's way.
        const others: string[] = [];
        for (const effectiveOn of ['2026-11-02', '2027-01-01']) {
          const lines = published.map((line) => ({ ...line, notes: effectiveOn }));
          const another = await empty.upload(await catalogueWorkbook(lines));
          const started = await empty.ask<{ startCatalogueImport: { id: string } }>(START, {
            input: { uploadId: another, effectiveOn },
          });
          await importRead(empty, started.startCatalogueImport.id);
          others.push(started.startCatalogueImport.id);
        }
        await empty.ask(PUBLISH, { input: { importId: startCatalogueImport.id } });
        expect(await empty.problem(PUBLISH, { input: { importId: others[0] } })).toMatchObject({
          extensions: { code: 'CONFLICT', reason: 'STALE' },
        });
        expect(await empty.ask(PUBLISH, { input: { importId: others[1] } })).toMatchObject({
          publishCatalogue: { effectiveOn: '2027-01-01' },
        });
      } finally {
        await empty.close();
      }
    });
  });

  describe('of an odd list', () => {
    const HEADER = [
      '商品番号',
      'サービス名',
      '区分',
      'サービスレベル',
      '期間(月)',
      'マシンタイプ',
      '価格(税込)',
      '備考',
    ];
    const readOdd = async (rows: unknown[][]): Promise<ReadImport & { id: string }> => {
      const workbook = new exceljs.Workbook();
      workbook.addWorksheet('一覧').addRows([HEADER, ...rows]);
      return readFile(new Uint8Array(await workbook.xlsx.writeBuffer()), { effectiveOn: '2026-10-15' });
    };

    it('that gives prices with tax only keeps them, and compares them with prices with tax', async () => {
      const line = (price: number): unknown[] => ['5WS0000001', '保守', '継続', NBD, 12, '7X06', price];
      const found = await readOdd([line(110_000)]);
      expect(found).toMatchObject({ state: 'DRAFT', version: { offeringCount: 1 } });
      const { difference } = await ask<{ difference: { changes: { nodes: { after: object }[] } } }>(
        found.id,
        `difference { changes(kindIn: [CHANGED]) { nodes { after { priceState listPrice { amount } listPriceWithTax { amount } } } } }`,
      );
      expect(difference.changes.nodes).toEqual([
        { after: { priceState: 'LISTED', listPrice: null, listPriceWithTax: { amount: '110000' } } },
      ]);
    });

    it('with characters that no database holds, in names and in cells that are wrong, ends all the same', async () => {
      const found = await readOdd([
        ['5WS0000001', 'a_x0000_b', '継続', NBD, 12, '7X06', 1, 'x_xD800_y'],
        ['5WS0000002', 'c', '継続', NBD, '_x0000_ずっと', '7X06', 1],
      ]);
      expect(found).toMatchObject({ state: 'DRAFT', rowsRead: 2, version: { offeringCount: 1 } });
      expect(found.issues.filter(({ severity }) => severity === 'ERROR')).toMatchObject([
        { row: 3, code: 'TERM_FORMAT' },
      ]);
    });
  });

  it('is found in the list of all of them, the last one first, page by page', async () => {
    api.clock.moveTo(new Date(api.clock.now().getTime() + 1_000));
    const { id } = await read(published);
    const list = `query ($first: Int, $after: String, $stateIn: [CatalogueImportState!]) {
      catalogueImports(first: $first, after: $after, stateIn: $stateIn) {
        totalCount pageInfo { endCursor hasNextPage } nodes { id state requestedAt } } }`;
    type Page = {
      totalCount: number;
      pageInfo: { endCursor: string; hasNextPage: boolean };
      nodes: { id: string; requestedAt: string }[];
    };
    const seen: Page['nodes'] = [];
    let page: Page | undefined;
    do {
      const answer = await api.ask<{ catalogueImports: Page }>(list, { first: 7, after: page?.pageInfo.endCursor });
      page = answer.catalogueImports;
      seen.push(...page.nodes);
    } while (page.pageInfo.hasNextPage);
    expect(seen[0]?.id).toBe(id);
    expect(new Set(seen.map((found) => found.id)).size).toBe(page.totalCount);
    const times = seen.map(({ requestedAt }) => requestedAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const drafts = await api.ask<{ catalogueImports: Page }>(list, { stateIn: ['PUBLISHED'], first: 1 });
    expect(drafts.catalogueImports).toMatchObject({ nodes: [{ state: 'PUBLISHED' }] });
    expect(drafts.catalogueImports.totalCount).toBeLessThan(page.totalCount);
  });

  it.each([
    { input: { priceJumpPercent: 0 }, argument: 'input.priceJumpPercent' },
    { input: { priceJumpPercent: 1001 }, argument: 'input.priceJumpPercent' },
  ])('is not started with $input', async ({ input, argument }) => {
    const uploadId = await api.upload(await catalogueWorkbook(published));
    expect(await api.problem(START, { input: { uploadId, ...input } })).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument },
    });
  });

  it.each([
    ['mutation { cancelCatalogueImport(input: { importId: "x" }) { id } }', 'NOT_FOUND'],
    ['{ serviceOfferings(knownAt: "yesterday") { totalCount } }', 'BAD_USER_INPUT'],
    ['{ serviceOffering(partNumber: "5WS0000001", knownAt: "yesterday") { partNumber } }', 'BAD_USER_INPUT'],
  ])('%s is a %s', async (query, code) => {
    expect(await api.problem(query)).toMatchObject({ extensions: { code } });
  });

  it('is not published against what can be no version', async () => {
    const { id } = await read(published);
    expect(await api.problem(PUBLISH, { input: { importId: id, expectedVersionId: 'x' } })).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument: 'input.expectedVersionId' },
    });
    expect(await api.problem(PUBLISH, { input: { importId: id, expectedVersionId: id } })).toMatchObject({
      extensions: { code: 'CONFLICT', reason: 'STALE' },
    });
  });

  it('tells all of its errors: the first thousand in the answer, how many there are beside it', async () => {
    const lines = Array.from({ length: 1_300 }, (_, index) => ({
      partNumber: partNumber(5_000 + index),
      price: index === 0 ? 1 : 'たくさん',
    }));
    const found = await read(lines);
    expect(found).toMatchObject({ state: 'DRAFT', rowsRead: 1_300 });
    expect(found.issues).toHaveLength(1_000);
    expect(await ask(found.id, 'badRows issueCounts { errors } version { offeringCount }')).toEqual({
      badRows: 1_299,
      issueCounts: { errors: 1_299 },
      version: { offeringCount: 1 },
    });
  });

  describe('is published against what it was held against', () => {
    it('of two drafts made side by side one wins, and the other is told', async () => {
      const drafts = [
        await read(published.map((line) => ({ ...line, notes: '一' }))),
        await read(published.map((line) => ({ ...line, notes: '二' }))),
      ];
      const answers = await Promise.all(
        drafts.map(({ id }) => api.send<{ publishCatalogue: { id: string } }>(PUBLISH, { input: { importId: id } })),
      );
      const won = answers.findIndex(({ errors }) => errors === undefined);
      const [winner, loser] = [answers[won], answers[1 - won]];
      expect(loser?.errors).toMatchObject([
        { extensions: { code: 'CONFLICT', reason: 'STALE', versionId: winner?.data?.publishCatalogue.id } },
      ]);
      const lost = drafts[1 - won]?.id ?? '';
      const { difference } = await ask<{ difference: { baseVersionId: string; counts: object } }>(
        lost,
        'difference { baseVersionId counts { changed unchanged } }',
      );
      expect(difference).toEqual({
        baseVersionId: winner?.data?.publishCatalogue.id,
        counts: { changed: 44, unchanged: 0 },
      });
      const input = { importId: lost, expectedVersionId: difference.baseVersionId };
      expect(await api.ask(PUBLISH, { input })).toMatchObject({ publishCatalogue: { effectiveOn: '2026-11-01' } });
      expect(await ask(lost, 'baseVersionId difference { counts { changed } }')).toEqual({
        baseVersionId: difference.baseVersionId,
        difference: { counts: { changed: 44 } },
      });
    });

    it('and one that has become stale is judged again, and published as it was then', async () => {
      const cheap = published.map((line) => ({ ...line, price: 10_000 }));
      const draft = await read(
        published.map((line) => (line.partNumber === '5WS0000001' ? { ...line, price: 200_000 } : line)),
      );
      expect(warnings(draft)).toMatchObject([{ code: 'PRICE_JUMP' }]);
      const { id: other } = await read(cheap);
      await api.ask(PUBLISH, { input: { importId: other } });
      expect(await api.problem(PUBLISH, { input: { importId: draft.id } })).toMatchObject({
        extensions: { reason: 'STALE' },
      });
      const judge =
        'mutation ($input: JudgeCatalogueImportInput!) { judgeCatalogueImport(input: $input) { issues { code row } } }';
      const again = await api.ask<{ judgeCatalogueImport: { issues: { code: string; row: number | null }[] } }>(judge, {
        input: { importId: draft.id },
      });
      const { issues } = again.judgeCatalogueImport;
      expect(issues).toHaveLength(44);
      expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['PRICE_JUMP']));
      expect(issues[0]?.row).toBe(3);
      expect(await api.ask(PUBLISH, { input: { importId: draft.id } })).toMatchObject({
        publishCatalogue: { effectiveOn: '2026-11-01' },
      });
      expect(await api.problem(judge, { input: { importId: draft.id } })).toMatchObject({
        extensions: { code: 'CONFLICT', state: 'PUBLISHED' },
      });
    });

    it('for a day to come, while the days before and what was known before keep their version', async () => {
      const notesOn = async (on: string, knownAt?: string): Promise<unknown> => {
        const { serviceOffering } = await api.ask<{ serviceOffering: { notes: string } }>(
          `query ($on: LocalDate, $knownAt: DateTime) { serviceOffering(partNumber: "5WS0000001", on: $on, knownAt: $knownAt) { notes } }`,
          { on, knownAt },
        );
        return serviceOffering.notes;
      };
      const before = await notesOn('2026-12-31');
      const knownBefore = api.clock.now().toISOString();
      api.clock.moveTo(new Date('2026-11-03T10:00:00+09:00'));
      const { id } = await read(
        published.map((line) => ({ ...line, notes: '来年' })),
        { effectiveOn: '2027-01-01' },
      );
      await api.ask(PUBLISH, { input: { importId: id } });
      expect(await notesOn('2026-12-31')).toBe(before);
      expect(await notesOn('2027-01-01')).toBe('来年');
      expect(await notesOn('2027-01-01', knownBefore)).toBe(before);
      const counted = await api.ask(
        `query ($knownAt: DateTime) { now: serviceOfferings(on: "2027-01-01", productNumber: "7Z01") { totalCount }
          first: serviceOfferings(on: "2027-01-01", knownAt: "2026-11-01T00:00:00Z") { totalCount }
          then: serviceOfferings(on: "2027-01-01", knownAt: $knownAt, productNumber: "7Z01") { totalCount } }`,
        { knownAt: knownBefore },
      );
      expect(counted).toEqual({ now: { totalCount: 40 }, first: { totalCount: 0 }, then: { totalCount: 40 } });
      await api.ask('mutation { rollBackCatalogue(input: {}) { __typename } }');
      expect(await notesOn('2027-01-01')).toBe(before);
    });
  });
});
