import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import type { GraphqlAnswer } from '../support/api-client.ts';
import { RunningProcesses } from '../support/start-processes.ts';
import { createUnmigratedDatabase, type TestDatabase } from '../support/test-database.ts';

const CLIENTS = 24;
const MACHINES_EACH = 15;
const KILLS = 4;

/** How often a request was sent again because nobody had acknowledged it. */
let repeated = 0;

/** Sends a request until it is acknowledged; a broken connection, an outage or a busy machine is no answer. */
async function insist<T>(running: RunningProcesses, query: string, input: object): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await running.api.send<T>(query, { input }).catch((): GraphqlAnswer<T> => ({ status: 0 }));
    if (answer.data && !answer.errors) return answer.data;
    const code = answer.errors?.[0]?.extensions.code;
    if (code !== undefined && code !== 'INTERNAL_SERVER_ERROR') throw new Error(JSON.stringify(answer.errors));
    repeated += 1;
    await sleep(100);
  }
  throw new Error('nobody acknowledged the request');
}

/** Records a machine, orders a pack for it and registers it, each under a key of its own. */
async function sell(running: RunningProcesses, serial: string): Promise<string> {
  const machine = { machineType: '7Z73', serial };
  await insist(running, 'mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { __typename } }', {
    ...machine,
    warrantyStartsOn: '2026-01-15',
    warrantyMonths: 36,
    customer: `Customer of ${serial.slice(0, 3)}`,
    idempotencyKey: `record ${serial}`,
  });
  const { orderServicePack } = await insist<{ orderServicePack: { serial: string } }>(
    running,
    'mutation ($input: OrderServicePackInput!) { orderServicePack(input: $input) { ... on ServicePack { serial } } }',
    { ...machine, partNumber: '5WS9Z00531', orderedOn: '2026-02-02', idempotencyKey: `order ${serial}` },
  );
  const { registerServicePack } = await insist<{ registerServicePack: { id: string } }>(
    running,
    'mutation ($input: RegisterServicePackInput!) { registerServicePack(input: $input) { ... on Contract { id } } }',
    {
      ...machine,
      packSerial: orderServicePack.serial,
      registeredOn: '2026-02-16',
      idempotencyKey: `register ${serial}`,
    },
  );
  return registerServicePack.id;
}

describe('an API that crashes in the middle of business', () => {
  let database: TestDatabase;
  let folder: string;
  let running: RunningProcesses;

  beforeAll(async () => {
    database = await createUnmigratedDatabase();
    folder = await mkdtemp(join(tmpdir(), 'keizoku-crash-'));
    running = await RunningProcesses.start({ DATABASE_URL: database.ownerUrl, DATA_FOLDER: folder });
  }, 90_000);
  afterAll(async () => {
    await running.end('SIGTERM');
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  it('loses nothing that was acknowledged and doubles nothing that was repeated', async () => {
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      const contracts: string[] = [];
      for (let machine = 0; machine < MACHINES_EACH; machine += 1) {
        contracts.push(await sell(running, `C${String(client).padStart(2, '0')}${String(machine).padStart(3, '0')}`));
      }
      return contracts;
    });
    let kills = 0;
    const crashes = (async () => {
      while (kills < KILLS) {
        // Only an API that serves has anything in hand to lose.
        const serves = await running.api.send('{ __typename }').then(
          ({ status }) => status === 200,
          () => false,
        );
        await sleep(serves ? 150 + 60 * kills : 50);
        if (serves && (await running.killApi())) kills += 1;
      }
    })();
    const acknowledged = (await Promise.all(clients)).flat();
    await crashes;
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    const { rows } = await client.query<Record<string, number>>(
      `
      SELECT (SELECT count(*)::int FROM machine WHERE machine_type = '7Z73' AND serial ~ '^C[0-9]{5}$') AS machines,
        (SELECT count(*)::int FROM service_pack p JOIN machine m ON m.id = p.machine_id WHERE m.serial ~ '^C[0-9]{5}$') AS packs,
        (SELECT count(*)::int FROM contract WHERE id = ANY($1)) AS contracts,
        (SELECT count(*)::int FROM coverage_period p JOIN machine m ON m.id = p.machine_id WHERE m.serial ~ '^C[0-9]{5}$') AS periods`,
      [acknowledged],
    );
    await client.end();
    const sold = CLIENTS * MACHINES_EACH;
    expect(rows[0]).toEqual({ machines: sold, packs: sold, contracts: sold, periods: 2 * sold });
    // The crashes were felt, or this proves nothing.
    expect(kills).toBe(KILLS);
    expect(repeated).toBeGreaterThan(0);
  }, 120_000);
});
