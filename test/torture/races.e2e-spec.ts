import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { operator } from '#access';
import { Database } from '#platform';
import { MachineRecords, type MachineRecord } from '#installed-base';

import { SeedModule } from '../../seed/seed.module.ts';
import { aMachine, type MachineKey, orderedPack, REGISTER } from '../support/builders.ts';
import { startTestApi, type TestApi } from '../support/start-test-api.ts';
import { checkChains } from './check-chains.ts';
import { copiesOf, deadlocks, endOf, type Ends, race, ROUNDS, rounds, WRITERS } from './race.ts';
import { bookedContracts, storedEndings, storedLedger } from './stored-facts.ts';

const TODAY = '2026-11-02';
const UPGRADE = '5WS9Z00531';
const RENEWAL = '5WS9Z00535';
const LISTED = 12;
// The first day after three years from 2024-02-01.
const RENEWED_FROM = '2027-02-01';

let api: TestApi;
let owner: pg.Client;
let machines = 0;

async function begin(): Promise<void> {
  api = await startTestApi({ today: TODAY, withCatalogue: true, withRegions: true });
  owner = new pg.Client(api.ownerUrl);
  await owner.connect();
}

async function end(): Promise<void> {
  await owner.end();
  await api.close();
}

async function machineWithPacks(
  partNumber: string,
  packs: number,
): Promise<{ machine: MachineKey; serials: string[] }> {
  machines += 1;
  const machine = await aMachine(api, {
    productNumber: '7Z73CTO1WW',
    serial: `TORTURER${machines}`,
    warrantyStartsOn: '2024-02-01',
  });
  return { machine, serials: await copiesOf(owner, await orderedPack(api, machine, partNumber, TODAY), packs) };
}

/** All writers register a pack each on the same machine. */
async function registerAll(partNumber: string, more: object = {}): Promise<Ends> {
  const { machine, serials } = await machineWithPacks(partNumber, WRITERS);
  return race(serials.map((packSerial) => () => endOf(api, REGISTER, { ...machine, packSerial, ...more })));
}

async function chainFaults(): Promise<string[]> {
  return checkChains(await storedLedger(owner), await bookedContracts(owner), await storedEndings(owner));
}

describe('many writers at once', () => {
  let seed: INestApplicationContext;

  beforeAll(async () => {
    await begin();
    const environment = { marketZone: 'Asia/Tokyo' };
    const options = { environment, databaseUrl: api.loginUrl, clock: api.clock };
    seed = await NestFactory.createApplicationContext(SeedModule.forRoot(options), { logger: false });
  }, 60_000);
  afterAll(async () => {
    await seed.close();
    await end();
  });

  it('register one pack: one does', async () => {
    const ends = await rounds('one pack', async () => {
      const { machine, serials } = await machineWithPacks(UPGRADE, 1);
      const register = (): Promise<string> => endOf(api, REGISTER, { ...machine, packSerial: serials[0] });
      return race(Array.from({ length: WRITERS }, () => register));
    });
    expect(ends).toEqual(Array.from({ length: ROUNDS }, () => ({ Contract: 1, CONFLICT: WRITERS - 1 })));
  }, 300_000);

  it('renew one machine from the same day: one does', async () => {
    const ends = await rounds('one renewal', () => registerAll(RENEWAL, { requestedStartsOn: RENEWED_FROM }));
    expect(ends).toEqual(Array.from({ length: ROUNDS }, () => ({ Contract: 1, Rejection: WRITERS - 1 })));
  }, 300_000);

  it('upgrade one machine alike: one does', async () => {
    const ends = await rounds('overlapping upgrades', () => registerAll(UPGRADE));
    expect(ends).toEqual(Array.from({ length: ROUNDS }, () => ({ Contract: 1, Rejection: WRITERS - 1 })));
  }, 300_000);

  it('write down the same machines, from either end of the list: one does', async () => {
    const [database, records] = [seed.get(Database, { strict: false }), seed.get(MachineRecords, { strict: false })];
    const ends = await rounds('machines crosswise', (round) => {
      const list = Array.from({ length: LISTED }, (_, n) => recordOf(`TORTUREL${round}N${n}`));
      const write = (each: MachineRecord[]): Promise<string> =>
        database
          .write(operator, async (tx) => {
            tx.begin({ operation: 'a race', at: api.clock.now() });
            return (await records.add(tx, each)).size;
          })
          .then(
            (added) => `${added} machines`,
            (cause: { extensions?: { code: string } }) => cause.extensions?.code ?? '5xx',
          );
      return race(Array.from({ length: WRITERS }, (_, n) => () => write(n % 2 ? list : list.toReversed())));
    });
    for (const { [`${LISTED} machines`]: winners, '0 machines': late = 0, CONFLICT: refused = 0, ...other } of ends) {
      expect({ winners, losers: late + refused, other }).toEqual({ winners: 1, losers: WRITERS - 1, other: {} });
    }
  }, 300_000);

  it('and nobody ran into a deadlock, and every chain is whole', async () => {
    expect(await deadlocks(owner)).toBe(0);
    expect(await chainFaults()).toEqual([]);
  });
});

function recordOf(serial: string): MachineRecord {
  return {
    machineType: '7Z73',
    model: '',
    serial,
    country: 'JP',
    used: false,
    warranty: { period: { startsOn: '2024-02-01', endsOn: '2027-01-31' } as never, serviceLevel: 'NBD_9X5' },
  };
}

/** What the trial is worth: the same on a database from which the guards were taken, one after the other. */
describe('many writers at once, without the guards', () => {
  const packs: Awaited<ReturnType<typeof machineWithPacks>>[] = [];

  beforeAll(async () => {
    await begin();
    for (let each = 0; each < 3; each += 1) packs.push(await machineWithPacks(RENEWAL, WRITERS));
  }, 60_000);
  afterAll(end);

  const renewAll = async (each: number): Promise<Ends> => {
    const { machine, serials } = packs[each] ?? { serials: [] };
    const input = { ...machine, requestedStartsOn: RENEWED_FROM };
    return race(serials.map((packSerial) => () => endOf(api, REGISTER, { ...input, packSerial })));
  };

  it('run into deadlocks when each takes two machines in an order of its own, and they are counted', async () => {
    const serials = packs.slice(0, 2).map(({ machine }) => machine.serial);
    const takeBoth = async (order: readonly string[]): Promise<string> => {
      const writer = new pg.Client(api.ownerUrl);
      await writer.connect();
      try {
        await writer.query('BEGIN');
        for (const serial of order) {
          await writer.query('SELECT 1 FROM machine WHERE serial = $1 FOR NO KEY UPDATE', [serial]);
          await writer.query('SELECT pg_sleep(0.1)');
        }
        await writer.query('COMMIT');
        return 'done';
      } catch (cause) {
        return (cause as pg.DatabaseError).code ?? String(cause);
      } finally {
        await writer.end();
      }
    };
    expect(await race([() => takeBoth(serials), () => takeBoth(serials.toReversed())])).toEqual({
      done: 1,
      '40P01': 1,
    });
    expect(await deadlocks(owner)).toBe(1);
  });

  it('run into the constraint when the machine cannot be locked, and one of them wins all the same', async () => {
    // A lock on a view reaches the tables below it, but not through WITH: the code's own lock now locks nothing.
    // Nor can it be changed there, so the count of its changes is taken off.
    await owner.query(`DROP TRIGGER audit_entry_counts_the_machines_change ON audit_entry;
      ALTER TABLE machine RENAME TO unlockable_machine;
      CREATE VIEW machine AS WITH m AS MATERIALIZED (SELECT * FROM unlockable_machine) SELECT * FROM m;
      GRANT SELECT, UPDATE ON machine TO keizoku_staff`);
    const ends = await renewAll(0);
    expect(ends.Contract).toBe(1);
    expect(ends.CONFLICT).toBeGreaterThan(0);
    expect(await chainFaults()).toEqual([]);
  });

  it('double the coverage when the constraint is gone as well, and the checker names it', async () => {
    // The chain of the audit trail has room for one entry of a number only, which stops most of them by itself.
    await owner.query(`ALTER TABLE coverage_period DROP CONSTRAINT coverage_does_not_overlap;
      ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_pkey`);
    expect((await renewAll(1)).Contract).toBeGreaterThan(1);
    expect(await chainFaults()).toContain(
      `machine ${packs[1]?.machine.serial ?? ''}: an overlap in SERVICE on ${RENEWED_FROM}`,
    );
  });
});
