import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  aMachine,
  DECISION,
  judged,
  type JudgedDecision,
  type MachineKey,
  orderedPack,
  registerPack,
} from './support/builders.ts';
import { importRegions, startTestApi, type TestApi } from './support/start-test-api.ts';

const REPAIR = `query ($input: RepairQuestionInput!) { repairDecision(input: $input) { ${DECISION} evaluatedOn } }`;
const OPTION = `query ($input: OptionQuestionInput!) { optionCoverage(input: $input) { terms decision { ${DECISION} } } }`;
const SPOT = `query ($input: SpotVisitInput!) { spotRepairCost(input: $input) { billedHours decision { ${DECISION} evaluatedOn } } }`;
const NEXT = 'query ($on: LocalDate, $at: String!) { nextBusinessDay(receivedOn: $on, receivedAt: $at) }';

const CALLER = { customerName: 'Aoba', place: '東京都千代田区' };
const WHOLE = { productNumber: '7Z73CTO1WW', customer: 'Aoba' };

describe('care', () => {
  let api: TestApi;
  let machine: MachineKey;

  /** What the policy says of a call that says everything. */
  const call = async (input: MachineKey & Record<string, unknown>): Promise<JudgedDecision & { evaluatedOn: string }> =>
    (
      await api.ask<{ repairDecision: JudgedDecision & { evaluatedOn: string } }>(REPAIR, {
        input: { ...CALLER, ...input },
      })
    ).repairDecision;

  const cover = async (input: Record<string, unknown>): Promise<{ terms: string; decision: JudgedDecision }> =>
    (
      await api.ask<{ optionCoverage: { terms: string; decision: JudgedDecision } }>(OPTION, {
        input: { ...machine, ...input },
      })
    ).optionCoverage;

  const spot = async (
    input: object,
  ): Promise<{ billedHours: number; decision: JudgedDecision & { evaluatedOn: string } }> =>
    (await api.ask<{ spotRepairCost: Awaited<ReturnType<typeof spot>> }>(SPOT, { input })).spotRepairCost;

  const nextBusinessDay = async (on: string, at: string): Promise<string> =>
    (await api.ask<{ nextBusinessDay: string }>(NEXT, { on, at })).nextBusinessDay;

  /** Registers a plain service on the machine. */
  async function registered(
    key: MachineKey,
    wanted: { kind: string; serviceLevel: string; termMonths: number },
    on: string,
  ): Promise<void> {
    const { offering } = await judged(api, key, wanted, { on });
    const answer = await registerPack(api, key, await orderedPack(api, key, offering.partNumber, on), {
      registeredOn: on,
    });
    if (answer.__typename !== 'Contract') throw new Error(JSON.stringify(answer.decision.findings));
  }

  const upgrade = (key: MachineKey, termMonths: number, on: string): Promise<void> =>
    registered(key, { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths }, on);

  const effects = ({ findings }: JudgedDecision): string[] => findings.map(({ rule, effect }) => `${rule} ${effect}`);
  const actions = ({ remedies }: JudgedDecision): string[] => remedies.map(({ action }) => action);

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, reinstatementFee: 30_000 });
    machine = await aMachine(api, { ...WHOLE, serial: 'COVERED', warrantyStartsOn: '2024-04-01' });
  });
  afterAll(() => api.close());

  describe('a call for repair', () => {
    it('is served by the machine in any spelling, today at nine unless said, with the clauses it rests on', async () => {
      const decision = await call({ machineType: '7z73', serial: 'ｃｏｖｅｒｅｄ' });
      expect(decision).toMatchObject({ verdict: 'ELIGIBLE', evaluatedOn: '2026-11-02', charges: [], remedies: [] });
      expect(effects(decision)).toEqual([
        'REP_BYMACHINE INFO',
        'RESP_NBD DERIVE',
        'REP_DISPATCH INFO',
        'RESP_NOGUARANTEE INFO',
        'RESP_PARTS INFO',
        'RESP_OUTSOURCED INFO',
      ]);
      const nbd = decision.findings.find(({ rule }) => rule === 'RESP_NBD');
      // 3 November is a holiday.
      expect(nbd?.message).toMatch(/2026-11-02.*09:00.*2026-11-04/);
      expect(nbd?.clause.locator).toContain('R-RESP-NBD');
    });

    it('needs customer name and place', async () => {
      const decision = await call({ ...machine, customerName: ' ', place: null });
      expect(decision.verdict).toBe('REFUSED');
      expect(effects(decision)).toContain('REP_VERIFY REFUSE');
    });

    it.each([
      { who: 'as recorded', said: { place: '東京都 千代田区丸の内 1-1' }, differs: false },
      { who: 'under another name', said: { customerName: 'Midori' }, differs: true },
      { who: 'from another place', said: { place: '大阪府大阪市北区' }, differs: true },
    ])('is served $who', async ({ said, differs }) => {
      const site = { prefecture: '東京都', municipality: '千代田区' };
      const recorded = await aMachine(api, { ...WHOLE, warrantyStartsOn: '2024-04-01', site });
      const decision = await call({ ...recorded, ...said });
      expect(decision.verdict).toBe('ELIGIBLE');
      const { message } = decision.findings.find(({ rule }) => rule === 'REP_BYMACHINE') ?? {};
      expect(/記録と異なり|differ/.test(message ?? '')).toBe(differs);
    });

    it('of a machine without cover is refused, and a repair by the hour offered', async () => {
      const decision = await call({ ...machine, receivedOn: '2027-04-01' });
      expect(effects(decision)).toEqual(['REP_BYMACHINE REFUSE']);
      expect(actions(decision)).toEqual(['SPOT_REPAIR']);
      expect((await call({ ...machine, receivedOn: '2027-03-31' })).verdict).toBe('ELIGIBLE');
    });

    it.each(['ACCIDENT', 'IMPROPER_ENVIRONMENT'])(
      'after damage by %s is refused, but a person may decide',
      async (cause) => {
        const decision = await call({ ...machine, cause });
        expect(effects(decision)).toContain('REP_ACCIDENT REFUSE');
        expect(actions(decision)).toEqual(['SPOT_REPAIR', 'ASK_FOR_APPROVAL']);
      },
    );

    it('W86: without a fault is charged, though the machine is covered', async () => {
      const decision = await call({ ...machine, hasFault: false });
      expect(decision.verdict).toBe('ELIGIBLE');
      expect(effects(decision)).toContain('REP_PREVENTIVE FEE');
      expect(decision.charges).toEqual([
        { kind: 'LABOUR', price: null },
        { kind: 'PARTS', price: null },
      ]);
    });
  });

  describe('a fault from before a pack was registered', () => {
    it('W26: is not repaired under the upgrade that was bought for it', async () => {
      const key = await aMachine(api, { ...WHOLE, warrantyStartsOn: '2024-04-01', warrantyMonths: 12 });
      await upgrade(key, 36, '2024-06-11');
      // In the base warranty that cover serves it, at its own level; a fault of later on has the upgrade's.
      const inWarranty = await call({ ...key, receivedOn: '2024-06-20', faultSince: '2024-06-10' });
      expect(inWarranty.verdict).toBe('ELIGIBLE');
      expect(effects(inWarranty)).toEqual(expect.arrayContaining(['NEW_EXISTING_FAULT WARN', 'RESP_NBD DERIVE']));
      const ofThatDay = effects(await call({ ...key, receivedOn: '2024-06-20', faultSince: '2024-06-11' }));
      expect(ofThatDay).not.toContain('NEW_EXISTING_FAULT WARN');
      expect(ofThatDay).not.toContain('RESP_NBD DERIVE');
      // After the base warranty nothing but the upgrade is left.
      const afterIt = await call({ ...key, receivedOn: '2025-04-01', faultSince: '2024-06-10' });
      expect(effects(afterIt)).toEqual(['NEW_EXISTING_FAULT REFUSE']);
      expect(actions(afterIt)).toEqual(['SPOT_REPAIR']);
    });

    it('W27: is not repaired under a renewal, although that begins before the fault', async () => {
      const key = await aMachine(api, { ...WHOLE, warrantyStartsOn: '2021-03-01' });
      await registered(key, { kind: 'RENEWAL', serviceLevel: 'NBD_9X5', termMonths: 12 }, '2024-06-20');
      const before = await call({ ...key, receivedOn: '2024-06-10' });
      expect(before.verdict).toBe('REFUSED');
      expect(effects(before)).toContain('NEW_EXISTING_FAULT REFUSE');
      const still = await call({ ...key, receivedOn: '2024-06-21', faultSince: '2024-06-10' });
      expect(effects(still)).toContain('NEW_EXISTING_FAULT REFUSE');
      expect(await call({ ...key, receivedOn: '2024-06-20' })).toMatchObject({ verdict: 'ELIGIBLE' });
    });

    it('is repaired under the upgrade that counted then, though another has taken its place', async () => {
      const key = await aMachine(api, { ...WHOLE, warrantyStartsOn: '2024-04-01', warrantyMonths: 12 });
      await upgrade(key, 36, '2024-06-11');
      await upgrade(key, 60, '2026-06-10');
      const before = await call({ ...key, receivedOn: '2026-06-09' });
      expect(before.verdict).toBe('ELIGIBLE');
      expect(effects(before)).toContain('NEW_EXISTING_FAULT WARN');
      const since = await call({ ...key, receivedOn: '2026-06-20', faultSince: '2026-06-10' });
      expect(since.verdict).toBe('ELIGIBLE');
      expect(effects(since)).not.toContain('NEW_EXISTING_FAULT WARN');
      // The upgrade of then ended with March 2027.
      const tooLate = await call({ ...key, receivedOn: '2027-04-01', faultSince: '2026-06-09' });
      expect(effects(tooLate)).toEqual(['NEW_EXISTING_FAULT REFUSE']);
    });
  });

  describe('a repair by the hour', () => {
    it('W52: is done until the end of support, that day included', async () => {
      const key = await aMachine(api, { productNumber: '7Y51CTO1WW', warrantyStartsOn: '2020-01-01' });
      await api.ask(
        'mutation ($input: AnnounceEndOfSupportInput!) { announceEndOfSupport(input: $input) { __typename } }',
        { input: { machineType: '7Y51', on: '2025-03-31' } },
      );
      const last = await call({ ...key, receivedOn: '2025-03-31', spotRepair: true });
      expect(last.verdict).toBe('ELIGIBLE');
      expect(effects(last)).toContain('SPOT_COST FEE');
      expect(last.charges.map(({ kind }) => kind)).toEqual(['LABOUR', 'TRAVEL', 'PARTS', 'PART_DELIVERY']);
      const after = await call({ ...key, receivedOn: '2025-04-01', spotRepair: true });
      expect(after.verdict).toBe('REFUSED');
      expect(effects(after)).toEqual(expect.arrayContaining(['EOS_SPOT REFUSE', 'SPOT_EOS REFUSE']));
      expect((await call({ ...key, receivedOn: '2025-04-01' })).remedies).toEqual([]);
      const part = { ...key, partClass: 'ORDINARY', boughtWithTheMachine: true };
      expect(actions((await cover({ ...part, on: '2025-03-31' })).decision)).toEqual([
        'CHOOSE_OFFERING',
        'SPOT_REPAIR',
      ]);
      expect(actions((await cover({ ...part, on: '2025-04-01' })).decision)).toEqual(['CHOOSE_OFFERING']);
    });

    it.each([
      { minutes: 0, hours: 2 },
      { minutes: 110, hours: 2 },
      { minutes: 120, hours: 2 },
      { minutes: 121, hours: 3 },
      { minutes: 130, hours: 3 },
    ])('W86: $minutes minutes of work are billed as $hours hours', async ({ minutes, hours }) => {
      const { billedHours, decision } = await spot({ minutes, hourlyRate: '18000', travel: '4000' });
      expect(billedHours).toBe(hours);
      expect(effects(decision)).toEqual(['SPOT_COST FEE']);
      expect(decision.findings[0]?.clause.locator).toContain('R-SPOT-COST');
      expect(decision.charges).toEqual([
        { kind: 'LABOUR', price: { amount: String(18_000 * hours), currency: 'JPY' } },
        { kind: 'TRAVEL', price: { amount: '4000', currency: 'JPY' } },
        { kind: 'PARTS', price: null },
        { kind: 'PART_DELIVERY', price: null },
      ]);
    });

    it('is judged on a day', async () => {
      expect((await spot({ minutes: 60 })).decision.evaluatedOn).toBe('2026-11-02');
      expect((await spot({ minutes: 60, on: '2026-10-30' })).decision.evaluatedOn).toBe('2026-10-30');
    });
  });

  describe('the next business day', () => {
    it.each([
      { on: '2024-05-02', at: '15:00', next: '2024-05-07' },
      { on: '2024-05-02', at: '16:00', next: '2024-05-07' },
      { on: '2024-05-02', at: '16:01', next: '2024-05-08' },
      { on: '2024-05-03', at: '18:00', next: '2024-05-07' },
      { on: '2024-02-28', at: '09:00', next: '2024-02-29' },
    ])('W74: a call of $on $at is repaired from $next on', async ({ on, at, next }) => {
      expect(await nextBusinessDay(on, at)).toBe(next);
      const key = await aMachine(api, { ...WHOLE, warrantyStartsOn: '2024-01-01' });
      const { findings } = await call({ ...key, receivedOn: on, receivedAt: at });
      expect(findings.find(({ rule }) => rule === 'RESP_NBD')?.message).toContain(next);
    });

    it('counts from today at nine unless said', async () => {
      expect(await api.ask('{ nextBusinessDay }')).toEqual({ nextBusinessDay: '2026-11-04' });
    });

    it('follows the settings of the market from the day they count', async () => {
      await api.ask('mutation ($input: SetMarketSettingsInput!) { setMarketSettings(input: $input) { number } }', {
        input: { effectiveOn: '2026-12-01', callsUntil: '12:00', closedDays: ['2026-12-02'], reason: 'Winter hours' },
      });
      expect(await nextBusinessDay('2026-11-30', '12:01')).toBe('2026-12-01');
      expect(await nextBusinessDay('2026-12-01', '12:00')).toBe('2026-12-03');
      expect(await nextBusinessDay('2026-12-01', '12:01')).toBe('2026-12-04');
      const before = await call({ ...machine, receivedOn: '2026-11-30', receivedAt: '12:01' });
      expect(before.findings.find(({ rule }) => rule === 'RESP_NBD')?.message).toContain('2026-12-01');
      const since = await call({ ...machine, receivedOn: '2026-12-01', receivedAt: '12:01' });
      expect(since.findings.find(({ rule }) => rule === 'RESP_NBD')?.message).toContain('2026-12-04');
    });
  });

  describe('a part', () => {
    it('W81: no contract is made for a UPS battery alone, though its own warranty covers it', async () => {
      const battery = {
        partClass: 'UPS_BATTERY',
        boughtWithTheMachine: false,
        warranty: { startsOn: '2026-01-01', endsOn: '2026-12-31' },
      };
      const { decision } = await cover({ ...battery, asksForAContract: true });
      expect(decision.verdict).toBe('REFUSED');
      expect(effects(decision)).toEqual(['CONS_LIST DERIVE', 'CONS_NOALONE REFUSE']);
      expect(await cover(battery)).toMatchObject({ terms: 'OWN', decision: { verdict: 'ELIGIBLE' } });
    });

    it('W81: a coin cell is no consumable, and covered as the machine is', async () => {
      const { terms, decision } = await cover({ partClass: 'COIN_CELL', boughtWithTheMachine: false });
      expect({ terms, verdict: decision.verdict }).toEqual({ terms: 'MACHINE', verdict: 'ELIGIBLE' });
      expect(decision.period).toEqual({ startsOn: '2026-11-02', endsOn: '2027-03-31' });
      expect(effects(decision)).toEqual(['CONS_COIN DERIVE', 'OPT_TOGETHER DERIVE']);
    });

    it('W81: a UPS battery shipped in the machine has the terms of the machine', async () => {
      const { terms, decision } = await cover({ partClass: 'UPS_BATTERY', boughtWithTheMachine: true });
      expect(terms).toBe('MACHINE');
      expect(effects(decision)).toEqual(['CONS_LIST DERIVE', 'CONS_WITHSYS DERIVE']);
    });

    it('has its own terms after those of the machine, until they are over too', async () => {
      const part = {
        partClass: 'ORDINARY',
        boughtWithTheMachine: false,
        warranty: { startsOn: '2025-05-01', endsOn: '2028-04-30' },
        replacedBy: 'CUSTOMER',
      };
      expect(await cover({ ...part, on: '2027-03-31' })).toMatchObject({ terms: 'MACHINE' });
      const own = await cover({ ...part, on: '2027-04-01' });
      expect(own).toMatchObject({
        terms: 'OWN',
        decision: { period: { startsOn: '2027-04-01', endsOn: '2028-04-30' } },
      });
      expect(effects(own.decision)).toEqual(['OPT_SYSOVER DERIVE', 'CRU_FRU DERIVE']);
      const none = await cover({ ...part, on: '2028-05-01' });
      expect(none).toMatchObject({ terms: 'NONE', decision: { verdict: 'REFUSED', period: null } });
      expect(actions(none.decision)).toEqual(['CHOOSE_OFFERING', 'SPOT_REPAIR']);
    });

    it.each([
      { worn: { wornPercent: 99 }, endsOn: '2027-03-31' },
      { worn: { wornPercent: 100 }, endsOn: undefined },
      { worn: { wornOutOn: '2026-12-24' }, endsOn: '2026-12-24' },
      { worn: { wornOutOn: '2026-11-01' }, endsOn: undefined },
    ])('that is an SSD is covered as long as it can be written: $worn', async ({ worn, endsOn }) => {
      const { decision } = await cover({ partClass: 'SSD', boughtWithTheMachine: true, ...worn });
      expect(decision.period?.endsOn).toBe(endsOn);
      expect(effects(decision)).toContain(`SSD_LIFE ${endsOn ? 'DERIVE' : 'REFUSE'}`);
    });
  });

  describe('a wrong request', () => {
    const part = { partClass: 'SSD', boughtWithTheMachine: true };

    it.each([
      { query: REPAIR, input: { receivedAt: '9:00' }, argument: 'input.receivedAt' },
      { query: REPAIR, input: { receivedAt: '24:00' }, argument: 'input.receivedAt' },
      { query: REPAIR, input: { receivedAt: '16:60' }, argument: 'input.receivedAt' },
      { query: REPAIR, input: { receivedOn: '2026-11-02', faultSince: '2026-11-03' }, argument: 'input.faultSince' },
      { query: REPAIR, input: { customerName: 'あ'.repeat(201) }, argument: 'input.customerName' },
      { query: REPAIR, input: { machineType: '7Z7' }, argument: 'input.machineType' },
      { query: OPTION, input: { ...part, serial: '-' }, argument: 'input.serial' },
      { query: OPTION, input: { ...part, wornPercent: -1 }, argument: 'input.wornPercent' },
      {
        query: OPTION,
        input: { ...part, warranty: { startsOn: '2026-01-02', endsOn: '2026-01-01' } },
        argument: 'input.warranty.endsOn',
      },
    ])('names the argument: $argument of $input', async ({ query, input, argument }) => {
      const problem = await api.problem(query, { input: { ...machine, ...input } });
      expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    });

    it.each([
      { input: { minutes: -1 }, argument: 'input.minutes' },
      { input: { minutes: 44_641 }, argument: 'input.minutes' },
      { input: { minutes: 60, hourlyRate: '-1' }, argument: 'input.hourlyRate' },
      { input: { minutes: 60, partDelivery: '0.5' }, argument: 'input.partDelivery' },
    ])('of a visit names the argument: $input', async ({ input, argument }) => {
      const problem = await api.problem(SPOT, { input });
      expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    });

    it.each(['9:00', '', '12:00:00', '１２:００'])('is asked about a time that is none: "%s"', async (at) => {
      const problem = await api.problem(NEXT, { on: '2026-11-02', at });
      expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'receivedAt' });
    });

    it.each([
      { query: REPAIR, input: {} },
      { query: OPTION, input: part },
    ])('names a machine nobody has recorded: $input', async ({ query, input }) => {
      const problem = await api.problem(query, { input: { machineType: '7Z73', serial: 'NEVER', ...input } });
      expect(problem.extensions).toMatchObject({ code: 'NOT_FOUND', machineType: '7Z73', serial: 'NEVER' });
    });
  });

  describe('a machine is moved', () => {
    const MOVE = `query ($input: MoveQuestionInput!) { moveDecision(input: $input) { ${DECISION} } }`;
    let timed: MachineKey;

    const moved = async (key: MachineKey, input: object): Promise<JudgedDecision> =>
      (await api.ask<{ moveDecision: JudgedDecision }>(MOVE, { input: { ...key, ...input } })).moveDecision;

    beforeAll(async () => {
      await importRegions(api, 'regions-2026-10.xlsx');
      timed = await aMachine(api, {
        productNumber: '7X06CTO1WW',
        warrantyStartsOn: '2025-02-18',
        site: { municipalityCode: '131016' },
      });
      await registered(timed, { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7_4H', termMonths: 36 }, '2025-03-10');
    });

    it('within the region: its four hours go on there', async () => {
      const decision = await moved(timed, { site: { municipalityCode: '131016' } });
      expect([decision.verdict, effects(decision)]).toEqual(['ELIGIBLE', ['REG_MOVE WARN']]);
    });

    it('out of the region: a person decides, and is told of the place', async () => {
      const decision = await moved(timed, { site: { prefecture: '東京都', municipality: '小笠原村' } });
      expect(decision.verdict).toBe('NEEDS_APPROVAL');
      expect(effects(decision)).toEqual(['REG_MOVE APPROVE', 'REG_OUT APPROVE']);
    });

    it('without a timed service: anywhere', async () => {
      const decision = await moved(machine, { site: { prefecture: '東京都', municipality: '小笠原村' } });
      expect([decision.verdict, decision.findings]).toEqual(['ELIGIBLE', []]);
    });

    it('W86: to Singapore: what was bought in Japan does not cover it there', async () => {
      const decision = await moved(timed, { country: 'SG' });
      expect(decision.verdict).toBe('REFUSED');
      expect(effects(decision)).toContain('CTRY_BOUND REFUSE');
    });

    it.each([
      { input: {}, argument: 'input.site' },
      { input: { country: 'Singapore' }, argument: 'input.country' },
      { input: { country: 'JP' }, argument: 'input.site' },
    ])('nowhere in particular is refused: $input', async ({ input, argument }) => {
      const problem = await api.problem(MOVE, { input: { ...timed, ...input } });
      expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    });
  });
});
