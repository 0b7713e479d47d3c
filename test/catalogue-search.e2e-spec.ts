import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { publishCatalogue, startTestApi, type TestApi } from './support/start-test-api.ts';

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly {
    partNumber: string;
    kind: string;
    serviceLevel: string | null;
    termMonths: number;
    premier: boolean;
    listPrice: { amount: string } | null;
  }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

const SEARCH = `query ($number: String, $where: ServiceOfferingWhere, $on: LocalDate, $first: Int, $after: String, $last: Int, $before: String) {
  serviceOfferings(productNumber: $number, where: $where, on: $on, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { partNumber kind serviceLevel termMonths premier listPrice { amount } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

describe('the catalogue', () => {
  let api: TestApi;

  const search = async (variables: object): Promise<Page> =>
    (await api.ask<{ serviceOfferings: Page }>(SEARCH, variables)).serviceOfferings;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
  });
  afterAll(() => api.close());

  it.each([
    { where: { kind: 'RENEWAL' }, every: ({ kind }: Page['nodes'][number]) => kind === 'RENEWAL' },
    {
      where: { kindIn: ['PREMIER_UPGRADE', 'ADD_ON'] },
      every: ({ kind }: Page['nodes'][number]) => ['PREMIER_UPGRADE', 'ADD_ON'].includes(kind),
    },
    {
      where: { serviceLevel: 'FULL_24X7_4H' },
      every: ({ serviceLevel }: Page['nodes'][number]) => serviceLevel === 'FULL_24X7_4H',
    },
    { where: { termMonths: 24 }, every: ({ termMonths }: Page['nodes'][number]) => termMonths === 24 },
    { where: { premier: true }, every: ({ premier }: Page['nodes'][number]) => premier },
    {
      where: { listPrice: { from: '100000', to: '200000' } },
      every: ({ listPrice }: Page['nodes'][number]) =>
        Number(listPrice?.amount) >= 100_000 && Number(listPrice?.amount) <= 200_000,
    },
  ])('is filtered by $where', async ({ where, every }) => {
    const all = await search({ number: '7X06', first: 100 });
    const page = await search({ number: '7X06', where, first: 100 });
    expect(page.nodes).toEqual(all.nodes.filter(every));
    expect(page.totalCount).toBe(page.nodes.length);
    expect(page.nodes.length).toBeGreaterThan(0);
    expect(page.nodes.length).toBeLessThan(all.nodes.length);
  });

  it('is paged by key: every offering once, in one order, forwards and backwards', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await search({ first: 97, after });
      seen.push(...page.nodes.map(({ partNumber }) => partNumber));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toHaveLength(2127);
    expect(new Set(seen).size).toBe(2127);
    const back: string[] = [];
    let before: string | null = null;
    do {
      const page: Page = await search({ last: 100, before });
      back.unshift(...page.nodes.map(({ partNumber }) => partNumber));
      before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
    } while (before);
    expect(back).toEqual(seen);
  });

  it('says what was on sale on a day', async () => {
    const where = { kind: 'WARRANTY_UPGRADE', onSale: true };
    expect((await search({ number: '8871AC1', where, on: '2026-03-31' })).totalCount).toBeGreaterThan(0);
    expect((await search({ number: '8871AC1', where, on: '2026-04-01' })).totalCount).toBe(0);
  });

  it('is the version of the day asked; another list counts from its own day on, and can be rolled back', async () => {
    const priceOn = async (on: string): Promise<string | undefined> => {
      const { serviceOffering } = await api.ask<{ serviceOffering: { listPrice: { amount: string } } }>(
        'query ($on: LocalDate) { serviceOffering(partNumber: "5WS9Z00595", on: $on) { listPrice { amount } } }',
        { on },
      );
      return serviceOffering.listPrice.amount;
    };
    const before = await priceOn('2026-12-31');
    await publishCatalogue(api, 'catalogue-2027-01.xlsx', '2027-01-01');
    expect(await priceOn('2026-12-31')).toBe(before);
    expect(await priceOn('2027-01-01')).not.toBe(before);
    await api.ask('mutation { rollBackCatalogue(input: {}) { ... on CatalogueVersion { effectiveOn } } }');
    expect(await priceOn('2027-01-01')).toBe(before);
    const none = await api.problem('mutation { rollBackCatalogue(input: {}) { __typename } }');
    expect(none.extensions.code).toBe('CONFLICT');
  });

  it('knows the end of support of a machine type, announced, moved and withdrawn', async () => {
    const announce =
      'mutation ($input: AnnounceEndOfSupportInput!) { announceEndOfSupport(input: $input) { endOfSupport { state on } } }';
    const said = async (input: object): Promise<unknown> =>
      (await api.ask<{ announceEndOfSupport: { endOfSupport: unknown } }>(announce, { input })).announceEndOfSupport
        .endOfSupport;
    expect(await api.ask('{ machineType(code: "7y51") { family endOfSupport { state on } } }')).toEqual({
      machineType: { family: 'THINKSYSTEM', endOfSupport: { state: 'NOT_ANNOUNCED', on: null } },
    });
    expect(await said({ machineType: '7Y51', on: '2029-12-31' })).toEqual({ state: 'ANNOUNCED', on: '2029-12-31' });
    expect(await said({ machineType: '7Y51', on: '2030-06-30' })).toEqual({ state: 'ANNOUNCED', on: '2030-06-30' });
    expect(await said({ machineType: '7Y51', withdraw: true })).toEqual({ state: 'NOT_ANNOUNCED', on: null });
    expect((await api.problem(announce, { input: { machineType: '7Y51' } })).extensions.code).toBe('BAD_USER_INPUT');
  });
});
