import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ApiClient } from '../support/api-client.ts';
import {
  aMachine,
  DECISION,
  judged,
  type JudgedDecision,
  type MachineKey,
  orderedPack,
  orderPack,
  registerPack,
} from '../support/builders.ts';
import { EXAMPLE_WHOLESALE_PRICE, publishExampleCatalogue } from '../support/example-catalogue.ts';
import { importRegions, startTestApi, type TestApi } from '../support/start-test-api.ts';

const FOUR_HOURS = { kind: 'RENEWAL', serviceLevel: 'FULL_24X7_4H', termMonths: 12 };
const TWO_HOURS = { ...FOUR_HOURS, serviceLevel: 'FULL_24X7_2H' };
const CHECK = `query ($machineType: String!, $serviceLevel: ServiceLevel!, $site: SiteInput!) {
  regionCheck(machineType: $machineType, serviceLevel: $serviceLevel, site: $site) { ${DECISION} } }`;
const SEARCH = `query ($text: String!) { serviceOfferings(productNumber: $text) {
  totalCount lookedFor { productNumber machineType model } nodes { appliesTo { machineType model } } } }`;

/** In for four hours, out for two. */
const YATOMI = { municipalityCode: '232351' };
/** On no list for any timed level. */
const YONAGUNI = { municipalityCode: '473821' };

describe('worked examples: places and the catalogue', () => {
  let api: TestApi;

  const theMachine = (input: object = {}): Promise<MachineKey> =>
    aMachine(api, { productNumber: '7X06CTO1WW', warrantyStartsOn: '2021-03-01', ...input });
  const objections = ({ findings }: JudgedDecision): string[] =>
    findings.map(({ rule, effect }) => `${effect} ${rule}`).filter((each) => /^(REFUSE|APPROVE) /.test(each));

  beforeAll(async () => {
    api = await startTestApi({ today: '2024-01-15' });
    await publishExampleCatalogue(api);
    await importRegions(api, 'regions-2026-10.xlsx');
  });
  afterAll(() => api.close());

  describe('8. region, response', () => {
    it.each([
      { asked: FOUR_HOURS, verdict: 'ELIGIBLE', says: [] },
      { asked: TWO_HOURS, verdict: 'NEEDS_APPROVAL', says: ['APPROVE REG_OUT'] },
    ])('W69: at a place listed for four hours only, $asked.serviceLevel is $verdict', async (given) => {
      const { asked, verdict, says } = given;
      const machine = await theMachine({ site: YATOMI });
      const { decision, offering } = await judged(api, machine, asked);
      expect(decision.verdict).toBe(verdict);
      expect(objections(decision)).toEqual(says);
      const order = await orderPack(api, machine, offering.partNumber);
      expect(order.__typename).toBe(verdict === 'ELIGIBLE' ? 'ServicePack' : 'Rejection');
      const variables = { machineType: '7X06', serviceLevel: asked.serviceLevel, site: YATOMI };
      const { regionCheck } = await api.ask<{ regionCheck: JudgedDecision }>(CHECK, variables);
      expect(regionCheck.verdict).toBe(verdict);
    });

    it.each(['NBD_9X5', 'FULL_24X7'])('W70: %s is sold on an island that no list has', async (serviceLevel) => {
      const machine = await theMachine({ site: YONAGUNI });
      const { decision } = await judged(api, machine, { ...FOUR_HOURS, serviceLevel });
      expect(decision.verdict).toBe('ELIGIBLE');
      expect(decision.findings.filter(({ rule }) => rule.startsWith('REG_'))).toEqual([]);
      expect(objections((await judged(api, machine, FOUR_HOURS)).decision)).toEqual(['APPROVE REG_OUT']);
    });

    it('W71: of a postal code with two municipalities it is asked which, never guessed', async () => {
      const { decision } = await judged(api, await theMachine(), FOUR_HOURS, { site: { postalCode: '498-0000' } });
      expect(decision.verdict).toBe('NEEDS_APPROVAL');
      const unknown = decision.findings.find(({ rule }) => rule === 'REG_UNKNOWN');
      expect(unknown?.effect).toBe('APPROVE');
      for (const candidate of ['愛知県弥富市 (23235)', '木曽岬町 (24303)'])
        expect(unknown?.message).toContain(candidate);
      expect(decision.remedies[0]?.action).toBe('NAME_MUNICIPALITY');
    });

    it('W73: at a listed place a machine type that is not in says so for itself', async () => {
      const site = { municipalityCode: '131016' };
      const of = async (machineType: string): Promise<JudgedDecision> =>
        (
          await api.ask<{ regionCheck: JudgedDecision }>(CHECK, {
            machineType,
            serviceLevel: 'FULL_24X7_4H',
            site,
          })
        ).regionCheck;
      expect(objections(await of('7Y48'))).toEqual(['REFUSE REG_MODEL']);
      // The region list does not have this type at all.
      expect(objections(await of('7DG4'))).toEqual(['APPROVE REG_MODEL']);
      expect(objections(await of('7X06'))).toEqual([]);
    });
  });

  describe('9. catalogue, money', () => {
    it.each([
      { text: '7x06-cto1ww', productNumber: '7X06CTO1WW', machineType: '7X06', model: 'CTO1WW' },
      { text: '８８７１ＡＣ１', productNumber: '8871AC1', machineType: '8871', model: 'AC1' },
      { text: '7X06', productNumber: '7X06', machineType: '7X06', model: null },
      { text: '7X06CTO1WWJ', productNumber: '7X06CTO1WWJ', machineType: '7X06', model: 'CTO1WWJ' },
    ])('W78: $text is read as $productNumber', async ({ text, ...lookedFor }) => {
      expect(await api.ask(SEARCH, { text })).toMatchObject({ serviceOfferings: { lookedFor } });
    });

    it('W78: nine characters are refused, in a search and for a machine', async () => {
      const problem = await api.problem(SEARCH, { text: '7X06CTO1W' });
      expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'LENGTH' });
      await expect(theMachine({ productNumber: '7X06CTO1W' })).rejects.toThrow('LENGTH');
    });

    it('W79: a model finds what is listed for its whole machine type', async () => {
      const { serviceOfferings } = await api.ask<{
        serviceOfferings: { totalCount: number; nodes: { appliesTo: object[] }[] };
      }>(SEARCH, { text: '8871AC1' });
      expect(serviceOfferings.totalCount).toBeGreaterThan(0);
      for (const { appliesTo } of serviceOfferings.nodes)
        expect(appliesTo).toEqual([{ machineType: '8871', model: null }]);
    });

    it('W83: a missing renewal price is asked for, though that of the five-year pack is known', async () => {
      const machine = await theMachine({ productNumber: '7X05CTO1WW' });
      const fiveYears = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'NBD_9X5', termMonths: 60 };
      const { decision: known } = await judged(api, machine, fiveYears);
      expect(known.charges).toEqual([{ kind: 'LIST_PRICE', price: { amount: '300000', currency: 'JPY' } }]);
      const { decision } = await judged(api, machine, { ...FOUR_HOURS, serviceLevel: 'NBD_9X5' });
      expect(decision.verdict).toBe('NEEDS_APPROVAL');
      expect(objections(decision)).toEqual(['APPROVE OFFER_PRICE_NOPRORATE']);
      expect(decision.charges).toEqual([{ kind: 'LIST_PRICE', price: null }]);
    });

    describe('W84: a reseller that is not the channel of the hardware', () => {
      const CONTRACTS = `query ($machineType: String!, $serial: String!) {
        machine(machineType: $machineType, serial: $serial) { contracts { nodes { packSerial period { endsOn } } } } }`;
      const LISTED = `{ serviceOfferings(productNumber: "7X06CTO1WW", first: 100) {
        nodes { partNumber name listPrice { amount currency } } } machineType(code: "7X04") { endOfSupport { on } } }`;
      const WHOLESALE =
        '{ serviceOfferings(productNumber: "7X06CTO1WW") { nodes { partNumber wholesalePrice { amount } } } }';
      let machine: MachineKey;
      let pack: string;
      let channel: ApiClient;
      let other: ApiClient;

      beforeAll(async () => {
        machine = await theMachine({ reseller: 'Aoba Trading', warrantyStartsOn: '2023-06-01' });
        await theMachine({ reseller: 'Midori Systems' });
        const wanted = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 60 };
        pack = await orderedPack(api, machine, (await judged(api, machine, wanted)).offering.partNumber, '2024-01-10');
        expect((await registerPack(api, machine, pack)).__typename).toBe('Contract');
        channel = await api.as('RESELLER', { reseller: 'Aoba Trading' });
        other = await api.as('RESELLER', { reseller: 'Midori Systems' });
      });

      it('W84: is told every offering with its list price, and the end of support', async () => {
        const told = await other.ask<{ serviceOfferings: { nodes: object[] } }>(LISTED);
        expect(told).toEqual(await api.ask(LISTED));
        expect(told).toMatchObject({ machineType: { endOfSupport: { on: '2025-12-31' } } });
        expect(told.serviceOfferings.nodes).toContainEqual(
          expect.objectContaining({ listPrice: { amount: '300000', currency: 'JPY' } }),
        );
      });

      it('W84: is told nothing of the machine’s contract, as of a machine that nobody has recorded', async () => {
        expect(await channel.ask(CONTRACTS, { ...machine })).toEqual({
          machine: { contracts: { nodes: [{ packSerial: pack, period: { endsOn: '2028-05-31' } }] } },
        });
        const refused = await other.problem(CONTRACTS, { ...machine });
        expect(refused.extensions.code).toBe('NOT_FOUND');
        const unknown = await other.problem(CONTRACTS, { ...machine, serial: 'NOBODYS' });
        expect(refused.message.replace(machine.serial, 'NOBODYS')).toBe(unknown.message);
      });

      it('W84: is not told wholesale prices, which sales are', async () => {
        const sales = await api.as('ENTERPRISE_SALES');
        expect(await sales.ask(WHOLESALE)).toMatchObject({
          serviceOfferings: {
            nodes: expect.arrayContaining([
              expect.objectContaining({ wholesalePrice: { amount: String(EXAMPLE_WHOLESALE_PRICE) } }),
            ]),
          },
        });
        for (const reseller of [channel, other]) {
          const refused = await reseller.problem(WHOLESALE);
          expect(refused.extensions.code).toBe('FORBIDDEN');
          expect(JSON.stringify(refused)).not.toContain(String(EXAMPLE_WHOLESALE_PRICE));
        }
      });
    });

    it('W86: base warranty is not discarded to start a pack today', async () => {
      const machine = await theMachine();
      const upgrade = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 60 };
      const { offering } = await judged(api, machine, upgrade);
      const order = await orderPack(api, machine, offering.partNumber);
      if (order.__typename !== 'ServicePack') throw new Error(JSON.stringify(order.decision.findings));
      const register = `mutation ($input: RegisterServicePackInput!) { registerServicePack(input: $input) { __typename
        ... on Rejection { decision { ${DECISION} } } ... on Contract { period { startsOn endsOn } } } }`;
      const input = { ...machine, packSerial: order.serial };
      const { registerServicePack: refused } = await api.ask<{
        registerServicePack: { __typename: string; decision: JudgedDecision };
      }>(register, { input: { ...input, requestedStartsOn: '2024-01-15' } });
      expect(refused.__typename).toBe('Rejection');
      expect(objections(refused.decision)).toContain('REFUSE NEW_START');
      expect(await api.ask(register, { input })).toMatchObject({
        registerServicePack: { period: { startsOn: '2021-03-01', endsOn: '2026-02-28' } },
      });
    });
  });
});
