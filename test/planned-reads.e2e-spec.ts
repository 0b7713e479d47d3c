import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';

import { aMachine, judged, type MachineKey, orderedPack, registerPack } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const WHOLE_MACHINE = `serial productNumber customer { name } reseller { name } machineType { productName endOfSupport { on } }
  warranty { period { endsOn } }
  coverage { covered timeline { layer contract { packSerial offering { partNumber } } } }
  history { totalCount nodes { operation } }
  contracts { nodes { packSerial history { nodes { number } } offering { partNumber appliesTo { machineType } } machine { customer { name } } previous { packSerial } } }
  eligibleServices(kind: RENEWAL) { offering { partNumber } decision { verdict remedies { action } } }`;

describe('reads are planned from the query', () => {
  let api: TestApi;
  let machine: MachineKey;

  /** What an operation sends to the database: prepared statements, and the words that open and close its transaction. */
  async function sentBy(query: string): Promise<{ statements: number; plain: unknown[] }> {
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    try {
      await api.ask(query);
      const all = spy.mock.calls.map(([first]: unknown[], index) => ({ by: spy.mock.contexts[index], first }));
      // The job queue asks for work meanwhile, and counts are shared: on connections that never open an operation's snapshot.
      const ours = all
        .filter(({ first }) => String(first).startsWith('BEGIN ISOLATION LEVEL REPEATABLE READ'))
        .map(({ by }) => by);
      const sent = all.filter(({ by }) => ours.includes(by)).map(({ first }) => first);
      const plain = sent.filter((each) => typeof each === 'string');
      return { statements: sent.length - plain.length, plain };
    } finally {
      spy.mockRestore();
    }
  }

  const statementsOf = async (query: string): Promise<number> => (await sentBy(query)).statements;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    for (let number = 0; number < 12; number += 1) {
      machine = await aMachine(api, { customer: `Customer ${number}`, reseller: 'Reseller' });
      const { offering } = await judged(api, machine, {
        kind: 'WARRANTY_UPGRADE',
        serviceLevel: 'FULL_24X7',
        termMonths: 48,
      });
      await registerPack(api, machine, await orderedPack(api, machine, offering.partNumber, '2026-11-02'));
    }
  });
  afterAll(() => api.close());

  it('a page of offerings is one statement, and one more the first time', async () => {
    const page = '{ serviceOfferings(productNumber: "7X06CTO1WW") { nodes { partNumber appliesTo { model } } } }';
    expect(await statementsOf(page)).toBe(2);
    expect(await statementsOf(page)).toBe(1);
  });

  it('a machine is one statement, and one more for its ledger, its contracts and their offerings', async () => {
    const one = (fields: string): Promise<number> =>
      statementsOf(`{ machine(machineType: "7X06", serial: "${machine.serial}") { ${fields} } }`);
    expect(await one('serial customer { name } machineType { productName }')).toBe(1);
    expect(await one('serial coverage { covered periods { layer } }')).toBe(2);
    expect(await one('serial contracts { nodes { offering { partNumber } machine { customer { name } } } }')).toBe(2);
  });

  it('twelve machines take no more statements than one, whatever is asked of them', async () => {
    const one = await statementsOf(`{ machines(first: 1) { nodes { ${WHOLE_MACHINE} } } }`);
    const twelve = await statementsOf(`{ machines(first: 12) { nodes { ${WHOLE_MACHINE} } } }`);
    expect(twelve).toBe(one);
    // The machines, their ledgers, contracts and offerings, their histories; which catalogue, region list and settings count that day.
    expect(one).toBeLessThanOrEqual(8);
  });

  it('all reads of an operation see one snapshot', async () => {
    const { plain } = await sentBy(
      '{ a: machines { totalCount } b: serviceOfferings { totalCount } c: machineType(code: "7X06") { code } }',
    );
    expect(plain).toEqual([
      expect.stringMatching(/^BEGIN .*READ ONLY; SET LOCAL ROLE keizoku_administrator;/),
      'COMMIT',
    ]);
  });
});
