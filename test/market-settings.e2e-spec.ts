import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aMachine, judged, orderPack, type Wanted } from './support/builders.ts';
import { publishCatalogue, startTestApi, type TestApi } from './support/start-test-api.ts';

const SET = 'mutation ($input: SetMarketSettingsInput!) { setMarketSettings(input: $input) { number effectiveOn } }';
const renewal: Wanted = { kind: 'RENEWAL', serviceLevel: 'NBD_9X5', termMonths: 12 };

describe('the settings of the market', () => {
  let api: TestApi;

  const set = (input: object): Promise<unknown> => api.ask(SET, { input: { reason: 'Board decision', ...input } });

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
  });
  afterAll(() => api.close());

  it('start with a fee that must be asked for; what is set counts from its day on', async () => {
    const machine = await aMachine(api, {
      productNumber: '7Y51CTO1WW',
      warrantyStartsOn: '2023-07-01',
      warrantyMonths: 36,
    });
    const feeOn = async (on: string): Promise<unknown> => {
      const { decision } = await judged(api, machine, renewal, { on });
      return {
        verdict: decision.verdict,
        fee: decision.charges.find(({ kind }) => kind === 'REINSTATEMENT_FEE')?.price,
      };
    };
    expect(await feeOn('2026-11-02')).toEqual({ verdict: 'NEEDS_APPROVAL', fee: null });
    await set({ effectiveOn: '2026-11-01', reinstatementFee: '30000' });
    await set({ effectiveOn: '2026-12-01', reinstatementFee: '45000' });
    expect(await feeOn('2026-10-31')).toEqual({ verdict: 'NEEDS_APPROVAL', fee: null });
    expect(await feeOn('2026-11-02')).toEqual({ verdict: 'ELIGIBLE', fee: { amount: '30000', currency: 'JPY' } });
    expect(await feeOn('2026-12-01')).toEqual({ verdict: 'ELIGIBLE', fee: { amount: '45000', currency: 'JPY' } });
  });

  it('are named by the decisions made with them, and kept', async () => {
    const machine = await aMachine(api, {
      productNumber: '7Y51CTO1WW',
      warrantyStartsOn: '2023-07-01',
      warrantyMonths: 36,
    });
    const { offering } = await judged(api, machine, renewal, { on: '2026-11-02' });
    const query = `mutation ($input: OrderServicePackInput!) { orderServicePack(input: $input) {
      ... on ServicePack { decision { basis { marketSettingsNumber regionListNumber catalogueVersionId } } } } }`;
    const answer = await api.ask<{ orderServicePack: { decision: { basis: object } } }>(query, {
      input: { ...machine, partNumber: offering.partNumber },
    });
    expect(answer.orderServicePack.decision.basis).toEqual({
      marketSettingsNumber: 1,
      regionListNumber: 0,
      catalogueVersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const { marketSettingsHistory } = await api.ask<{ marketSettingsHistory: object[] }>(
      '{ marketSettingsHistory { number effectiveOn reinstatementFee { amount } callsUntil closedDays reason actor } }',
    );
    expect(marketSettingsHistory).toMatchObject([
      {
        number: 2,
        effectiveOn: '2026-12-01',
        reinstatementFee: { amount: '45000' },
        reason: 'Board decision',
        actor: api.actor,
      },
      { number: 1, effectiveOn: '2026-11-01' },
      { number: 0, reinstatementFee: null, callsUntil: '16:00' },
    ]);
  });

  it('close days: a pack takes longer', async () => {
    const machine = await aMachine(api, {
      productNumber: '7Y51CTO1WW',
      warrantyStartsOn: '2024-06-01',
      warrantyMonths: 36,
    });
    const { offering } = await judged(api, machine, renewal);
    expect(await orderPack(api, machine, offering.partNumber)).toMatchObject({
      deliveryWindow: { startsOn: '2026-11-10', endsOn: '2026-11-13' },
    });
    await set({ effectiveOn: '2026-11-02', reinstatementFee: '30000', closedDays: ['2026-11-05', '2026-11-06'] });
    expect(await orderPack(api, machine, offering.partNumber)).toMatchObject({
      deliveryWindow: { startsOn: '2026-11-12', endsOn: '2026-11-17' },
    });
  });

  it('move the limits of service life of a family from a day on', async () => {
    // A switch: five years, then a person decides.
    const machine = await aMachine(api, {
      productNumber: '7159HC1',
      warrantyStartsOn: '2022-01-01',
      warrantyMonths: 60,
    });
    const verdictOn = async (on: string): Promise<string> =>
      (await judged(api, machine, renewal, { on })).decision.verdict;
    await api.ask('mutation { announceEndOfSupport(input: { machineType: "7159", withdraw: true }) { code } }');
    expect(await verdictOn('2026-12-01')).toBe('NEEDS_APPROVAL');
    await set({ effectiveOn: '2026-12-02', lifeLimits: [{ family: 'SWITCH', approvedBeyondMonths: 72 }] });
    expect(await verdictOn('2026-12-01')).toBe('NEEDS_APPROVAL');
    expect(await verdictOn('2026-12-02')).toBe('ELIGIBLE');
    const query = `{ simulateRenewals(on: "2026-12-01", where: { machineType: "7159" }, assume: { lifeLimits: [{ family: SWITCH, approvedBeyondMonths: 72 }] }) {
      nodes { changes { before { verdict } after { verdict } } } } }`;
    const { simulateRenewals } = await api.ask<{
      simulateRenewals: { nodes: { changes: { before: { verdict: string }; after: { verdict: string } }[] }[] };
    }>(query);
    expect(simulateRenewals.nodes[0]?.changes).toContainEqual({
      before: { verdict: 'NEEDS_APPROVAL' },
      after: { verdict: 'ELIGIBLE' },
    });
  });

  it('open a day: a holiday that the law has moved, told apart from the table of holidays', async () => {
    const { holidays } = await api.ask<{ holidays: { on: string; name: string }[] }>(
      '{ holidays(year: 2026) { on name(locale: EN) } }',
    );
    expect(holidays).toContainEqual({ on: '2026-11-03', name: 'National Culture Day' });
    expect(holidays.every(({ on }) => on.startsWith('2026-'))).toBe(true);
    const next = async (): Promise<string> =>
      (await api.ask<{ nextBusinessDay: string }>('{ nextBusinessDay(receivedOn: "2026-11-02") }')).nextBusinessDay;
    expect(await next()).toBe('2026-11-04');
    await set({ effectiveOn: '2026-11-02', reinstatementFee: '30000', openDays: ['2026-11-03'] });
    expect(await next()).toBe('2026-11-03');
    await set({ effectiveOn: '2026-11-02', reinstatementFee: '30000' });
    expect(await next()).toBe('2026-11-04');
  });

  it('sell other terms of a family, and call one no longer current', async () => {
    const st50 = await aMachine(api, {
      productNumber: '7Y48CTO1WW',
      warrantyStartsOn: '2024-06-01',
      warrantyMonths: 36,
    });
    const rulesOn = async (on: string): Promise<string[]> => {
      const { machine } = await api.ask<{
        machine: {
          eligibleServices: { offering: { termMonths: number }; decision: { findings: { rule: string }[] } }[];
        };
      }>(
        `query ($machineType: String!, $serial: String!, $on: LocalDate) { machine(machineType: $machineType, serial: $serial) {
          eligibleServices(on: $on, kind: RENEWAL) { offering { termMonths } decision { findings { rule } } } } }`,
        { ...st50, on },
      );
      return [
        ...new Set(machine.eligibleServices.flatMap(({ decision }) => decision.findings.map(({ rule }) => rule))),
      ];
    };
    await set({ effectiveOn: '2026-12-10', lifeLimits: [{ family: 'ST50', terms: [36] }] });
    await set({ effectiveOn: '2026-12-20', lifeLimits: [{ family: 'ST50', nonCurrent: true }] });
    expect(await rulesOn('2026-12-09')).not.toContain('LIFE_ST50_TERMS');
    expect(await rulesOn('2026-12-10')).toContain('LIFE_ST50_TERMS');
    expect(await rulesOn('2026-12-20')).toContain('LIFE_NONCURRENT');
    expect(await rulesOn('2026-12-20')).not.toContain('LIFE_ST50_TERMS');
  });

  it('know a machine type whose name does not tell its family, from a person', async () => {
    const key = { productNumber: '7X06CTO1WW', warrantyStartsOn: '2023-01-01', warrantyMonths: 36 };
    const machine = await aMachine(api, key);
    const familyIs = async (family: string | null): Promise<unknown> =>
      api.ask(
        `mutation ($input: SetMachineTypeFamilyInput!) { setMachineTypeFamily(input: $input) { family familySetByHand } }`,
        { input: { machineType: '7x06', family, reason: 'The label says so' } },
      );
    const rules = async (): Promise<string[]> =>
      (await judged(api, machine, renewal)).decision.findings.map(({ rule }) => rule);
    expect(await rules()).not.toContain('LIFE_NONCURRENT');
    expect(await familyIs('SYSTEM_X')).toEqual({
      setMachineTypeFamily: { family: 'SYSTEM_X', familySetByHand: true },
    });
    expect(await rules()).toContain('LIFE_NONCURRENT');
    await publishCatalogue(api, 'catalogue-2027-01.xlsx', '2027-01-01');
    expect(await rules()).toContain('LIFE_NONCURRENT');
    expect(await familyIs(null)).toEqual({
      setMachineTypeFamily: { family: 'THINKSYSTEM', familySetByHand: false },
    });
    const unknown = await api.problem(
      `mutation { setMachineTypeFamily(input: { machineType: "ZZZZ", family: ST50, reason: "?" }) { code } }`,
    );
    expect(unknown.extensions.code).toBe('NOT_FOUND');
  });

  it.each([
    {
      input: { openDays: ['2026-12-29'], closedDays: ['2026-12-29'] },
      argument: 'input.openDays',
    },
    { input: { lifeLimits: [{ family: 'THINKSYSTEM', terms: [12] }] }, argument: 'input.lifeLimits[0].terms' },
    {
      input: { lifeLimits: [{ family: 'ST50', nonCurrent: true, terms: [12] }] },
      argument: 'input.lifeLimits[0].terms',
    },
    {
      input: { lifeLimits: [{ family: 'SYSTEM_X', nonCurrent: false }] },
      argument: 'input.lifeLimits[0].nonCurrent',
    },
    {
      input: { lifeLimits: [{ family: 'SYSTEM_X', refusedBeyondMonths: 84 }] },
      argument: 'input.lifeLimits[0].refusedBeyondMonths',
    },
    { input: { lifeLimits: [{ family: 'THINKSYSTEM', approvedBeyondMonths: 96 }] }, argument: 'input.lifeLimits[0]' },
    { input: { lifeLimits: [{ family: 'ST50' }, { family: 'ST50' }] }, argument: 'input.lifeLimits' },
    { input: { reinstatementFee: '1.5' }, argument: 'input.reinstatementFee' },
    { input: { callsUntil: '25:00' }, argument: 'input.callsUntil' },
  ])('refuse $input', async ({ input, argument }) => {
    const problem = await api.problem(SET, { input: { reason: 'Typo', ...input } });
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it('let one of two who set them at once win, and tell the other', async () => {
    const { marketSettings } = await api.ask<{ marketSettings: { number: number } }>(
      '{ marketSettings(on: "2027-01-01") { number } }',
    );
    const inputs = ['10000', '20000'].map((reinstatementFee) => ({
      reinstatementFee,
      reason: 'Race',
      expectedNumber: marketSettings.number,
    }));
    const answers = await Promise.all(inputs.map((input) => api.send(SET, { input })));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual(['CONFLICT', 'ok']);
  });
});
