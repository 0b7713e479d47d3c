import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aMachine, judged, type MachineKey, orderedPack, registerPack } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

interface Said {
  readonly rule: string;
  readonly effect: string;
  readonly message: string;
  readonly clause: { readonly locator: string; readonly text: string };
  readonly facts: readonly { name: string; value: string }[];
}

interface Flagged {
  readonly coverage: {
    readonly covered: boolean;
    readonly coveredUntil: string;
    readonly findings: readonly Said[];
    readonly timeline: readonly {
      layer: string;
      period: { startsOn: string; endsOn: string };
      findings: readonly Said[];
    }[];
  };
  readonly contracts: { readonly nodes: readonly { period: { endsOn: string }; findings: readonly Said[] }[] };
}

const SAID = `findings { rule effect message(locale: EN) clause { locator text(locale: JA) } facts { name value } }`;
const FLAGGED = `query ($machineType: String!, $serial: String!, $on: LocalDate, $knownAt: DateTime) {
  machine(machineType: $machineType, serial: $serial) {
    coverage(on: $on, knownAt: $knownAt) { covered coveredUntil ${SAID} timeline { layer period { startsOn endsOn } ${SAID} } }
    contracts { nodes { period { endsOn } ${SAID.replace('findings', 'findings(on: $on, knownAt: $knownAt)')} } } } }`;
const ANNOUNCE = `mutation ($input: AnnounceEndOfSupportInput!) { announceEndOfSupport(input: $input) { __typename } }`;

/** What is flagged, and with which reason. */
function flagsOf({ coverage, contracts }: Flagged): Record<string, string> {
  const reasonOf = ([finding]: readonly Said[]): string =>
    finding === undefined ? 'none' : (finding.facts.find(({ name }) => name === 'reason')?.value ?? '');
  return {
    coverage: reasonOf(coverage.findings),
    ...Object.fromEntries(coverage.timeline.map(({ layer, findings }) => [layer, reasonOf(findings)])),
    contract: contracts.nodes.map(({ findings }) => reasonOf(findings)).join(),
  };
}

const NONE = { coverage: 'none', BASE_WARRANTY: 'none', SERVICE: 'none', contract: 'none' };
const SERVICE_ONLY = { ...NONE, coverage: 'REGISTERED', SERVICE: 'REGISTERED', contract: 'REGISTERED' };

describe('an end of support announced after registration', () => {
  let api: TestApi;
  let machine: MachineKey;
  /** When nothing, each announcement in turn, and the withdrawal had been heard. */
  const heard: Date[] = [];

  const flagged = async (variables: object = {}): Promise<Flagged> =>
    (await api.ask<{ machine: Flagged }>(FLAGGED, { ...machine, ...variables })).machine;
  const announce = async (what: object): Promise<void> => {
    api.clock.moveTo(new Date(api.clock.now().getTime() + 60_000));
    await api.ask(ANNOUNCE, { input: { machineType: '7Z73', ...what } });
    heard.push(api.clock.now());
  };

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    machine = await aMachine(api, {
      productNumber: '7Z73CTO1WW',
      warrantyStartsOn: '2025-03-01',
      warrantyMonths: 36,
    });
    const wanted = { kind: 'WARRANTY_UPGRADE', serviceLevel: 'FULL_24X7', termMonths: 60 };
    const { offering } = await judged(api, machine, wanted);
    const pack = await orderedPack(api, machine, offering.partNumber, '2026-11-02');
    expect((await registerPack(api, machine, pack)).__typename).toBe('Contract');
    heard.push(api.clock.now());
  });
  afterAll(() => api.close());

  it('flags nothing while nothing is announced', async () => {
    expect(flagsOf(await flagged())).toEqual(NONE);
  });

  it('flags what runs beyond it and shortens nothing; what ends on that day is served to its end', async () => {
    const before = await flagged();
    // The base warranty ends on the last of February of a leap year.
    await announce({ on: '2028-02-29' });
    const after = await flagged();
    expect(flagsOf(after)).toEqual(SERVICE_ONLY);
    const days = ({ coverage, contracts }: Flagged): unknown => [
      coverage.covered,
      coverage.coveredUntil,
      coverage.timeline.map(({ period }) => period),
      contracts.nodes.map(({ period }) => period),
    ];
    expect(days(after)).toEqual(days(before));
    expect(after.coverage.coveredUntil).toBe('2030-02-28');
    const [finding] = after.coverage.findings;
    expect(finding).toMatchObject({
      rule: 'EOS_TRUNCATE',
      effect: 'WARN',
      message:
        'It is registered to 2030-02-28, but not served after the end of support on 2028-02-29. What is registered stays as it is.',
      clause: { locator: expect.stringContaining('R-EOS-TRUNCATE'), text: expect.stringContaining('保守廃止日') },
    });
  });

  it('flags the base warranty too once it is a day earlier', async () => {
    await announce({ on: '2028-02-28' });
    expect(flagsOf(await flagged())).toEqual({ ...SERVICE_ONLY, BASE_WARRANTY: 'REGISTERED' });
  });

  it.each([
    { on: '2028-02-28', reason: 'REGISTERED' },
    { on: '2028-02-29', reason: 'PASSED' },
  ])('says on $on whether it has passed: $reason', async ({ on, reason }) => {
    const said = await flagged({ on });
    expect(flagsOf(said)).toEqual({ coverage: reason, BASE_WARRANTY: reason, SERVICE: reason, contract: reason });
    expect(said.coverage.covered).toBe(true);
  });

  it('tells it in the pipeline of renewals', async () => {
    const { renewals } = await api.ask<{ renewals: { nodes: { endOfSupportOn: string; findings: Said[] }[] } }>(
      `{ renewals(where: { machineType: "7Z73" }) { nodes { endOfSupportOn lastCoveredOn ${SAID} } } }`,
    );
    expect(renewals.nodes).toMatchObject([
      { endOfSupportOn: '2028-02-28', lastCoveredOn: '2030-02-28', findings: [{ rule: 'EOS_TRUNCATE' }] },
    ]);
  });

  it('is gone once it is withdrawn, and known as it was at any instant', async () => {
    await announce({ withdraw: true });
    expect(flagsOf(await flagged())).toEqual(NONE);
    const known = await Promise.all(heard.map(async (knownAt) => flagsOf(await flagged({ knownAt }))));
    expect(known).toEqual([NONE, SERVICE_ONLY, { ...SERVICE_ONLY, BASE_WARRANTY: 'REGISTERED' }, NONE]);
    const justBefore = new Date((heard[1]?.getTime() ?? 0) - 1);
    expect(flagsOf(await flagged({ knownAt: justBefore }))).toEqual(NONE);
  });

  it('is told of a contract that has just been registered, and not of one that covers nothing any more', async () => {
    await announce({ on: '2029-06-30' });
    const { machine: found } = await api.ask<{ machine: { contracts: { nodes: { id: string }[] } } }>(
      'query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) { contracts { nodes { id } } } }',
      { ...machine },
    );
    const { abandonContract } = await api.ask<{ abandonContract: { findings: Said[] } }>(
      `mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { ... on Contract { ${SAID} } } }`,
      { input: { contractId: found.contracts.nodes[0]?.id, abandonedOn: '2026-11-02', reason: 'Site closed' } },
    );
    expect(abandonContract.findings).toEqual([]);
    expect(flagsOf(await flagged())).toEqual(NONE);
    expect(flagsOf(await flagged({ knownAt: heard.at(-1) }))).toEqual(NONE);
  });
});
