import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { CrashableApi } from '../support/crashable-api.ts';
import { CrashableServer } from '../support/crashable-server.ts';
import { migrate } from '../support/test-database.ts';
import { checkChains } from './check-chains.ts';
import { checkHistory } from './check-history.ts';
import { Clerk, type SharedMachines } from './clerk.ts';
import { LONG, report } from './form.ts';
import { History } from './history.ts';
import { InsistentSender } from './insistent-sender.ts';
import { SeededRandom } from './seeded-random.ts';
import {
  AUDIT_ENTRY,
  bookedContracts,
  changesWithout,
  KEPT_KEY,
  OUTBOX_MESSAGE,
  storedEndings,
  storedFacts,
  storedLedger,
} from './stored-facts.ts';

const CLIENTS = 16;
const OPERATIONS_EACH = LONG ? 625 : 64;
const KILLS = LONG ? 20 : 4;
const STOPS = LONG ? 5 : 1;
const SEED_SCRIPT = join(resolve(import.meta.dirname, '..', '..'), 'dist', 'seed', 'seed.js');
const DATABASE = 'keizoku';

/** Moves the first day of a renewal of a service. */
function movedRenewal(startsOn: string): string {
  return `UPDATE coverage_period SET starts_on = ${startsOn} WHERE id = (SELECT p.id FROM coverage_period p
    JOIN coverage_period a ON a.machine_id = p.machine_id AND a.id = p.anchor_id JOIN machine m ON m.id = p.machine_id
    WHERE m.serial LIKE 'TORTURE%' AND p.live AND p.anchor = 'FOLLOWS' AND a.layer = 'SERVICE' LIMIT 1)`;
}

/** The reason of an abandonment that was refused. */
function refusedReason({ events }: History): string {
  const refused = new Set(events.flatMap((event) => (event.type === 'fail' ? [event.operation] : [])));
  for (const event of events) {
    if (event.type === 'invoke' && refused.has(event.operation) && event.trace.startsWith('abandonment '))
      return event.trace.slice('abandonment '.length);
  }
  throw new Error('no abandonment was refused');
}

/** Everything the checkers find fault with. */
async function faultsIn(client: pg.Client, history: History): Promise<string[]> {
  return [
    ...checkHistory(history.events, await storedFacts(client)),
    ...checkChains(await storedLedger(client), await bookedContracts(client), await storedEndings(client)),
  ];
}

describe('business goes on while the API is killed and the database crashes', () => {
  const history = new History();
  const random = new SeededRandom(20261002);
  let server: CrashableServer;
  let api: CrashableApi;
  let client: pg.Client;
  let sender: InsistentSender;

  beforeAll(async () => {
    server = await CrashableServer.start();
    const admin = new pg.Client(server.ownerUrl('postgres'));
    await admin.connect();
    await admin.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0 ENCODING 'UTF8'`);
    await admin.end();
    await migrate(server.ownerUrl(DATABASE));
    const env = {
      ...process.env,
      DATABASE_URL: server.loginUrl(DATABASE),
      DATA_FOLDER: server.folder,
      NODE_ENV: 'development',
    };
    await promisify(execFile)(process.execPath, [SEED_SCRIPT], { env });
    api = await CrashableApi.start(server.loginUrl(DATABASE));
    sender = new InsistentSender((query, input) => api.client.send(query, { input }), history, random);
  }, 90_000);
  afterAll(async () => {
    await client?.end();
    await api?.stop();
    await server?.stop();
  }, 30_000);

  it('and nothing acknowledged is lost, nothing repeated is doubled, nothing refused is done', async () => {
    const started = performance.now();
    const shared: SharedMachines = [];
    const clerks = Array.from({ length: CLIENTS }, (_, index) => new Clerk(index, sender, random, shared));
    const working = Promise.all(clerks.map((clerk) => clerk.work(OPERATIONS_EACH)));
    const crashed = await crashesWhile(working);
    client = new pg.Client(server.ownerUrl(DATABASE));
    await client.connect();
    const faults = await faultsIn(client, history);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const sent = CLIENTS * OPERATIONS_EACH;
    report(
      `${sent} operations, ${crashed.kills} kills, ${crashed.stops} stops, ${sender.repeated} repeated, ${seconds} s`,
    );
    report(JSON.stringify({ ...history.tally(), ...Object.fromEntries(sender.outages) }));
    expect(faults).toEqual([]);
    for (const evidence of [KEPT_KEY, AUDIT_ENTRY, OUTBOX_MESSAGE])
      expect({ evidence, without: await changesWithout(client, evidence) }).toEqual({ evidence, without: 0 });
    expect(crashed).toEqual({ kills: KILLS, stops: STOPS });
    // The API outlives the database's crashes: it ended only when it was killed.
    expect(api.crashes).toBe(0);
    // The crashes were felt, and every kind of operation was done, or this proves nothing.
    expect(sender.repeated).toBeGreaterThan(KILLS);
    expect(history.tally()).toMatchObject({
      machine: { ok: expect.any(Number) },
      pack: { ok: expect.any(Number), fail: expect.any(Number) },
      contract: { ok: expect.any(Number), fail: expect.any(Number) },
      abandonment: { ok: expect.any(Number), fail: expect.any(Number) },
      start: { ok: expect.any(Number), fail: expect.any(Number) },
    });
  }, 600_000);

  describe('and the checkers name each planted fault:', () => {
    it.each<{ what: string; plant: string; named: RegExp }>([
      {
        what: 'a lost order',
        plant: `DELETE FROM service_pack WHERE serial = (SELECT p.serial FROM service_pack p JOIN machine m ON m.id = p.machine_id
          WHERE m.serial LIKE 'TORTURE%' LIMIT 1)`,
        named: /^pack TORTURE.*: lost/,
      },
      {
        what: 'a doubled order',
        plant: `INSERT INTO service_pack SELECT (jsonb_populate_record(p, '{"serial": "SPDOUBLED"}')).* FROM service_pack p
          JOIN machine m ON m.id = p.machine_id WHERE m.serial LIKE 'TORTURE%' LIMIT 1`,
        named: /^pack TORTURE.*: doubled/,
      },
      {
        what: 'a refusal that was done all the same',
        plant: `INSERT INTO contract_abandonment SELECT (jsonb_populate_record(a, jsonb_build_object('reason', $1::text,
          'contract_id', gen_random_uuid()))).* FROM contract_abandonment a JOIN machine m ON m.id = a.machine_id
          WHERE m.serial LIKE 'TORTURE%' LIMIT 1`,
        named: /^abandonment .*: done, though client \d+ was told it was refused/,
      },
      {
        what: 'a lost coverage',
        plant: `DELETE FROM coverage_period WHERE contract_id = (SELECT contract_id FROM coverage_period p JOIN machine m
          ON m.id = p.machine_id WHERE m.serial LIKE 'TORTURE%' AND live AND contract_id IS NOT NULL LIMIT 1)`,
        named: /never covered anything/,
      },
      {
        what: 'an end that is kept and is none',
        plant: `UPDATE coverage_ending SET ends_on = ends_on - 1 WHERE machine_id = (SELECT id FROM machine
          WHERE serial LIKE 'TORTURE%' LIMIT 1)`,
        named: /^machine TORTURE.*: ends on .*, kept on/,
      },
      { what: 'a gap in a chain', plant: movedRenewal('starts_on + 1'), named: /^machine TORTURE.*: a gap before/ },
      { what: 'an overlap', plant: movedRenewal('starts_on - 1'), named: /^machine TORTURE.*: an overlap in SERVICE/ },
    ])('$what', async ({ plant, named }) => {
      await client.query('BEGIN');
      // The owner can switch foreign keys off, and drop the constraints that would refuse this.
      await client.query('SET LOCAL session_replication_role = replica');
      await client.query(`ALTER TABLE coverage_period DROP CONSTRAINT coverage_touches_anchor,
        DROP CONSTRAINT coverage_does_not_overlap`);
      await client.query(plant, plant.includes('$1') ? [refusedReason(history)] : []);
      const faults = await faultsIn(client, history);
      await client.query('ROLLBACK');
      expect(faults).toContainEqual(expect.stringMatching(named));
    });

    it.each([
      {
        what: 'its key',
        evidence: KEPT_KEY,
        plant: `DELETE FROM idempotency_key WHERE key = (SELECT key FROM idempotency_key WHERE key LIKE 'machine %' LIMIT 1)`,
      },
      {
        what: 'its entry in the audit trail',
        evidence: AUDIT_ENTRY,
        plant: `DELETE FROM audit_entry WHERE ctid = (SELECT ctid FROM audit_entry
          WHERE operation = 'registerServicePack' AND entity_type = 'Contract' LIMIT 1)`,
      },
      {
        what: 'its message to others',
        evidence: OUTBOX_MESSAGE,
        plant: `DELETE FROM outbox_message WHERE id = (SELECT id FROM outbox_message WHERE kind = 'StartDateChanged' LIMIT 1)`,
      },
    ])('a change without $what', async ({ evidence, plant }) => {
      await client.query('BEGIN');
      await client.query('SET LOCAL session_replication_role = replica');
      await client.query(plant);
      expect(await changesWithout(client, evidence)).toBe(1);
      await client.query('ROLLBACK');
    });
  });

  /** Kills and stops in turn, spread over the work; answers how many there were before it was done. */
  async function crashesWhile(working: Promise<unknown>): Promise<{ kills: number; stops: number }> {
    const crashed = { kills: 0, stops: 0 };
    const total = KILLS + STOPS;
    for (let crash = 0; crash < total; crash += 1) {
      const due = ((crash + 0.5) / total) * CLIENTS * OPERATIONS_EACH;
      while (history.ended < due) await sleep(5);
      if (crash % Math.ceil(total / STOPS) === Math.ceil(total / STOPS) - 1) {
        await server.crash();
        crashed.stops += 1;
      } else {
        await api.kill();
        crashed.kills += 1;
      }
    }
    await working;
    return crashed;
  }
});
