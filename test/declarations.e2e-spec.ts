import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aMachine, DECISION, type JudgedDecision, type MachineKey, orderPack } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

describe('what the customer declares', () => {
  let api: TestApi;
  let machine: MachineKey;
  let partNumber: string;

  const judgedWith = async (declared: object | null): Promise<JudgedDecision> => {
    const query = `query ($machineType: String!, $serial: String!, $declared: DeclarationsInput) { machine(machineType: $machineType, serial: $serial) {
      eligibleServices(kind: WARRANTY_UPGRADE, declared: $declared) { offering { partNumber serviceLevel termMonths premier keepYourDrive } decision { ${DECISION} } } } }`;
    const answer = await api.ask<{
      machine: {
        eligibleServices: {
          offering: {
            partNumber: string;
            serviceLevel: string;
            termMonths: number;
            premier: boolean;
            keepYourDrive: boolean;
          };
          decision: JudgedDecision;
        }[];
      };
    }>(query, { ...machine, declared });
    const found = answer.machine.eligibleServices.find(
      ({ offering }) =>
        offering.serviceLevel === 'FULL_24X7' &&
        offering.termMonths === 60 &&
        !offering.premier &&
        !offering.keepYourDrive,
    );
    partNumber = found?.offering.partNumber ?? '';
    if (found === undefined) throw new Error('no such offering');
    return found.decision;
  };
  const rulesOf = ({ findings }: JudgedDecision): string[] => findings.map(({ rule }) => rule);

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
    machine = await aMachine(api, { productNumber: '7Z73CTO1WW', reseller: 'Aoba Shoji' });
  });
  afterAll(() => api.close());

  it('nothing: judged as if nobody had asked', async () => {
    const decision = await judgedWith(null);
    expect(decision.verdict).toBe('ELIGIBLE');
    expect(rulesOf(decision)).not.toContain('NEW_EXISTING_FAULT');
  });

  it('W26: a fault that is there already is not covered by what is bought now', async () => {
    const decision = await judgedWith({ working: false });
    expect(rulesOf(decision)).toContain('NEW_EXISTING_FAULT');
    expect(rulesOf(await judgedWith({ working: true }))).not.toContain('NEW_EXISTING_FAULT');
  });

  it('W86: a pack of Japan does not apply in Singapore', async () => {
    const abroad = await judgedWith({ countryOfUse: 'SG' });
    expect(abroad.verdict).toBe('REFUSED');
    expect(rulesOf(abroad)).toContain('CTRY_BOUND');
    expect((await judgedWith({ countryOfUse: 'JP' })).verdict).toBe('ELIGIBLE');
  });

  it('W84: another channel than the one that sold the machine needs an approval, also when ordered', async () => {
    expect((await judgedWith({ reseller: 'Aoba Shoji' })).verdict).toBe('ELIGIBLE');
    const other = await judgedWith({ reseller: 'Midori Shoji' });
    expect(other.verdict).toBe('NEEDS_APPROVAL');
    expect(rulesOf(other)).toEqual(expect.arrayContaining(['CH_SAME', 'CH_CHANGE']));
    const order = await orderPack(api, machine, partNumber, { declared: { reseller: 'Midori Shoji' } });
    expect(order).toMatchObject({ __typename: 'Rejection', decision: { verdict: 'NEEDS_APPROVAL' } });
  });

  it('a country that is none is refused', async () => {
    const query = `{ machine(machineType: "7Z73", serial: "${machine.serial}") { eligibleServices(declared: { countryOfUse: "Japan" }) { decision { verdict } } } }`;
    expect((await api.problem(query)).extensions.code).toBe('BAD_USER_INPUT');
  });
});
