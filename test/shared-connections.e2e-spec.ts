import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';

import type { ApiClient } from './support/api-client.ts';
import { aMachine } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

/** The same words for everybody: what differs is who asks. */
const OWN = `{ renewals(first: 10, on: "2026-11-02") { nodes { lastCoveredOn machine { serial customer { name } reseller { name } } } } }`;
const NAMES = ['Aoba Trading', 'Midori Systems', 'Sakura Solutions'];

interface Owned {
  readonly renewals: {
    readonly nodes: readonly { readonly machine: { readonly serial: string; readonly reseller: { name: string } } }[];
  };
}

describe('many who ask the same at once', () => {
  let api: TestApi;
  let owner: pg.Client;
  let resellers: ApiClient[];

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true });
    owner = new pg.Client({ connectionString: api.ownerUrl });
    await owner.connect();
    for (const [index, reseller] of NAMES.entries()) {
      for (let number = 0; number <= index; number += 1)
        await aMachine(api, { serial: `S${index}N${number}`, reseller, customer: `Customer of ${reseller}` });
    }
    resellers = await Promise.all(NAMES.map((reseller) => api.withKey({ role: 'RESELLER', reseller })));
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  /** What each of them is shown, all at once; nothing where an answer had to be refused. */
  async function shownToAll(): Promise<(string | undefined)[]> {
    const answers = Array.from({ length: 48 }, async (_, index) => {
      const asking = resellers[index % NAMES.length] as ApiClient;
      const answer = await asking.ask<Owned>(OWN).catch((cause: unknown) => {
        if (!String(cause).includes('SERVICE_UNAVAILABLE')) throw cause;
        return undefined;
      });
      const shown = answer?.renewals.nodes.map(({ machine }) => `${machine.serial} of ${machine.reseller.name}`);
      return shown?.toSorted().join(', ');
    });
    return Promise.all(answers);
  }

  const expected = Array.from({ length: 48 }, (_, index) => {
    const at = index % NAMES.length;
    return Array.from({ length: at + 1 }, (__, number) => `S${at}N${number} of ${NAMES[at] ?? ''}`).join(', ');
  });

  it('are shown their own, over two connections for all of them', async () => {
    await shownToAll();
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    try {
      for (let round = 0; round < 10; round += 1) expect(await shownToAll()).toEqual(expected);
      const begun = new Map<unknown, number>();
      spy.mock.calls.forEach(([first], index) => {
        if (!/^BEGIN .*READ ONLY; SET LOCAL ROLE keizoku_reseller/.test(String(first))) return;
        const connection = spy.mock.contexts[index];
        begun.set(connection, (begun.get(connection) ?? 0) + 1);
      });
      const numbers = [...begun.values()].toSorted((one, other) => other - one);
      expect(numbers.reduce((sum, number) => sum + number, 0)).toBeGreaterThanOrEqual(480);
      expect((numbers[0] ?? 0) + (numbers[1] ?? 0)).toBeGreaterThan(400);
    } finally {
      spy.mockRestore();
    }
  });

  it('are shown nothing of each other where connections break under them', async () => {
    let isOver = false;
    const breaking = (async () => {
      while (!isOver) {
        await owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
             AND query ~ '^(COMMIT|SELECT e\\.)' AND random() < 0.5`,
        );
        await sleep(15);
      }
    })();
    let answered = 0;
    for (let round = 0; round < 25; round += 1) {
      (await shownToAll()).forEach((shown, index) => {
        if (shown === undefined) return;
        answered += 1;
        expect(shown).toBe(expected[index]);
      });
    }
    isOver = true;
    await breaking;
    // What broke is asked once more: most are answered all the same.
    expect(answered).toBeGreaterThan(600);
    expect(await shownToAll()).toEqual(expected);
  });
});
