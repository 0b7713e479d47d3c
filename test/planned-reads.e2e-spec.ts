import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { aMachine, judged, type MachineKey, orderedPack, registerPack } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const WHOLE_MACHINE = `serial productNumber customer { name } reseller { name } machineType { productName endOfSupport { on } }
  warranty { period { endsOn } }
  coverage { covered timeline { layer contract { packSerial offering { partNumber } } } }
  contracts { nodes { packSerial offering { partNumber appliesTo { machineType } } machine { customer { name } } previous { packSerial } } }
  eligibleServices(kind: RENEWAL) { offering { partNumber } decision { verdict remedies { action } } }`;

describe('reads are planned from the query', () => {
  let api: TestApi;
  let machine: MachineKey;

  /** How many statements an operation takes, without those that open and close its transaction. */
  async function statementsOf(query: string): Promise<number> {
    const original = pg.Client.prototype.query;
    let statements = 0;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const [config] = args;
      if (typeof config === 'object' && config !== null && 'name' in config) statements += 1;
      return Reflect.apply(original, this, args) as never;
    } as typeof original;
    try {
      await api.ask(query);
    } finally {
      pg.Client.prototype.query = original;
    }
    return statements;
  }

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

  it('a page of offerings is one statement', async () => {
    expect(
      await statementsOf(
        '{ serviceOfferings(productNumber: "7X06CTO1WW") { nodes { partNumber appliesTo { model } } } }',
      ),
    ).toBe(1);
  });

  it('a machine is one statement, and one each for its ledger and its contracts with their offerings', async () => {
    const one = (fields: string): Promise<number> =>
      statementsOf(`{ machine(machineType: "7X06", serial: "${machine.serial}") { ${fields} } }`);
    expect(await one('serial customer { name } machineType { productName }')).toBe(1);
    expect(await one('serial coverage { covered periods { layer } }')).toBe(2);
    expect(await one('serial contracts { nodes { offering { partNumber } machine { customer { name } } } }')).toBe(4);
  });

  it('twelve machines take no more statements than one, whatever is asked of them', async () => {
    const one = await statementsOf(`{ machines(first: 1) { nodes { ${WHOLE_MACHINE} } } }`);
    const twelve = await statementsOf(`{ machines(first: 12) { nodes { ${WHOLE_MACHINE} } } }`);
    expect(twelve).toBe(one);
    expect(one).toBeLessThanOrEqual(6);
  });

  it('all reads of an operation see one snapshot', async () => {
    const begins: string[] = [];
    const original = pg.Client.prototype.query;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      if (typeof args[0] === 'string') begins.push(args[0]);
      return Reflect.apply(original, this, args) as never;
    } as typeof original;
    await api.ask(
      '{ a: machines { totalCount } b: serviceOfferings { totalCount } c: machineType(code: "7X06") { code } }',
    );
    pg.Client.prototype.query = original;
    expect(begins).toEqual([expect.stringMatching(/^BEGIN .*READ ONLY; SET LOCAL ROLE keizoku_staff;/), 'COMMIT']);
  });
});
