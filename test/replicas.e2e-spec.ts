import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startApi } from '../apps/api/src/start-api.ts';
import { ApiClient } from './support/api-client.ts';
import { aMachine } from './support/builders.ts';
import { catalogueWorkbook } from './support/catalogue-workbook.ts';
import { type FollowingServer, queryOf, ReplicatedServer } from './support/replicated-server.ts';
import { importRead, startTestApi, type TestApi } from './support/start-test-api.ts';
import { UNLIMITED } from './support/unlimited.ts';

const NAME = '{ machineType(code: "7X06") { productName } }';
const RECORD = `mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { ... on Machine { serial } } }`;
/** A list that lacks it is no error, for which the primary would be asked. */
const MACHINE = 'query ($serial: String!) { machines(where: { serial: $serial }) { nodes { serial } } }';

/** Two processes that read from a streaming replica of a real server. */
describe('with a replica to read from', () => {
  let server: ReplicatedServer;
  let replica: FollowingServer;
  let ownerUrl: string;
  let api: TestApi;
  let other: ApiClient;
  let closeOther: () => Promise<void>;
  let count = 0;

  const nameBy = async (client: ApiClient): Promise<string> =>
    (await client.ask<{ machineType: { productName: string } }>(NAME)).machineType.productName;
  /** What nobody announces tells where an answer came from: a replica that is held up does not have it. */
  const changedByHand = async (): Promise<string> => {
    const name = `By hand ${(count += 1)}`;
    await queryOf(ownerUrl, `UPDATE machine_type SET product_name = $1 WHERE code = '7X06'`, [name]);
    return name;
  };
  const record = async (client: ApiClient): Promise<string> => {
    const serial = `REPL${String((count += 1)).padStart(4, '0')}`;
    const input = { productNumber: '7X06CTO1WW', serial, warrantyStartsOn: '2025-02-18', warrantyMonths: 36 };
    await client.ask(RECORD, { input });
    return serial;
  };
  const sees = async (client: ApiClient, serial: string): Promise<boolean> => {
    const { machines } = await client.ask<{ machines: { nodes: object[] } }>(MACHINE, { serial });
    return machines.nodes.length === 1;
  };
  const whileHeldUp = async (work: () => Promise<void>): Promise<void> => {
    await replica.pause();
    try {
      await work();
    } finally {
      await replica.resume();
    }
  };
  /** Waits until a process reads from the replica: a while after it came back, or its own connection did. */
  const usedBy = async (client: ApiClient): Promise<boolean> => {
    for (let tries = 0; tries < 60; tries += 1) {
      let used = false;
      await nameBy(client);
      await whileHeldUp(async () => void (used = (await changedByHand()) !== (await nameBy(client))));
      if (used) return true;
      await new Promise((settle) => setTimeout(settle, 200));
    }
    return false;
  };

  beforeAll(async () => {
    server = await ReplicatedServer.start();
    const database = await server.database();
    ({ ownerUrl } = database);
    replica = await server.follower('follower');
    const readReplicaUrls = [replica.loginUrl];
    api = await startTestApi({ on: database, readReplicaUrls, withCatalogue: true });
    const second = await startApi({
      environment: { marketZone: 'Asia/Tokyo', compileQueriesAfter: 0 },
      ...{ databaseUrl: database.loginUrl, readReplicaUrls, clock: api.clock, logger: false },
      ...{ host: '127.0.0.1', port: 0, production: false, limits: UNLIMITED },
    });
    other = new ApiClient(second.url, api.headers);
    closeOther = () => second.close();
  }, 120_000);
  afterAll(async () => {
    await closeOther?.();
    await api?.close();
    await replica?.kill();
    await server?.stop();
  });

  it('queries are answered by it', async () => {
    expect([await usedBy(api), await usedBy(other)]).toEqual([true, true]);
  });

  it('what was written through one process is seen through every other, though the replica lies behind', async () => {
    await whileHeldUp(async () => {
      for (const [writing, reading] of [
        [api, other],
        [other, api],
        [api, api],
      ] as const)
        expect(await sees(reading, await record(writing))).toBe(true);
    });
  });

  it('nobody who writes and reads at once with others misses anything', async () => {
    const missed: string[] = [];
    const round = async (writing: ApiClient, reading: ApiClient): Promise<void> => {
      for (let time = 0; time < 15; time += 1) {
        const serial = await record(writing);
        if (!(await sees(reading, serial))) missed.push(serial);
      }
    };
    await Promise.all([round(api, other), round(other, api), round(api, api), round(other, other)]);
    expect(missed).toEqual([]);
  });

  it('resellers see their own there, too', async () => {
    await aMachine(api, { serial: 'AOBA1', reseller: 'Aoba Trading', customer: 'Customer of Aoba' });
    await aMachine(api, { serial: 'MIDORI1', reseller: 'Midori Systems', customer: 'Customer of Midori' });
    const reseller = await api.withKey({ role: 'RESELLER', reseller: 'Aoba Trading' });
    expect(await usedBy(api)).toBe(true);
    expect(await reseller.ask('{ machines { nodes { serial } } }')).toEqual({
      machines: { nodes: [{ serial: 'AOBA1' }] },
    });
  });

  it('an import is followed where it is written, and what it did is seen once it is shown', async () => {
    await whileHeldUp(async () => {
      const uploadId = await api.upload(await catalogueWorkbook([{ partNumber: '5WS0000001', price: 77_000 }]));
      const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(
        'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }',
        { input: { uploadId, effectiveOn: '2026-11-01' } },
      );
      const { id } = startCatalogueImport;
      expect(await importRead(api, id)).toMatchObject({ state: 'DRAFT' });
      const shown = await other.ask<{ catalogueImport: { state: string } }>(
        'query ($id: ID!) { catalogueImport(id: $id) { state } }',
        { id },
      );
      expect(shown.catalogueImport.state).toBe('DRAFT');
      await other.ask('mutation ($id: ID!) { publishCatalogue(input: { importId: $id }) { __typename } }', { id });
      expect(await api.ask('{ serviceOfferings { nodes { partNumber listPrice { amount } } } }')).toEqual({
        serviceOfferings: { nodes: [{ partNumber: '5WS0000001', listPrice: { amount: '77000' } }] },
      });
    });
  });

  it('an export is read from it', async () => {
    expect(await usedBy(api)).toBe(true);
    const secret = `Only on the primary ${(count += 1)}`;
    await whileHeldUp(async () => {
      await queryOf(ownerUrl, `UPDATE machine_type SET product_name = $1 WHERE code = '7X06'`, [secret]);
      expect((await api.download('exports/machines.csv')).toString('utf8')).not.toContain(secret);
    });
    expect((await api.download('exports/machines.csv')).toString('utf8')).toContain('REPL');
  });

  it('nobody notices that it is killed, and it is used again once it is back', async () => {
    let asking = true;
    const failed: unknown[] = [];
    const asked = async (client: ApiClient): Promise<void> => {
      while (asking) {
        const { status, errors } = await client.send(NAME);
        if (status !== 200 || errors) failed.push(errors);
        await new Promise((settle) => setTimeout(settle, 5));
      }
    };
    const askers = [asked(api), asked(other), asked(api)];
    await new Promise((settle) => setTimeout(settle, 300));
    await replica.kill();
    await new Promise((settle) => setTimeout(settle, 700));
    expect(await sees(other, await record(api))).toBe(true);
    await replica.start();
    expect(await usedBy(other)).toBe(true);
    asking = false;
    await Promise.all(askers);
    expect(failed).toEqual([]);
  });

  it('it is not used once it follows no longer', async () => {
    await replica.promote();
    const serial = await record(api);
    const name = await changedByHand();
    expect([await sees(api, serial), await sees(other, serial)]).toEqual([true, true]);
    expect([await nameBy(api), await nameBy(other)]).toEqual([name, name]);
  });
});
