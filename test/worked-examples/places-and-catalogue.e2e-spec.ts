import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aMachine, DECISION, judged, type JudgedDecision, type MachineKey, orderPack } from '../support/builders.ts';
import { publishExampleCatalogue } from '../support/example-catalogue.ts';
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
