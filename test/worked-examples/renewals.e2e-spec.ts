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
import { startTestApi, type TestApi } from '../support/start-test-api.ts';

const YEAR = { kind: 'RENEWAL', serviceLevel: 'NBD_9X5', termMonths: 12 };
const TWO_YEARS = { ...YEAR, termMonths: 24 };

describe('worked examples: renewals and periods', () => {
  let api: TestApi;

  const itIs = (day: string): void => api.clock.moveTo(new Date(`${day}T10:00:00+09:00`));
  const coveredUntil = (warrantyStartsOn: string, warrantyEndsOn: string): Promise<MachineKey> =>
    aMachine(api, { warrantyStartsOn, warrantyEndsOn, warrantyMonths: undefined });
  /** The machine of most examples: covered from 2021-03-01 to 2024-02-29. */
  const theMachine = (): Promise<MachineKey> => coveredUntil('2021-03-01', '2024-02-29');
  const effects = ({ findings }: JudgedDecision): string[] => findings.map(({ rule, effect }) => `${effect} ${rule}`);
  const fees = ({ charges }: JudgedDecision): (string | undefined)[] =>
    charges.filter(({ kind }) => kind === 'REINSTATEMENT_FEE').map(({ price }) => price?.amount);

  beforeAll(async () => {
    api = await startTestApi({ today: '2018-01-05', reinstatementFee: 30_000 });
    await publishExampleCatalogue(api);
  });
  afterAll(() => api.close());

  describe('1. start, backdating, fee, chains', () => {
    it.each([
      { id: 'W04', today: '2024-02-29', says: ['INFO REN_BUY_IN_TERM', 'WARN REN_ORDER_1M'], fee: [] },
      { id: 'W03', today: '2024-03-01', says: ['DERIVE REN_BACKDATE'], fee: [] },
      { id: 'W02', today: '2024-05-29', says: ['DERIVE REN_BACKDATE'], fee: [] },
      { id: 'W01', today: '2024-05-30', says: ['DERIVE REN_BACKDATE', 'FEE REN_FEE_90'], fee: ['30000'] },
    ])('$id: coverage to 2024-02-29 renewed on $today says $says, fee $fee', async ({ today, says, fee }) => {
      itIs(today);
      const { decision } = await judged(api, await theMachine(), YEAR);
      expect(decision).toMatchObject({
        verdict: 'ELIGIBLE',
        period: { startsOn: '2024-03-01', endsOn: '2025-02-28' },
      });
      expect(effects(decision)).toEqual(expect.arrayContaining(says));
      expect(fees(decision)).toEqual(fee);
    });

    it('W07: asked on day 85 it names the day the fee begins; on day 95 the same renewal has the fee', async () => {
      const machine = await theMachine();
      itIs('2024-05-24');
      const { decision: quoted } = await judged(api, machine, YEAR);
      expect(fees(quoted)).toEqual([]);
      expect(quoted.findings.find(({ rule }) => rule === 'REN_BACKDATE')?.message).toContain('2024-05-30');
      itIs('2024-06-03');
      expect(fees((await judged(api, machine, YEAR)).decision)).toEqual(['30000']);
    });

    it.each([
      { id: 'W08', from: '2022-04-01', to: '2025-03-31', today: '2024-12-10', wanted: YEAR, until: '2026-03-31' },
      { id: 'W09', from: '2021-03-01', to: '2024-02-29', today: '2024-01-15', wanted: TWO_YEARS, until: '2026-02-28' },
    ])('$id: bought on $today it runs to $until, and is registered so', async ({ from, to, today, wanted, until }) => {
      itIs(today);
      const machine = await coveredUntil(from, to);
      const { decision, offering } = await judged(api, machine, wanted);
      const period = { startsOn: decision.period?.startsOn, endsOn: until };
      expect(decision).toMatchObject({ verdict: 'ELIGIBLE', period });
      const pack = await orderedPack(api, machine, offering.partNumber, today);
      expect(await registerPack(api, machine, pack)).toMatchObject({ __typename: 'Contract', period });
    });

    it('W10: two years and a month late, one pack is over already: chains reach the day, with one fee', async () => {
      itIs('2024-08-01');
      const machine = await coveredUntil('2019-07-01', '2022-06-30');
      const { decision } = await judged(api, machine, YEAR);
      expect(decision.period).toEqual({ startsOn: '2022-07-01', endsOn: '2023-06-30' });
      expect(effects(decision)).toEqual(expect.arrayContaining(['WARN REN_CHAIN_MIN', 'WARN REN_CONTIGUOUS']));
      expect(fees(decision)).toEqual(['30000']);
      const chains = decision.remedies.filter(({ action }) => action === 'ORDER_CHAIN');
      expect(chains.map(({ period }) => period)).toEqual([
        { startsOn: '2022-07-01', endsOn: '2025-06-30' },
        { startsOn: '2022-07-01', endsOn: '2025-06-30' },
      ]);
    });

    it('W10: the second pack of the chain costs no second fee', async () => {
      itIs('2024-08-01');
      const machine = await coveredUntil('2019-07-01', '2022-06-30');
      const { offering } = await judged(api, machine, TWO_YEARS);
      const pack = await orderedPack(api, machine, offering.partNumber, '2024-08-01');
      expect(await registerPack(api, machine, pack)).toMatchObject({
        period: { startsOn: '2022-07-01', endsOn: '2024-06-30' },
      });
      const { decision } = await judged(api, machine, YEAR);
      expect(decision).toMatchObject({ period: { startsOn: '2024-07-01', endsOn: '2025-06-30' } });
      expect(fees(decision)).toEqual([]);
    });

    it.each([
      { id: 'W12', from: '2019-07-01', to: '2022-06-30', today: '2024-08-01', asked: '2024-08-01' },
      { id: 'W13', from: '2021-03-01', to: '2024-02-29', today: '2024-04-10', asked: '2024-04-01' },
    ])('$id: asked to start on $asked it is refused', async ({ from, to, today, asked }) => {
      itIs(today);
      const machine = await coveredUntil(from, to);
      const { offering } = await judged(api, machine, YEAR);
      const pack = await orderedPack(api, machine, offering.partNumber, today);
      const answer = await registerPack(api, machine, pack, { requestedStartsOn: asked });
      expect(answer).toMatchObject({ __typename: 'Rejection', decision: { verdict: 'REFUSED' } });
      expect(answer.__typename === 'Rejection' && effects(answer.decision)).toContain('REFUSE REN_START');
    });

    it('W14: registered for half a year at the full price; the next renewal starts the day after', async () => {
      itIs('2024-01-15');
      const machine = await theMachine();
      const { offering, decision: whole } = await judged(api, machine, YEAR);
      const order = await orderPack(api, machine, offering.partNumber, { requestedMonths: 6 });
      if (order.__typename !== 'ServicePack') throw new Error(JSON.stringify(order.decision.findings));
      const contract = await registerPack(api, machine, order.serial, { requestedMonths: 6 });
      expect(contract).toMatchObject({ period: { startsOn: '2024-03-01', endsOn: '2024-08-31' } });
      const { ordered } = await api.ask<{ ordered: { contracts: { nodes: { decision: JudgedDecision }[] } } }>(
        `query ($machineType: String!, $serial: String!) { ordered: machine(machineType: $machineType, serial: $serial) {
          contracts { nodes { decision { charges { kind price { amount currency } } } } } } }`,
        machine,
      );
      expect(ordered.contracts.nodes[0]?.decision.charges).toEqual(whole.charges);
      expect((await judged(api, machine, YEAR)).decision.period?.startsOn).toBe('2024-09-01');
    });

    it.each([{ months: 3 }, { months: 9 }])('W15: not for $months months', async ({ months }) => {
      itIs('2024-01-15');
      const machine = await theMachine();
      const { offering } = await judged(api, machine, YEAR);
      const order = await orderPack(api, machine, offering.partNumber, { requestedMonths: months });
      expect(order).toMatchObject({ __typename: 'Rejection', decision: { verdict: 'REFUSED' } });
      expect(order.__typename === 'Rejection' && effects(order.decision)).toContain('REFUSE OFFER_NOMONTHS');
    });

    it.each([
      { today: '2024-02-29', late: false },
      { today: '2024-03-01', late: true },
    ])('W17: coverage to 2024-03-31 ordered on $today warns: $late', async ({ today, late }) => {
      itIs(today);
      const machine = await coveredUntil('2021-04-01', '2024-03-31');
      const { decision } = await judged(api, machine, YEAR);
      expect(decision.verdict).toBe('ELIGIBLE');
      expect(effects(decision).includes('WARN REN_ORDER_1M')).toBe(late);
      const answer = await api.ask(
        'query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) { renewal { recommendedOrderOn } } }',
        machine,
      );
      expect(answer).toEqual({ machine: { renewal: { recommendedOrderOn: '2024-02-29' } } });
    });
  });

  describe('3. period arithmetic', () => {
    it.each([
      { id: 'W28', startsOn: '2024-02-29', months: 12, endsOn: '2025-02-28' },
      { id: 'W30', startsOn: '2023-03-01', months: 12, endsOn: '2024-02-29' },
      { id: 'W30', startsOn: '2024-03-01', months: 12, endsOn: '2025-02-28' },
      { id: 'W31', startsOn: '2024-08-31', months: 6, endsOn: '2025-02-28' },
      { id: 'W31', startsOn: '2024-08-31', months: 18, endsOn: '2026-02-28' },
    ])('$id: a warranty of $months months from $startsOn ends on $endsOn', async ({ startsOn, months, endsOn }) => {
      const machine = await aMachine(api, { warrantyStartsOn: startsOn, warrantyMonths: months });
      const answer = await api.ask(
        'query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) { warranty { period { startsOn endsOn } } } }',
        machine,
      );
      expect(answer).toEqual({ machine: { warranty: { period: { startsOn, endsOn } } } });
    });

    it.each([
      { id: 'W28', after: '2024-02-28', startsOn: '2024-02-29', endsOn: '2025-02-28' },
      { id: 'W30', after: '2023-02-28', startsOn: '2023-03-01', endsOn: '2024-02-29' },
      { id: 'W34', after: '2023-04-20', startsOn: '2023-04-21', endsOn: '2024-04-20' },
    ])('$id: a renewal after $after runs from $startsOn to $endsOn', async ({ after, startsOn, endsOn }) => {
      itIs('2023-01-10');
      const { decision } = await judged(api, await coveredUntil('2020-04-20', after), YEAR);
      expect(decision.period).toEqual({ startsOn, endsOn });
    });

    it('W35: at half past midnight in Japan the warranty that ended yesterday has expired', async () => {
      const machine = await theMachine();
      api.clock.moveTo(new Date('2024-02-29T14:59:59Z'));
      expect(effects((await judged(api, machine, YEAR)).decision)).toContain('INFO REN_BUY_IN_TERM');
      api.clock.moveTo(new Date('2024-02-29T15:30:00Z'));
      const { decision } = await judged(api, machine, YEAR);
      expect(effects(decision)).toContain('DERIVE REN_BACKDATE');
      const upgrades = await eligibleServices(api, machine, { kind: 'WARRANTY_UPGRADE' });
      for (const { decision: upgrade } of upgrades) expect(effects(upgrade)).toContain('REFUSE NEW_INWARRANTY');
      expect(upgrades.length).toBeGreaterThan(0);
    });
  });
});
