import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aMachine, judged, type JudgedOffering, orderedPack, registerPack } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

interface Row {
  readonly machine: { serial: string };
  readonly lastCoveredOn: string;
  readonly serviceLevel: string;
  readonly recommendedOrderOn: string;
  readonly latestSafeOrderOn: string;
  readonly daysLeft: number;
  readonly lapsedDays: number;
  readonly reinstatementFeeFrom: string;
  readonly endOfSupportOn: string | null;
  readonly options: readonly JudgedOffering[];
}

interface Life {
  readonly machine: { serial: string };
  readonly serviceLife: { unaskedUntil: string | null; longestUntil: string | null };
}

interface Pipeline {
  readonly totalCount: number;
  readonly nodes: readonly Row[];
  readonly months: readonly { month: string; machines: number; priced: number; listValue: { amount: string } }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string };
}

const PIPELINE = `query ($where: RenewalWhere, $on: LocalDate, $first: Int, $after: String) {
  renewals(where: $where, on: $on, first: $first, after: $after) { totalCount
    nodes { machine { serial } lastCoveredOn serviceLevel recommendedOrderOn latestSafeOrderOn daysLeft lapsedDays reinstatementFeeFrom endOfSupportOn
      options { offering { partNumber serviceLevel termMonths premier } decision { verdict period { startsOn endsOn } charges { kind price { amount } } } } }
    months { month machines priced listValue { amount } } pageInfo { hasNextPage endCursor } } }`;

describe('the renewal pipeline', () => {
  let api: TestApi;

  const renewals = async (variables: object = {}): Promise<Pipeline> =>
    (await api.ask<{ renewals: Pipeline }>(PIPELINE, variables)).renewals;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    // SR250: no end of support is announced.
    const base = { productNumber: '7Y51CTO1WW', warrantyMonths: 36, customer: 'Aoba', reseller: 'R1' };
    await aMachine(api, { ...base, serial: 'LAPSED', warrantyStartsOn: '2023-07-01' });
    await aMachine(api, { ...base, serial: 'SOON', warrantyStartsOn: '2023-12-01', customer: 'Midori' });
    await aMachine(api, {
      ...base,
      serial: 'LATER',
      warrantyStartsOn: '2024-06-01',
      site: { municipalityCode: '131016' },
    });
    const upgraded = await aMachine(api, {
      ...base,
      serial: 'UPGRADED',
      warrantyStartsOn: '2022-12-01',
      reseller: 'R2',
    });
    const { offering } = await judged(
      api,
      upgraded,
      { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 48 },
      { on: '2023-01-10' },
    );
    await registerPack(api, upgraded, await orderedPack(api, upgraded, offering.partNumber, '2023-01-10'), {
      registeredOn: '2023-01-20',
    });
  });
  afterAll(() => api.close());

  it('lists each machine once, by what covers it last, the longest lapsed first', async () => {
    const { nodes, totalCount } = await renewals();
    expect(totalCount).toBe(4);
    const ends = nodes.map(({ lastCoveredOn }) => lastCoveredOn);
    expect(ends).toEqual(['2026-06-30', '2026-11-30', '2026-11-30', '2027-05-31']);
    expect(Object.fromEntries(nodes.map(({ machine, serviceLevel }) => [machine.serial, serviceLevel]))).toEqual({
      LAPSED: 'NBD_9X5',
      SOON: 'NBD_9X5',
      UPGRADED: 'FULL_24X7',
      LATER: 'NBD_9X5',
    });
  });

  it('says by which day to order, what lapsing has cost, and from when there is a fee', async () => {
    const { nodes } = await renewals();
    const of = (serial: string): Row | undefined => nodes.find(({ machine }) => machine.serial === serial);
    // 8 business days before Mon 30 November 2026, with the holiday of the 23rd: Tue 17 November.
    expect(of('SOON')).toMatchObject({
      recommendedOrderOn: '2026-10-30',
      latestSafeOrderOn: '2026-11-17',
      daysLeft: 15,
      lapsedDays: 0,
    });
    expect(of('LAPSED')).toMatchObject({ lapsedDays: 125, reinstatementFeeFrom: '2026-09-29', endOfSupportOn: null });
    expect(of('LAPSED')?.daysLeft).toBeLessThan(0);
  });

  it('says what service life leaves: seven years with a two-year renewal on sale', async () => {
    const query = `query ($where: RenewalWhere) { renewals(where: $where) {
      nodes { machine { serial } serviceLife { unaskedUntil longestUntil } } } }`;
    const { renewals: page } = await api.ask<{ renewals: { nodes: Life[] } }>(query, {
      where: { machineType: '7Y51' },
    });
    expect(page.nodes.find(({ machine }) => machine.serial === 'UPGRADED')?.serviceLife).toEqual({
      unaskedUntil: '2029-11-30',
      longestUntil: '2029-11-30',
    });
  });

  it('judges the renewals each machine may have, as of the day', async () => {
    const { nodes } = await renewals({ where: { machineType: '7Y51' } });
    const option = (serial: string): JudgedOffering['decision'] | undefined =>
      nodes
        .find(({ machine }) => machine.serial === serial)
        ?.options.find(
          ({ offering }) => offering.serviceLevel === 'NBD_9X5' && offering.termMonths === 12 && !offering.premier,
        )?.decision;
    expect(option('SOON')).toMatchObject({
      verdict: 'ELIGIBLE',
      period: { startsOn: '2026-12-01', endsOn: '2027-11-30' },
    });
    expect(option('LAPSED')).toMatchObject({
      verdict: 'NEEDS_APPROVAL',
      period: { startsOn: '2026-07-01', endsOn: '2027-06-30' },
    });
    expect(option('LAPSED')?.charges).toContainEqual({ kind: 'REINSTATEMENT_FEE', price: null });
    const earlier = await renewals({ on: '2026-09-28' });
    expect(
      earlier.nodes[0]?.options.some(({ decision }) =>
        decision.charges.some(({ kind }) => kind === 'REINSTATEMENT_FEE'),
      ),
    ).toBe(false);
  });

  it.each([
    { where: { endingFrom: '2026-11-01', endingTo: '2026-11-30' }, serials: ['SOON', 'UPGRADED'] },
    { where: { endingTo: '2026-11-01' }, serials: ['LAPSED'] },
    { where: { endingFrom: '2026-12-01' }, serials: ['LATER'] },
    { where: { serviceLevel: 'FULL_24X7' }, serials: ['UPGRADED'] },
    { where: { family: 'SYSTEM_X' }, serials: [] },
    { where: { prefecture: '東京都' }, serials: ['LATER'] },
  ])('is filtered by $where', async ({ where, serials }) => {
    const { nodes, totalCount } = await renewals({ where });
    expect(nodes.map(({ machine }) => machine.serial).sort()).toEqual(serials);
    expect(totalCount).toBe(serials.length);
  });

  it('is filtered by customer and reseller', async () => {
    const { machines } = await api.ask<{
      machines: { nodes: { serial: string; customer: { id: string }; reseller: { id: string } }[] };
    }>('{ machines { nodes { serial customer { id } reseller { id } } } }');
    const soon = machines.nodes.find(({ serial }) => serial === 'SOON');
    const upgraded = machines.nodes.find(({ serial }) => serial === 'UPGRADED');
    expect(
      (await renewals({ where: { customerId: soon?.customer.id } })).nodes.map(({ machine }) => machine.serial),
    ).toEqual(['SOON']);
    expect(
      (await renewals({ where: { resellerId: upgraded?.reseller.id } })).nodes.map(({ machine }) => machine.serial),
    ).toEqual(['UPGRADED']);
  });

  it('is paged by key', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    for (let more = true; more;) {
      const { nodes, pageInfo } = await renewals({ first: 1, after });
      seen.push(...nodes.map(({ machine }) => machine.serial));
      more = pageInfo.hasNextPage;
      after = pageInfo.endCursor;
    }
    expect(seen).toEqual((await renewals()).nodes.map(({ machine }) => machine.serial));
  });

  it('sums machines and list value by the month their coverage ends in, at prices of the catalogue', async () => {
    const { months } = await renewals();
    const { serviceOfferings } = await api.ask<{
      serviceOfferings: { nodes: { serviceLevel: string; listPrice: { amount: string } }[] };
    }>(
      '{ serviceOfferings(productNumber: "7Y51", where: { kind: RENEWAL, termMonths: 12, premier: false }) { nodes { serviceLevel listPrice { amount } } } }',
    );
    const price = (level: string): number =>
      Number(serviceOfferings.nodes.find(({ serviceLevel }) => serviceLevel === level)?.listPrice.amount);
    expect(months).toEqual([
      { month: '2026-06-01', machines: 1, priced: 1, listValue: { amount: String(price('NBD_9X5')) } },
      {
        month: '2026-11-01',
        machines: 2,
        priced: 2,
        listValue: { amount: String(price('NBD_9X5') + price('FULL_24X7')) },
      },
      { month: '2027-05-01', machines: 1, priced: 1, listValue: { amount: String(price('NBD_9X5')) } },
    ]);
  });

  it('refuses a window that ends before it begins', async () => {
    const problem = await api.problem(
      '{ renewals(where: { endingFrom: "2026-12-01", endingTo: "2026-11-30" }) { totalCount } }',
    );
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'where.endingTo' });
  });

  it('tells what waiting costs: dead days after the end, the fee from day 91, one stretch for each change', async () => {
    const query = `{ machine(machineType: "7Y51", serial: "SOON") { renewal(on: "2026-11-02") { lastCoveredOn
      costOfWaiting(days: 180) { offering { termMonths serviceLevel }
        stretches { orderedOn { startsOn endsOn } verdict period { startsOn endsOn } reinstatementFee deadDaysAtFirst deadDaysAtLast charges { kind } } } } } }`;
    interface Stretch {
      orderedOn: { startsOn: string; endsOn: string };
      reinstatementFee: boolean;
      deadDaysAtFirst: number;
      deadDaysAtLast: number;
      period: object;
    }
    const { machine } = await api.ask<{
      machine: { renewal: { costOfWaiting: { offering: object; stretches: Stretch[] } } };
    }>(query);
    const { offering, stretches } = machine.renewal.costOfWaiting;
    expect(offering).toEqual({ termMonths: 12, serviceLevel: 'NBD_9X5' });
    expect(stretches[0]?.orderedOn.startsOn).toBe('2026-11-02');
    expect(stretches.at(-1)?.orderedOn.endsOn).toBe('2027-04-30');
    for (const { period } of stretches) expect(period).toEqual({ startsOn: '2026-12-01', endsOn: '2027-11-30' });
    // Coverage ends on 30 November 2026; day 91 is 1 March 2027.
    expect(
      stretches.filter(({ reinstatementFee }) => reinstatementFee).map(({ orderedOn }) => orderedOn.startsOn),
    ).toEqual(['2027-03-01']);
    expect(stretches[0]?.deadDaysAtFirst).toBe(0);
    const dead = stretches.flatMap(({ deadDaysAtFirst, deadDaysAtLast }) => [deadDaysAtFirst, deadDaysAtLast]);
    expect(dead).toEqual([...dead].sort((a, b) => a - b));
  });

  it('answers for several days in one query', async () => {
    const query = `{ machine(machineType: "7Y51", serial: "SOON") {
      early: renewal(on: "2026-10-01") { daysLeft options { decision { verdict } } } late: renewal(on: "2026-12-01") { daysLeft lapsedDays options { decision { verdict } } } } }`;
    const { machine } = await api.ask<{
      machine: { early: { daysLeft: number }; late: { daysLeft: number; lapsedDays: number } };
    }>(query);
    expect(machine.early).toMatchObject({ daysLeft: 47 });
    expect(machine.late).toMatchObject({ daysLeft: -14, lapsedDays: 1 });
  });

  describe('what if', () => {
    interface Simulated {
      renewal: { machine: { serial: string } };
      coveredBeyondEndOfSupport: boolean;
      changes: {
        offering: { partNumber: string; serviceLevel: string; termMonths: number };
        before: { verdict: string };
        after: { verdict: string; period: object | null };
      }[];
    }
    const simulate = async (assume: object): Promise<readonly Simulated[]> => {
      const query = `query ($assume: AssumptionsInput!) { simulateRenewals(assume: $assume, where: { machineType: "7Y51" }) { nodes { renewal { machine { serial } }
        coveredBeyondEndOfSupport changes { offering { partNumber serviceLevel termMonths } before { verdict } after { verdict period { startsOn endsOn } } } } } }`;
      return (await api.ask<{ simulateRenewals: { nodes: Simulated[] } }>(query, { assume })).simulateRenewals.nodes;
    };
    const of = (nodes: readonly Simulated[], serial: string): Simulated | undefined =>
      nodes.find(({ renewal }) => renewal.machine.serial === serial);

    it('an end of support were announced: what would be cut and what refused, while nothing changes', async () => {
      const nodes = await simulate({ endOfSupport: [{ machineType: '7Y51', on: '2027-03-31' }] });
      const later = of(nodes, 'LATER');
      expect(later?.coveredBeyondEndOfSupport).toBe(true);
      expect(later?.changes.length).toBeGreaterThan(0);
      for (const { after } of later?.changes ?? []) expect(after.verdict).toBe('REFUSED');
      const cut = of(nodes, 'SOON')?.changes.find(
        ({ offering }) => offering.serviceLevel === 'NBD_9X5' && offering.termMonths === 12,
      );
      expect(cut?.after).toMatchObject({
        verdict: 'ELIGIBLE',
        period: { startsOn: '2026-12-01', endsOn: '2027-03-31' },
      });
      expect(await api.ask('{ machineType(code: "7Y51") { endOfSupport { state } } }')).toEqual({
        machineType: { endOfSupport: { state: 'NOT_ANNOUNCED' } },
      });
    });

    it('the fee were set: what needs an approval would not', async () => {
      const nodes = await simulate({ reinstatementFee: '30000' });
      const verdicts = of(nodes, 'LAPSED')?.changes.map(({ before, after }) => [before.verdict, after.verdict]);
      expect(verdicts).toContainEqual(['NEEDS_APPROVAL', 'ELIGIBLE']);
      expect(of(nodes, 'LATER')?.changes).toEqual([]);
    });

    it('a place were dropped from the region list: its timed levels would need an approval', async () => {
      const nodes = await simulate({
        regions: [{ municipalityCode: '131016', serviceLevel: 'FULL_24X7_4H', mark: 'NO' }],
      });
      const changed = nodes.filter(({ changes }) => changes.length > 0);
      expect(changed.map(({ renewal }) => renewal.machine.serial)).toEqual(['LATER']);
      for (const { offering, before, after } of changed[0]?.changes ?? []) {
        expect([offering.serviceLevel, before.verdict, after.verdict]).toEqual([
          'FULL_24X7_4H',
          'ELIGIBLE',
          'NEEDS_APPROVAL',
        ]);
      }
    });

    it.each([
      { reinstatementFee: '1.5' },
      { regions: [{ municipalityCode: '13101', serviceLevel: 'FULL_24X7_4H', mark: 'NO' }] },
      { regions: [{ municipalityCode: '131016', serviceLevel: 'NBD_9X5', mark: 'NO' }] },
      { endOfSupport: [{ machineType: '???' }] },
    ])('is refused for what cannot be: %j', async (assume) => {
      const query = 'query ($assume: AssumptionsInput!) { simulateRenewals(assume: $assume) { totalCount } }';
      expect((await api.problem(query, { assume })).extensions.code).toBe('BAD_USER_INPUT');
    });

    it('nothing were otherwise: nothing changes', async () => {
      for (const { changes } of await simulate({})) expect(changes).toEqual([]);
    });
  });

  it('tells one machine too what service life leaves, counted from its warranty start', async () => {
    const machine = await aMachine(api, {
      productNumber: '7159HC1',
      warrantyStartsOn: '2024-02-29',
      warrantyMonths: 36,
    });
    const alone = await api.ask<{ machine: { renewal: Life } }>(
      `query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) {
        renewal { serviceLife { unaskedUntil longestUntil } } } }`,
      machine,
    );
    // A switch: five years, then a person decides, and never more than seven.
    expect(alone.machine.renewal.serviceLife).toEqual({ unaskedUntil: '2029-02-28', longestUntil: '2031-02-28' });
  });
});
