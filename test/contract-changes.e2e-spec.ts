import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  aMachine,
  DECISION,
  eligibleServices,
  judged,
  type JudgedDecision,
  type MachineKey,
  orderedPack,
  orderPack,
  registerPack,
} from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const ABANDON = `mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { __typename
  ... on Contract { status abandonedOn period { startsOn endsOn } decision { verdict } } ... on Rejection { decision { ${DECISION} } } } }`;
const CHANGE = `mutation ($input: ChangeStartDateInput!) { changeStartDate(input: $input) { __typename
  ... on Machine { warranty { period { startsOn endsOn } } } ... on Rejection { decision { ${DECISION} } } } }`;
const TIMELINE = `query ($machineType: String!, $serial: String!, $knownAt: DateTime) { machine(machineType: $machineType, serial: $serial) {
  coverage(knownAt: $knownAt) { timeline { layer period { startsOn endsOn } } } } }`;

describe('changes of what was registered', () => {
  let api: TestApi;

  const timelineOf = async (machine: MachineKey, knownAt?: Date): Promise<string[]> => {
    const answer = await api.ask<{
      machine: { coverage: { timeline: { layer: string; period: { startsOn: string; endsOn: string } }[] } };
    }>(TIMELINE, { ...machine, knownAt: knownAt?.toISOString() });
    return answer.machine.coverage.timeline.map(({ layer, period }) => `${layer} ${period.startsOn}..${period.endsOn}`);
  };

  /** Registers a 24x7 service on the machine; answers the contract's id. */
  async function registered(machine: MachineKey, kind: string, termMonths: number, orderedOn: string): Promise<string> {
    const { offering } = await judged(api, machine, { kind, serviceLevel: 'FULL_24X7', termMonths }, { on: orderedOn });
    const pack = await orderedPack(api, machine, offering.partNumber, orderedOn);
    const contract = await registerPack(api, machine, pack, { registeredOn: orderedOn });
    if (contract.__typename !== 'Contract') throw new Error(JSON.stringify(contract.decision.findings));
    return contract.id;
  }

  /** Adds Premier to the service the machine has; answers the contract's id. */
  async function withPremier(machine: MachineKey): Promise<string> {
    const input = { machineType: machine.machineType, eligible: true, reason: 'Asked sales' };
    await api.ask(
      'mutation ($input: SetPremierEligibilityInput!) { setPremierEligibility(input: $input) { __typename } }',
      { input },
    );
    const services = await eligibleServices(api, machine, { kind: 'PREMIER_UPGRADE' });
    const offered = services.find(({ decision }) => decision.verdict === 'ELIGIBLE');
    if (offered === undefined) throw new Error('no Premier upgrade is offered');
    const pack = await orderedPack(api, machine, offered.offering.partNumber, '2026-11-02');
    const contract = await registerPack(api, machine, pack, { registeredOn: '2026-11-02' });
    if (contract.__typename !== 'Contract') throw new Error(JSON.stringify(contract.decision.findings));
    return contract.id;
  }

  const statusesOf = async (machine: MachineKey): Promise<Record<string, object>> => {
    const answer = await api.ask<{ machine: { contracts: { nodes: { id: string }[] } } }>(
      `query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) {
        contracts { nodes { id status abandonedOn } } } }`,
      { ...machine },
    );
    return Object.fromEntries(answer.machine.contracts.nodes.map(({ id, ...rest }) => [id, rest]));
  };

  const later = (): void => api.clock.moveTo(new Date(api.clock.now().getTime() + 60_000));

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
  });
  afterAll(() => api.close());

  describe('a contract is given up', () => {
    it('W86: it covers until that day, nothing is paid back, and a later renewal starts the day after', async () => {
      const machine = await aMachine(api, {
        productNumber: '7Z73CTO1WW',
        warrantyStartsOn: '2023-04-01',
        warrantyMonths: 12,
      });
      const contractId = await registered(machine, 'WARRANTY_UPGRADE', 36, '2023-05-10');
      const before = api.clock.now();
      later();
      const answer = await api.ask(ABANDON, {
        input: { contractId, abandonedOn: '2024-06-30', reason: 'Site closed' },
      });
      expect(answer).toMatchObject({
        abandonContract: {
          status: 'ABANDONED',
          abandonedOn: '2024-06-30',
          period: { startsOn: '2023-04-01', endsOn: '2024-06-30' },
        },
      });
      expect(await timelineOf(machine)).toEqual([
        'BASE_WARRANTY 2023-04-01..2024-03-31',
        'SERVICE 2023-04-01..2024-06-30',
      ]);
      expect(await timelineOf(machine, before)).toEqual([
        'BASE_WARRANTY 2023-04-01..2024-03-31',
        'SERVICE 2023-04-01..2026-03-31',
      ]);
      const renewal = await judged(
        api,
        machine,
        { kind: 'RENEWAL', serviceLevel: 'FULL_24X7', termMonths: 12 },
        { on: '2024-08-01' },
      );
      expect(renewal.decision.period?.startsOn).toBe('2024-07-01');
      const again = await api.problem(ABANDON, { input: { contractId, abandonedOn: '2024-06-30', reason: 'Again' } });
      expect(again.extensions.code).toBe('CONFLICT');
    });

    it('not before the renewal that follows on from it', async () => {
      const machine = await aMachine(api, {
        productNumber: '7Z73CTO1WW',
        warrantyStartsOn: '2023-04-01',
        warrantyMonths: 12,
      });
      const upgrade = await registered(machine, 'WARRANTY_UPGRADE', 36, '2023-05-10');
      const renewal = await registered(machine, 'RENEWAL', 12, '2026-03-02');
      const problem = await api.problem(ABANDON, { input: { contractId: upgrade, reason: 'Too early' } });
      expect(problem.extensions).toMatchObject({ code: 'CONFLICT', reason: 'RENEWAL_FOLLOWS', contractId: renewal });
      await api.ask(ABANDON, { input: { contractId: renewal, abandonedOn: '2026-03-31', reason: 'Before it began' } });
      expect(await timelineOf(machine)).toEqual([
        'BASE_WARRANTY 2023-04-01..2024-03-31',
        'SERVICE 2023-04-01..2026-03-31',
      ]);
      await api.ask(ABANDON, { input: { contractId: upgrade, abandonedOn: '2026-01-31', reason: 'Now' } });
      expect((await timelineOf(machine)).at(-1)).toBe('SERVICE 2023-04-01..2026-01-31');
    });

    it.each([
      { what: 'before Premier began', abandonedOn: '2026-11-01', premierCovers: [] },
      {
        what: 'after Premier began',
        abandonedOn: '2026-11-20',
        premierCovers: ['PREMIER 2026-11-02..2026-11-20'],
      },
    ])('with the Premier that ends with it: $what', async ({ abandonedOn, premierCovers }) => {
      api.clock.moveTo(new Date('2026-11-02T10:00:00+09:00'));
      const machine = await aMachine(api, {
        productNumber: '7Z73CTO1WW',
        warrantyStartsOn: '2025-04-01',
        warrantyMonths: 36,
      });
      const contractId = await registered(machine, 'WARRANTY_UPGRADE', 48, '2026-10-20');
      const premierId = await withPremier(machine);
      expect(await statusesOf(machine)).toEqual({
        [contractId]: { status: 'ACTIVE', abandonedOn: null },
        [premierId]: { status: 'ACTIVE', abandonedOn: null },
      });
      api.clock.moveTo(new Date('2026-11-25T10:00:00+09:00'));
      await api.ask(ABANDON, { input: { contractId, abandonedOn, reason: 'Site closed' } });
      // Nothing took its place: it went with the service it was bought for.
      expect(await statusesOf(machine)).toEqual({
        [contractId]: { status: 'ABANDONED', abandonedOn },
        [premierId]: { status: 'ABANDONED', abandonedOn },
      });
      expect((await timelineOf(machine)).filter((line) => line.startsWith('PREMIER'))).toEqual(premierCovers);
    });

    it('not one that does not exist', async () => {
      const problem = await api.problem(ABANDON, {
        input: { contractId: '00000000-0000-4000-8000-000000000000', reason: 'None' },
      });
      expect(problem.extensions.code).toBe('NOT_FOUND');
    });
  });

  describe('a change that rests on what was seen', () => {
    const versionOf = async (machine: MachineKey): Promise<number> =>
      (
        await api.ask<{ machine: { version: number } }>(
          'query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) { version } }',
          machine,
        )
      ).machine.version;

    it('is refused where the machine was changed meanwhile, and made where it was not', async () => {
      const machine = await aMachine(api, {
        productNumber: '7Z73CTO1WW',
        warrantyStartsOn: '2025-04-01',
        warrantyMonths: 36,
      });
      const seen = await versionOf(machine);
      const contractId = await registered(machine, 'WARRANTY_UPGRADE', 48, '2026-10-20');
      const now = await versionOf(machine);
      expect(now).toBeGreaterThan(seen);
      const refused = await api.problem(ABANDON, {
        input: { contractId, reason: 'Site closed', expectedMachineVersion: seen },
      });
      expect(refused.extensions).toMatchObject({ code: 'CONFLICT', reason: 'MACHINE_CHANGED', version: now });
      expect(await versionOf(machine)).toBe(now);
      const made = await api.ask(ABANDON, {
        input: { contractId, reason: 'Site closed', expectedMachineVersion: now },
      });
      expect(made).toMatchObject({ abandonContract: { status: 'ABANDONED' } });
      expect(await versionOf(machine)).toBeGreaterThan(now);
    });
  });

  describe('an upgrade takes the place of an earlier one', () => {
    const upgraded = async (): Promise<MachineKey> => {
      api.clock.moveTo(new Date('2026-11-02T10:00:00+09:00'));
      const machine = await aMachine(api, {
        productNumber: '7Z73CTO1WW',
        warrantyStartsOn: '2024-04-01',
        warrantyMonths: 36,
        site: { municipalityCode: '131016' },
      });
      await registered(machine, 'WARRANTY_UPGRADE', 36, '2026-10-20');
      return machine;
    };
    const higher = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7_4H', termMonths: 36 };

    it.each<{ what: string; hang: (machine: MachineKey) => Promise<unknown>; says: string }>([
      {
        what: 'a renewal follows on from it',
        hang: (machine) => registered(machine, 'RENEWAL', 12, '2026-11-01'),
        says: 'A renewal follows on from the upgrade of 2024-04-01 to 2027-03-31',
      },
      {
        what: 'Premier ends with it',
        hang: withPremier,
        says: 'Premier ends with the upgrade of 2024-04-01 to 2027-03-31',
      },
    ])('not where $what: the policy says so, at the order and at the registration', async ({ hang, says }) => {
      const machine = await upgraded();
      const { offering, decision } = await judged(api, machine, higher);
      expect(decision.verdict).toBe('ELIGIBLE');
      const pack = await orderedPack(api, machine, offering.partNumber, '2026-11-02');
      await hang(machine);
      const before = await timelineOf(machine);
      const registration = await registerPack(api, machine, pack);
      const order = await orderPack(api, machine, offering.partNumber);
      for (const answer of [registration, order]) {
        if (answer.__typename !== 'Rejection') throw new Error('the policy allowed it');
        const finding = answer.decision.findings.find(({ rule }) => rule === 'NEW_CHAIN');
        expect(finding?.effect).toBe('REFUSE');
        expect(finding?.message).toContain(says);
        expect(finding?.clause.locator).toBe('c.16');
      }
      expect(await timelineOf(machine)).toEqual(before);
    });
  });

  describe('a start is moved', () => {
    const shipped = {
      productNumber: '7Z73CTO1WW',
      shippedOn: '2024-01-10',
      warrantyStartsOn: '2024-01-20',
      warrantyMonths: 36,
    };
    const documents = (machine: MachineKey): object => ({
      deliveryNoteSerials: [machine.serial],
      warrantyCardDatedOn: '2024-07-07',
    });

    it('W65: up to 179 days after the ship date, and what started with the warranty moves with it', async () => {
      const machine = await aMachine(api, shipped);
      await registered(machine, 'WARRANTY_UPGRADE', 48, '2024-03-01');
      const before = api.clock.now();
      later();
      const answer = await api.ask(CHANGE, {
        input: { ...machine, requestedStartsOn: '2024-07-07', documents: documents(machine), reason: 'Delivered late' },
      });
      expect(answer).toEqual({
        changeStartDate: {
          __typename: 'Machine',
          warranty: { period: { startsOn: '2024-07-07', endsOn: '2027-07-06' } },
        },
      });
      expect(await timelineOf(machine)).toEqual([
        'BASE_WARRANTY 2024-07-07..2027-07-06',
        'SERVICE 2024-07-07..2028-07-06',
      ]);
      expect(await timelineOf(machine, before)).toEqual([
        'BASE_WARRANTY 2024-01-20..2027-01-19',
        'SERVICE 2024-01-20..2028-01-19',
      ]);
    });

    it.each([
      { what: 'W65: 180 days after the ship date', input: { requestedStartsOn: '2024-07-08' }, rule: 'START_180' },
      { what: 'before the ship date', input: { requestedStartsOn: '2024-01-09' }, rule: 'START_180' },
      { what: 'W67: without documents', input: { documents: null }, rule: 'START_DOCS' },
      {
        what: 'W67: with a delivery note of another machine',
        input: { documents: { deliveryNoteSerials: ['OTHER'], warrantyCardDatedOn: '2024-07-07' } },
        rule: 'START_DOCS',
      },
    ])('$what it is refused, and nothing moves', async ({ input, rule }) => {
      const machine = await aMachine(api, shipped);
      const whole = {
        ...machine,
        requestedStartsOn: '2024-07-07',
        documents: documents(machine),
        reason: 'Delivered late',
        ...input,
      };
      const { changeStartDate } = await api.ask<{ changeStartDate: { __typename: string; decision: JudgedDecision } }>(
        CHANGE,
        { input: whole },
      );
      expect(changeStartDate.decision.verdict).toBe('REFUSED');
      expect(changeStartDate.decision.findings.map((finding) => finding.rule)).toContain(rule);
      expect(await timelineOf(machine)).toEqual(['BASE_WARRANTY 2024-01-20..2027-01-19']);
    });

    it('W13: never that of a renewal', async () => {
      const machine = await aMachine(api, {
        ...shipped,
        shippedOn: '2020-03-01',
        warrantyStartsOn: '2020-03-01',
        warrantyMonths: 48,
      });
      const renewal = await registered(machine, 'RENEWAL', 12, '2024-02-20');
      const { changeStartDate } = await api.ask<{ changeStartDate: { decision: JudgedDecision } }>(CHANGE, {
        input: {
          ...machine,
          contractId: renewal,
          requestedStartsOn: '2024-04-01',
          documents: documents(machine),
          reason: 'Delivery note of April',
        },
      });
      expect(
        changeStartDate.decision.findings.filter(({ effect }) => effect === 'REFUSE').map(({ rule }) => rule),
      ).toEqual(expect.arrayContaining(['START_RENEWAL', 'REN_NOCHANGE_START']));
    });
  });

  it('tells what we believed on 31 May about 15 April', async () => {
    const believed = async (knownAt?: string): Promise<object> => {
      const query = `query ($machineType: String!, $serial: String!, $knownAt: DateTime) { machine(machineType: $machineType, serial: $serial) {
        coverage(on: "2024-04-15", knownAt: $knownAt) { covered periods { layer serviceLevel period { startsOn endsOn } } } } }`;
      return (await api.ask<{ machine: { coverage: object } }>(query, { ...machine, knownAt })).machine.coverage;
    };
    const on = (instant: string): void => api.clock.moveTo(new Date(instant));
    const service = {
      layer: 'SERVICE',
      serviceLevel: 'FULL_24X7',
      period: { startsOn: '2023-04-01', endsOn: '2026-03-31' },
    };

    // The base warranty ended in March 2024. On 20 May it was recorded that three years had been bought; in June, that they
    // had been given up before 15 April.
    on('2027-03-01T10:00:00+09:00');
    const machine = await aMachine(api, {
      productNumber: '7Z73CTO1WW',
      warrantyStartsOn: '2023-04-01',
      warrantyMonths: 12,
    });
    on('2027-05-20T10:00:00+09:00');
    const contractId = await registered(machine, 'WARRANTY_UPGRADE', 36, '2023-05-10');
    on('2027-06-10T10:00:00+09:00');
    await api.ask(ABANDON, {
      input: { contractId, abandonedOn: '2024-04-10', reason: 'Given up in April, told in June' },
    });

    expect(await believed('2027-05-19T00:00:00Z')).toEqual({ covered: false, periods: [] });
    expect(await believed('2027-05-31T00:00:00Z')).toEqual({ covered: true, periods: [service] });
    expect(await believed()).toEqual({ covered: false, periods: [] });
  });
});
