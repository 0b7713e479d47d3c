import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { aMachine, judged, type MachineKey, orderedPack, orderPack, registerPack } from './support/builders.ts';
import { publishCatalogue, startTestApi, type TestApi } from './support/start-test-api.ts';

interface Replay {
  readonly act: string;
  readonly subject: string;
  readonly decision: { verdict: string; period: { startsOn: string; endsOn: string } };
  readonly replayed: { verdict: string; period: { startsOn: string; endsOn: string } } | null;
  readonly same: boolean | null;
}

const REPLAY = `query ($machineType: String!, $serial: String!) { replayDecisions(machineType: $machineType, serial: $serial) {
  act subject decidedAt decision { verdict period { startsOn endsOn } } replayed { verdict period { startsOn endsOn } basis { marketSettingsNumber } } same } }`;

describe('a stored decision', () => {
  let api: TestApi;

  const replaysOf = async (machine: MachineKey): Promise<readonly Replay[]> =>
    (await api.ask<{ replayDecisions: readonly Replay[] }>(REPLAY, machine)).replayDecisions;

  const asOwner = async (sql: string, values: unknown[]): Promise<void> => {
    const owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    await owner.query(sql, values);
    await owner.end();
  };

  /** A machine with an upgrade ordered and registered in its first year. */
  async function upgraded(): Promise<MachineKey & { readonly contractId: string }> {
    const machine = await aMachine(api, {
      productNumber: '7Z73CTO1WW',
      warrantyStartsOn: '2026-05-11',
      shippedOn: '2026-05-01',
      warrantyMonths: 12,
    });
    const on = '2026-10-20';
    const wanted = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 36 };
    const { offering } = await judged(api, machine, wanted, { on });
    const contract = await registerPack(api, machine, await orderedPack(api, machine, offering.partNumber, on));
    if (contract.__typename !== 'Contract') throw new Error(JSON.stringify(contract.decision.findings));
    return { ...machine, contractId: contract.id };
  }

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
  });
  afterAll(() => api.close());

  it('is made again word for word, whatever was published, set and announced since', async () => {
    const { contractId, ...machine } = await upgraded();
    await api.ask(`mutation ($input: ChangeStartDateInput!) { changeStartDate(input: $input) { __typename } }`, {
      input: {
        ...machine,
        requestedStartsOn: '2026-06-01',
        requestedOn: '2026-11-02',
        reason: 'Delivered in June',
        documents: { deliveryNoteSerials: [machine.serial], warrantyCardDatedOn: '2026-06-01' },
      },
    });
    await api.ask(`mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { __typename } }`, {
      input: { contractId, reason: 'Sold the site' },
    });
    await publishCatalogue(api, 'catalogue-2027-01.xlsx', '2026-10-15');
    await api.ask(
      `mutation { setMarketSettings(input: { effectiveOn: "2026-01-01", closedDays: ["2026-10-21"], reason: "Closed", lifeLimits: [{ family: THINKSYSTEM, approvedBeyondMonths: 12, twoYearRenewalLifts: false }] }) { number } }`,
    );
    await api.ask(`mutation { announceEndOfSupport(input: { machineType: "7Z73", on: "2026-12-31" }) { code } }`);
    await api.ask(
      `mutation { setMachineTypeFamily(input: { machineType: "7Z73", family: ST50, reason: "Read the label" }) { code } }`,
    );
    const replays = await replaysOf(machine);
    expect(replays.map(({ act, same }) => [act, same])).toEqual([
      ['ORDER', true],
      ['REGISTRATION', true],
      ['ABANDONMENT', true],
      ['START_DATE_CHANGE', true],
    ]);
    for (const { decision, replayed } of replays) expect(replayed).toMatchObject(decision);
    await api.ask(
      `mutation { setMachineTypeFamily(input: { machineType: "7Z73", reason: "It was the wrong label" }) { code } }`,
    );
  });

  it('that does not follow from what it looked at is told', async () => {
    const machine = await upgraded();
    await asOwner(
      `UPDATE decision_facts SET facts = jsonb_set(facts, '{machine,warranty,startsOn}', '"2026-05-12"')
       FROM machine m WHERE m.id = machine_id AND m.serial = $1 AND act = 'REGISTRATION'`,
      [machine.serial],
    );
    const replays = await replaysOf(machine);
    expect(replays.map(({ act, same }) => [act, same])).toEqual([
      ['ORDER', true],
      ['REGISTRATION', false],
    ]);
  });

  it('is none where a pack was only taken in as recorded', async () => {
    const machine = await upgraded();
    await asOwner(`DELETE FROM decision_facts USING machine m WHERE m.id = machine_id AND m.serial = $1`, [
      machine.serial,
    ]);
    expect((await replaysOf(machine)).map(({ replayed, same }) => [replayed, same])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('of a machine nobody knows is not found', async () => {
    const problem = await api.problem(REPLAY, { machineType: '7Z73', serial: 'NOSUCH' });
    expect(problem.extensions.code).toBe('NOT_FOUND');
  });
});

describe('a pack', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
  });
  afterAll(() => api.close());

  const FOUR_HOURS = { kind: 'RENEWAL', serviceLevel: 'FULL_24X7_4H', termMonths: 12 };
  const chiyoda = { municipalityCode: '131016' };

  it('is registered at the place it was ordered for, and by the list it was ordered from', async () => {
    const machine = await aMachine(api, {
      productNumber: '7X06CTO1WW',
      warrantyStartsOn: '2024-01-10',
      warrantyMonths: 36,
    });
    const { offering } = await judged(api, machine, FOUR_HOURS, { site: chiyoda });
    expect(await orderPack(api, machine, offering.partNumber)).toMatchObject({ __typename: 'Rejection' });
    const ordered = await orderPack(api, machine, offering.partNumber, { site: chiyoda });
    if (ordered.__typename !== 'ServicePack') throw new Error(JSON.stringify(ordered.decision.findings));
    await publishCatalogue(api, 'catalogue-2027-01.xlsx', '2026-11-01');
    expect(await registerPack(api, machine, ordered.serial)).toMatchObject({
      __typename: 'Contract',
      period: { startsOn: '2027-01-10' },
    });
    const { machine: read } = await api.ask<{
      machine: { contracts: { nodes: { decision: { basis: { catalogueVersionId: string } } }[] } };
    }>(
      `query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) {
        contracts { nodes { decision { basis { catalogueVersionId } } } } } }`,
      machine,
    );
    const { replayDecisions } = await api.ask<{
      replayDecisions: { same: boolean; replayed: { basis: { catalogueVersionId: string } } }[];
    }>(
      `query ($machineType: String!, $serial: String!) { replayDecisions(machineType: $machineType, serial: $serial) { same replayed { basis { catalogueVersionId } } } }`,
      machine,
    );
    const versions = replayDecisions.map(({ replayed }) => replayed.basis.catalogueVersionId);
    expect(new Set([...versions, read.contracts.nodes[0]?.decision.basis.catalogueVersionId]).size).toBe(1);
    expect(replayDecisions.map(({ same }) => same)).toEqual([true, true]);
  });
});
