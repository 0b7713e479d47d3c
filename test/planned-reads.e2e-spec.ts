import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';

import { aMachine, judged, type MachineKey, orderedPack, registerPack } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const WHOLE_MACHINE = `serial productNumber customer { name } reseller { name } machineType { productName endOfSupport { on } }
  warranty { period { endsOn } }
  coverage { covered timeline { layer contract { packSerial offering { partNumber } } } }
  history { totalCount nodes { operation } }
  contracts { nodes { packSerial history { nodes { number } } offering { partNumber appliesTo { machineType } } machine { customer { name } } previous { packSerial } } }
  eligibleServices(kind: RENEWAL) { offering { partNumber } decision { verdict remedies { action } } }`;

describe('reads are planned from the query', () => {
  let api: TestApi;
  let machine: MachineKey;

  /** What an operation sends to the database: prepared statements, and the words that open and close its transaction. */
  async function sentBy(query: string): Promise<{ statements: number; plain: unknown[] }> {
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await api.ask(query);
      const all = spy.mock.calls.map(([first]: unknown[], index) => ({ by: spy.mock.contexts[index], first }));
      // The job queue asks for work meanwhile, and counts are shared: on connections that never open an operation's snapshot.
      const ours = all
        .filter(({ first }) => /^BEGIN ISOLATION LEVEL REPEATABLE READ(?!.*keizoku_gate)/.test(String(first)))
        .map(({ by }) => by);
      const sent = all.filter(({ by }) => ours.includes(by)).map(({ first }) => first);
      const plain = sent.filter((each) => typeof each === 'string');
      return { statements: sent.length - plain.length, plain };
    } finally {
      spy.mockRestore();
    }
  }

  const statementsOf = async (query: string): Promise<number> => (await sentBy(query)).statements;

  beforeAll(async () => {
    // The first time nothing is known of a query: it is read once, over a connection of its own.
    api = await startTestApi({ compileQueriesAfter: 1, today: '2026-11-02', withCatalogue: true, withRegions: true });
    for (let number = 0; number < 12; number += 1) {
      machine = await aMachine(api, { customer: `Customer ${number}`, reseller: 'Reseller' });
      const { offering } = await judged(api, machine, {
        kind: 'WARRANTY_UPGRADE',
        serviceLevel: 'FULL_24X7',
        termMonths: 48,
      });
      await registerPack(api, machine, await orderedPack(api, machine, offering.partNumber, '2026-11-02'));
    }
  });
  afterAll(() => api.close());

  it('a page of offerings is one statement, and one more the first time', async () => {
    const page = '{ serviceOfferings(productNumber: "7X06CTO1WW") { nodes { partNumber appliesTo { model } } } }';
    expect(await statementsOf(page)).toBe(2);
    expect(await statementsOf(page)).toBe(1);
  });

  it('a machine is one statement, and one more for its ledger, its contracts and their offerings', async () => {
    const one = (fields: string): Promise<number> =>
      statementsOf(`{ machine(machineType: "7X06", serial: "${machine.serial}") { ${fields} } }`);
    expect(await one('serial customer { name } machineType { productName }')).toBe(1);
    expect(await one('serial coverage { covered periods { layer } }')).toBe(2);
    expect(await one('serial contracts { nodes { offering { partNumber } machine { customer { name } } } }')).toBe(2);
  });

  it('twelve machines take no more statements than one, whatever is asked of them', async () => {
    const one = await statementsOf(`{ machines(first: 1) { nodes { ${WHOLE_MACHINE} } } }`);
    const twelve = await statementsOf(`{ machines(first: 12) { nodes { ${WHOLE_MACHINE} } } }`);
    expect(twelve).toBe(one);
    // The machines, their ledgers, contracts and offerings, their histories; which catalogue, region list and settings count that day.
    expect(one).toBeLessThanOrEqual(8);
  });

  it('all reads of an operation see one snapshot', async () => {
    const { plain } = await sentBy(
      '{ a: machines { totalCount } b: serviceOfferings { totalCount } c: machineType(code: "7X06") { code } }',
    );
    expect(plain).toEqual([
      expect.stringMatching(/^BEGIN .*READ ONLY; SET LOCAL ROLE keizoku_administrator;/),
      'COMMIT',
    ]);
  });

  it('judging a machine is one statement for it, and one for its ledger and what counts that day', async () => {
    const judging = `{ machine(machineType: "7X06", serial: "${machine.serial}") { eligibleServices { decision { verdict } } } }`;
    // What was read of the catalogue version, the region list and the settings stays in memory.
    await api.ask(judging);
    expect(await statementsOf(judging)).toBe(2);
  });

  it('what is asked of a machine besides makes no difference to how it is judged', async () => {
    await api.ask(
      `mutation ($input: AnnounceEndOfSupportInput!) { announceEndOfSupport(input: $input) { __typename } }`,
      { input: { machineType: '7X06', on: '2027-03-31' } },
    );
    const odd = await aMachine(api, {
      customer: 'Customer',
      reseller: 'Aoba Trading',
      used: true,
      country: 'US',
      site: { municipalityCode: '131016' },
    });
    const services = `eligibleServices(declared: { reseller: "Midori Systems", countryOfUse: "JP" }) { offering { partNumber }
      decision { verdict period { startsOn endsOn } findings { rule effect facts { name value } } remedies { action period { endsOn } } } }`;
    const judgedWith = async (more: string): Promise<unknown[]> => {
      const query = `query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) { ${more} ${services} } }`;
      const { eligibleServices } = (await api.ask<{ machine: { eligibleServices: unknown[] } }>(query, { ...odd }))
        .machine;
      return eligibleServices;
    };
    const alone = await judgedWith('');
    expect(alone.length).toBeGreaterThan(10);
    // It takes the end of support, the second-hand machine, its reseller and its country to find these.
    for (const rule of ['EOS_TRUNCATE', 'USED_UPGRADE', 'CH_CHANGE', 'CTRY_IN'])
      expect(JSON.stringify(alone)).toContain(`"${rule}"`);
    expect(await judgedWith(WHOLE_MACHINE.replace(/eligibleServices.*$/s, ''))).toEqual(alone);
    expect(await judgedWith('country used site { municipalityCode } shippedOn version model')).toEqual(alone);
  });

  it('what is asked of an offering besides makes no difference to its fields', async () => {
    const fields = [
      'kind',
      'name(locale: EN)',
      'name(locale: JA)',
      'serviceLevel',
      'premier',
      'keepYourDrive',
      'addOn',
      'termMonths',
      'priceState',
      'listPrice { amount currency }',
      'listPriceWithTax { amount currency }',
      'onSaleFrom',
      'onSaleUntil',
      'notes',
      'wholesalePrice { amount }',
      'appliesTo { machineType model }',
    ];
    const offeringWith = async (asked: string): Promise<Record<string, unknown> | undefined> => {
      const query = `query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) {
        contracts { nodes { offering { ${asked} } } } } }`;
      const { machine: found } = await api.ask<{
        machine: { contracts: { nodes: { offering: Record<string, unknown> }[] } };
      }>(query, { ...machine });
      return found.contracts.nodes[0]?.offering;
    };
    const aliased = fields.map((field, index) => `f${index}: ${field}`);
    const all = await offeringWith(aliased.join(' '));
    expect(all).toMatchObject({ f0: 'WARRANTY_UPGRADE', f9: { currency: 'JPY' } });
    for (const [index, field] of aliased.entries())
      expect(await offeringWith(field)).toEqual({ [`f${index}`]: all?.[`f${index}`] });
  });
});
