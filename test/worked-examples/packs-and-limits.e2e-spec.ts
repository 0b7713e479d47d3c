import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  aMachine,
  eligibleServices,
  judged,
  type JudgedDecision,
  type MachineKey,
  orderPack,
  orderedPack,
  registerPack,
} from '../support/builders.ts';
import { publishExampleCatalogue } from '../support/example-catalogue.ts';
import { importRegions, startTestApi, type TestApi } from '../support/start-test-api.ts';

const UPGRADE = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 36 };
const FIVE_YEARS = { ...UPGRADE, termMonths: 60 };
const YEAR = { kind: 'RENEWAL', serviceLevel: 'NBD_9X5', termMonths: 12 };
const TWO_YEARS = { ...YEAR, termMonths: 24 };

describe('worked examples: packs, service life, end of support, Premier', () => {
  let api: TestApi;

  const itIs = (day: string): void => api.clock.moveTo(new Date(`${day}T10:00:00+09:00`));
  const aMachineOf = (
    productNumber: string,
    warrantyStartsOn: string,
    warrantyMonths: number,
    more: object = {},
  ): Promise<MachineKey> => aMachine(api, { productNumber, warrantyStartsOn, warrantyMonths, ...more });
  const effects = ({ findings }: JudgedDecision): string[] => findings.map(({ rule, effect }) => `${effect} ${rule}`);
  const objections = (decision: JudgedDecision): string[] =>
    effects(decision).filter((each) => /^(REFUSE|APPROVE|WARN|FEE) /.test(each));
  const renewalsProposed = ({ remedies }: JudgedDecision): unknown[] =>
    remedies.filter(({ action }) => action === 'CHOOSE_OFFERING').map(({ period }) => period);

  /** Orders and registers a plain service; both on the day. */
  async function registered(machine: MachineKey, wanted: typeof UPGRADE, on: string): Promise<object> {
    itIs(on);
    const { offering } = await judged(api, machine, wanted);
    const answer = await registerPack(api, machine, await orderedPack(api, machine, offering.partNumber, on));
    if (answer.__typename !== 'Contract') throw new Error(JSON.stringify(answer.decision.findings));
    return answer.period;
  }

  beforeAll(async () => {
    api = await startTestApi({ today: '2018-01-05', reinstatementFee: 30_000 });
    await publishExampleCatalogue(api);
    await importRegions(api, 'regions-2026-10.xlsx');
  });
  afterAll(() => api.close());

  describe('2. new packs', () => {
    it('W19: the day after the warranty an upgrade is refused, and the renewal from that day proposed', async () => {
      const machine = await aMachineOf('7X06CTO1WW', '2021-04-01', 36);
      itIs('2024-04-01');
      const { decision } = await judged(api, machine, UPGRADE);
      expect(decision.verdict).toBe('REFUSED');
      expect(objections(decision)).toContain('REFUSE NEW_INWARRANTY');
      expect(renewalsProposed(decision)).toContainEqual({ startsOn: '2024-04-01', endsOn: '2025-03-31' });
      itIs('2024-03-31');
      expect((await judged(api, machine, FIVE_YEARS)).decision.verdict).toBe('ELIGIBLE');
    });

    it('W20, W21: ordered on the last day it is taken with a warning; registered after it, refused', async () => {
      const machine = await aMachineOf('7X06CTO1WW', '2021-06-01', 36);
      itIs('2024-05-31');
      const { offering, decision } = await judged(api, machine, UPGRADE);
      expect(objections(decision)).toEqual(['WARN NEW_DELIVERY_RISK']);
      const order = await orderPack(api, machine, offering.partNumber);
      expect(order).toMatchObject({ deliveryWindow: { startsOn: '2024-06-07', endsOn: '2024-06-12' } });
      itIs('2024-06-10');
      const answer = await registerPack(api, machine, order.__typename === 'ServicePack' ? order.serial : '');
      expect(answer).toMatchObject({ __typename: 'Rejection', decision: { verdict: 'REFUSED' } });
      expect(answer.__typename === 'Rejection' && objections(answer.decision)).toContain('REFUSE NEW_INWARRANTY');
    });

    it('W22: five years bought in month 20 count from the warranty start', async () => {
      const machine = await aMachineOf('7X06CTO1WW', '2021-06-10', 36);
      expect(await registered(machine, FIVE_YEARS, '2023-02-15')).toEqual({
        startsOn: '2021-06-10',
        endsOn: '2026-06-09',
      });
    });

    it('W23: after the end of its sale it is refused, and the renewal proposed', async () => {
      const machine = await aMachineOf('7X02CTO1WW', '2021-06-10', 36);
      itIs('2023-02-15');
      const { decision } = await judged(api, machine, { ...FIVE_YEARS, serviceLevel: 'NBD_9X5' });
      expect(objections(decision)).toEqual(['REFUSE NEW_ONSALE', 'REFUSE NEW_SALESENDED']);
      expect(renewalsProposed(decision)).toContainEqual({ startsOn: '2024-06-10', endsOn: '2025-06-09' });
      itIs('2022-12-31');
      expect((await judged(api, machine, FIVE_YEARS)).decision.verdict).toBe('ELIGIBLE');
    });

    it('W24: a higher level of the same length leaves the days, and counts for faults from its registration on', async () => {
      const machine = await aMachineOf('7X06CTO1WW', '2021-06-10', 36, { site: { municipalityCode: '131016' } });
      const period = await registered(machine, { ...UPGRADE, serviceLevel: 'FULL_24X7_4H' }, '2023-02-15');
      expect(period).toEqual({ startsOn: '2021-06-10', endsOn: '2024-06-09' });
      const call = async (faultSince: string): Promise<string[]> => {
        const { repairDecision } = await api.ask<{ repairDecision: JudgedDecision }>(
          'query ($input: RepairQuestionInput!) { repairDecision(input: $input) { findings { rule effect } } }',
          { input: { ...machine, customerName: 'Aoba', place: '東京', receivedOn: '2023-02-20', faultSince } },
        );
        return effects(repairDecision);
      };
      // Next-business-day repair is what the base warranty gives.
      expect(await call('2023-02-14')).toContain('DERIVE RESP_NBD');
      expect(await call('2023-02-15')).not.toContain('DERIVE RESP_NBD');
    });
  });

  describe('4. service life', () => {
    it('W36, W37: two years after five make exactly seven; an eighth is refused', async () => {
      const machine = await aMachineOf('7X06CTO1WW', '2019-04-01', 60);
      expect(await registered(machine, TWO_YEARS, '2024-01-15')).toEqual({
        startsOn: '2024-04-01',
        endsOn: '2026-03-31',
      });
      itIs('2026-01-15');
      const { decision } = await judged(api, machine, YEAR);
      expect(decision.verdict).toBe('REFUSED');
      expect(objections(decision)).toEqual(['REFUSE LIFE_7Y']);
    });

    it.each([
      { id: 'W39', type: '7X08', start: '2019-04-01', today: '2024-01-15', wanted: YEAR, says: 'APPROVE LIFE_NO2Y' },
      { id: 'W40', type: '7Y48', start: '2020-07-15', today: '2025-06-10', wanted: YEAR, says: 'REFUSE LIFE_ST50' },
      { id: 'W42', type: '7Y71', start: '2019-10-01', today: '2024-08-15', wanted: YEAR, says: 'APPROVE LIFE_DMDE_67' },
      {
        id: 'W44',
        type: '7DG4',
        start: '2019-04-01',
        today: '2024-01-15',
        wanted: TWO_YEARS,
        says: 'APPROVE LIFE_EXCEPT',
      },
      {
        id: 'W44',
        type: '7159',
        start: '2019-04-01',
        today: '2024-01-15',
        wanted: TWO_YEARS,
        says: 'APPROVE LIFE_EXCEPT',
      },
    ])('$id: beyond five years of $type: $says', async ({ type, start, today, wanted, says }) => {
      const machine = await aMachineOf(`${type}CTO1WW`, start, 60);
      itIs(today);
      const { decision, offering } = await judged(api, machine, wanted);
      expect(objections(decision)).toEqual([says]);
      const order = await orderPack(api, machine, offering.partNumber);
      expect(order).toMatchObject({ __typename: 'Rejection', decision: { verdict: decision.verdict } });
      expect(decision.verdict).toBe(says.startsWith('REFUSE') ? 'REFUSED' : 'NEEDS_APPROVAL');
    });

    it.each([
      { id: 'W40', months: 60, verdict: 'ELIGIBLE', endsOn: '2025-07-14' },
      { id: 'W41', months: 12, verdict: 'ELIGIBLE', endsOn: '2021-07-14' },
      { id: 'W41', months: 48, verdict: 'ELIGIBLE', endsOn: '2024-07-14' },
      { id: 'W41', months: 24, verdict: 'REFUSED', endsOn: '2022-07-14' },
    ])('$id: ST50 for $months months is $verdict', async ({ months, verdict, endsOn }) => {
      const machine = await aMachineOf('7Y48CTO1WW', '2020-07-15', 12);
      itIs('2021-01-15');
      const { decision } = await judged(api, machine, { ...UPGRADE, termMonths: months });
      expect(decision).toMatchObject({ verdict, period: { startsOn: '2020-07-15', endsOn } });
      expect(objections(decision)).toEqual(verdict === 'REFUSED' ? ['REFUSE LIFE_ST50_TERMS'] : []);
    });
  });

  describe('5. end of support', () => {
    it('W46: with less than a year to go a renewal warns, is cut, and an individual contract is recommended', async () => {
      const machine = await aMachineOf('7X04CTO1WW', '2022-04-01', 36);
      itIs('2025-01-15');
      const { decision } = await judged(api, machine, YEAR);
      expect(decision).toMatchObject({
        verdict: 'ELIGIBLE',
        period: { startsOn: '2025-04-01', endsOn: '2025-12-31' },
      });
      expect(objections(decision)).toEqual(['WARN EOS_LT1Y', 'WARN EOS_TRUNCATE']);
      expect(decision.remedies.map(({ action }) => action)).toContain('INDIVIDUAL_CONTRACT');
    });

    it('W47: the pack already held is registered up to that day, without a warning', async () => {
      const machine = await aMachineOf('7X04CTO1WW', '2022-04-01', 36);
      expect(await registered(machine, YEAR, '2025-01-15')).toEqual({ startsOn: '2025-04-01', endsOn: '2025-12-31' });
      const { machine: found } = await api.ask<{
        machine: { contracts: { nodes: { decision: JudgedDecision }[] } };
      }>(
        'query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) { contracts { nodes { decision { findings { rule effect } } } } } }',
        machine,
      );
      const said = found.contracts.nodes.map(({ decision }) => effects(decision)).flat();
      expect(said).toContain('DERIVE EOS_HELD');
      expect(said.filter((each) => each.startsWith('WARN EOS_'))).toEqual([]);
    });

    it('W51: nothing starts the day after it', async () => {
      const machine = await aMachineOf('7X01CTO1WW', '2022-04-01', 36);
      itIs('2025-01-15');
      const { decision } = await judged(api, machine, YEAR);
      expect(decision).toMatchObject({ verdict: 'REFUSED', period: null });
      expect(objections(decision)).toEqual(['REFUSE EOS_MAYREFUSE']);
    });

    it.each([
      { list: 'says nothing', type: '7X06' },
      { list: 'says 2050-01-01', type: '7X99' },
    ])('W53: a list that $list announces nothing, and no rule applies', async ({ type }) => {
      expect(
        await api.ask('query ($code: ID!) { machineType(code: $code) { endOfSupport { state on } } }', { code: type }),
      ).toEqual({ machineType: { endOfSupport: { state: 'NOT_ANNOUNCED', on: null } } });
      const machine = await aMachineOf(`${type}CTO1WW`, '2022-04-01', 36);
      itIs('2025-01-15');
      const { decision } = await judged(api, machine, YEAR);
      expect(effects(decision).filter((each) => each.includes('EOS_'))).toEqual(['INFO EOS_UNANNOUNCED']);
    });
  });

  describe('6. Premier upgrades', () => {
    /** What is said of each size, asked on the day for a machine whose 24x7 service runs for the months from the start. */
    async function sizes(start: string, months: number, today: string): Promise<Map<number, JudgedDecision>> {
      const machine = await aMachineOf('7X06CTO1WW', start, 12);
      await registered(machine, { ...UPGRADE, termMonths: months }, start);
      return sizesOf(machine, today);
    }

    async function sizesOf(machine: MachineKey, today: string): Promise<Map<number, JudgedDecision>> {
      itIs(today);
      const services = await eligibleServices(api, machine, { kind: 'PREMIER_UPGRADE' });
      return new Map(services.map(({ offering, decision }) => [offering.termMonths, decision]));
    }

    // An order is planned to take effect eight business days later: of 2024-03-19 on 2024-04-01, of 01-19 on 01-31.
    it.each([
      {
        id: 'W55',
        start: '2023-11-01',
        months: 60,
        today: '2024-03-19',
        from: '2024-04-01',
        to: '2028-10-31',
        size: 60,
      },
      {
        id: 'W56',
        start: '2023-10-01',
        months: 60,
        today: '2024-03-19',
        from: '2024-04-01',
        to: '2028-09-30',
        size: 60,
      },
      {
        id: 'W56',
        start: '2023-10-02',
        months: 60,
        today: '2024-03-19',
        from: '2024-04-01',
        to: '2028-10-01',
        size: 60,
      },
      {
        id: 'W59',
        start: '2021-03-01',
        months: 36,
        today: '2024-01-19',
        from: '2024-01-31',
        to: '2024-02-29',
        size: 12,
      },
      {
        id: 'W61',
        start: '2021-04-02',
        months: 36,
        today: '2024-03-19',
        from: '2024-04-01',
        to: '2024-04-01',
        size: 12,
      },
    ])('$id: from $from to $to "Up to $size" is the smallest that will do', async (given) => {
      const { start, months, today, from, to, size } = given;
      const decisions = await sizes(start, months, today);
      expect([...decisions.keys()].sort((a, b) => a - b)).toEqual([12, 24, 36, 48, 60]);
      for (const [months_, decision] of decisions) {
        expect(decision.period).toEqual({ startsOn: from, endsOn: to });
        expect(decision.verdict).toBe(months_ < size ? 'REFUSED' : 'NEEDS_APPROVAL');
        expect(objections(decision).includes('REFUSE PREM_SIZE')).toBe(months_ < size);
        // Whether it is for this machine is asked of sales; W61 and what is larger than needed are warned about.
        expect(objections(decision)).toContain('APPROVE PREM_MACHINE');
        expect(objections(decision).includes('WARN PREM_SIZE')).toBe(months_ > size || given.id === 'W61');
      }
    });

    it.each([
      { what: 'base warranty only', premier: undefined, today: '2024-03-19', says: /base warranty only/ },
      { what: 'a pack that has Premier', premier: true, today: '2024-03-19', says: /already has Premier/ },
      { what: 'a pack that expired yesterday', premier: false, today: '2024-07-01', says: /service has ended/ },
    ])('W63: not for $what', async ({ premier, today, says }) => {
      const machine = await aMachineOf('7X06CTO1WW', '2021-07-01', premier === undefined ? 60 : 12);
      if (premier !== undefined) {
        itIs('2021-07-10');
        const services = await eligibleServices(api, machine, { kind: 'WARRANTY_UPGRADE' });
        const plain = services.filter(
          ({ offering }) => offering.serviceLevel === 'FULL_24X7' && offering.termMonths === 36,
        );
        const { partNumber = '' } = plain.find(({ offering }) => offering.premier === premier)?.offering ?? {};
        const pack = await orderedPack(api, machine, partNumber, '2021-07-10');
        expect(await registerPack(api, machine, pack)).toMatchObject({ period: { endsOn: '2024-06-30' } });
      }
      const decisions = [...(await sizesOf(machine, today)).values()];
      expect(decisions).toHaveLength(5);
      for (const decision of decisions) {
        expect(decision.verdict).toBe('REFUSED');
        expect(decision.findings.find(({ rule }) => rule === 'PREM_WHO')?.message).toMatch(says);
      }
    });

    it('W64: for a machine type that nobody has said it of, sales are asked; flagged as not eligible it is refused', async () => {
      const verdict = async (): Promise<unknown> => {
        const decision = (await sizes('2022-04-01', 36, '2024-03-19')).get(12);
        return { verdict: decision?.verdict, objections: decision && objections(decision) };
      };
      const flag = (eligible: boolean | null): Promise<unknown> =>
        api.ask(
          'mutation ($input: SetPremierEligibilityInput!) { setPremierEligibility(input: $input) { premierEligible } }',
          { input: { machineType: '7X06', eligible, reason: 'Asked sales' } },
        );
      expect(await verdict()).toEqual({ verdict: 'NEEDS_APPROVAL', objections: ['APPROVE PREM_MACHINE'] });
      expect(await flag(false)).toEqual({ setPremierEligibility: { premierEligible: false } });
      expect(await verdict()).toEqual({ verdict: 'REFUSED', objections: ['REFUSE PREM_MACHINE'] });
      await flag(true);
      expect(await verdict()).toEqual({ verdict: 'ELIGIBLE', objections: [] });
      await flag(null);
      expect(await verdict()).toEqual({ verdict: 'NEEDS_APPROVAL', objections: ['APPROVE PREM_MACHINE'] });
    });
  });
});
