import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { aMachine, judged, type MachineKey, orderedPack, registerPack } from './support/builders.ts';
import { endingsAmiss } from './support/coverage-endings.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';
import { SeededRandom } from './torture/seeded-random.ts';

const WRITERS = 8;
const CHANGES_EACH = 60;
const MANY = 20_000;

const ABANDON = 'mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { __typename } }';
const CHANGE = 'mutation ($input: ChangeStartDateInput!) { changeStartDate(input: $input) { __typename } }';

/** A period as the ledger takes it when the constraints on chains are gone: of a machine `$1` until a day `$2`. */
const ADD = `INSERT INTO coverage_period (machine_id, id, layer, starts_on, ends_on, service_level, recorded_at)
  VALUES ($1, gen_random_uuid(), 'BASE_WARRANTY', '2020-01-01', $2, 'NBD_9X5', now())`;
const ONE_OF = `SELECT id FROM coverage_period WHERE machine_id = $1 AND live ORDER BY random() LIMIT 1`;
const CLOSE = `UPDATE coverage_period SET live = false, superseded_at = recorded_at WHERE id = (${ONE_OF}) AND live`;
const TAKE = `DELETE FROM coverage_period WHERE id = (${ONE_OF})`;

describe('what is kept of how coverage ends', () => {
  let api: TestApi;
  let owner: pg.Client;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
    owner = await connected();
  });
  afterAll(async () => {
    await owner.end();
    await api.close();
  });

  async function connected(): Promise<pg.Client> {
    const client = new pg.Client(api.ownerUrl);
    await client.connect();
    return client;
  }

  const idOf = async ({ serial }: MachineKey): Promise<string> =>
    (await owner.query<{ id: string }>('SELECT id FROM machine WHERE serial = $1', [serial])).rows[0]?.id ?? '';

  /** The end that is kept of a machine, in words; nothing where none is. */
  async function endingOf(machineId: string): Promise<string | undefined> {
    const { rows } = await owner.query<{ said: string }>(
      `SELECT ends_on || ' ' || service_level || CASE WHEN premier THEN ' Premier' ELSE '' END AS said
       FROM coverage_ending WHERE machine_id = $1`,
      [machineId],
    );
    return rows[0]?.said;
  }

  describe('follows every change of the ledger:', () => {
    let machine: MachineKey;
    const contracts: string[] = [];

    async function register(serviceLevel: string, termMonths: number): Promise<void> {
      const { offering } = await judged(api, machine, { kind: 'WARRANTY_UPGRADE', serviceLevel, termMonths });
      const pack = await orderedPack(api, machine, offering.partNumber, '2026-11-02');
      const made = await registerPack(api, machine, pack);
      if (made.__typename !== 'Contract') throw new Error(JSON.stringify(made.decision.findings));
      contracts.push(made.id);
    }

    beforeAll(async () => {
      machine = await aMachine(api, {
        productNumber: '7Z73CTO1WW',
        shippedOn: '2024-01-20',
        warrantyStartsOn: '2024-02-01',
        site: { municipalityCode: '131016' },
        customer: '青葉',
      });
    });

    it.each<{ what: string; change: () => Promise<unknown>; ending: string }>([
      { what: 'a base warranty', change: () => Promise.resolve(), ending: '2027-01-31 NBD_9X5' },
      {
        what: 'an upgrade that ends with it',
        change: () => register('FULL_24X7', 36),
        ending: '2027-01-31 FULL_24X7',
      },
      {
        what: 'a higher one in its place',
        change: () => register('FULL_24X7_4H', 48),
        ending: '2028-01-31 FULL_24X7_4H',
      },
      {
        what: 'a warranty that begins later',
        change: () =>
          api.ask(CHANGE, {
            input: {
              ...machine,
              requestedStartsOn: '2024-03-01',
              reason: 'Delivered late',
              documents: { deliveryNoteSerials: [machine.serial], warrantyCardDatedOn: '2024-03-01' },
            },
          }),
        ending: '2028-02-29 FULL_24X7_4H',
      },
      {
        what: 'an upgrade given up',
        change: () =>
          api.ask(ABANDON, { input: { contractId: contracts.at(-1), reason: 'Too dear', idempotencyKey: 'given-up' } }),
        ending: '2027-02-28 NBD_9X5',
      },
    ])('$what', async ({ change, ending }) => {
      await change();
      expect(await endingsAmiss(owner)).toEqual([]);
      expect(await endingOf(await idOf(machine))).toBe(ending);
    });
  });

  describe('is the database’s to say:', () => {
    it('no caller writes it', async () => {
      const client = new pg.Client(api.loginUrl);
      await client.connect();
      for (const role of ['staff', 'reseller', 'account_manager', 'worker']) {
        // eslint-disable-next-line no-restricted-syntax -- this connection is the test's own
        await client.query(`SET ROLE keizoku_${role}`);
        for (const statement of ['UPDATE coverage_ending SET ends_on = ends_on', 'DELETE FROM coverage_ending'])
          await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
      await client.end();
    });

    it('a machine goes to no other customer while it has coverage', async () => {
      const machineId = await idOf(await aMachine(api, { customer: '青葉' }));
      const other = await idOf(await aMachine(api, { customer: '緑' }));
      const moved = owner.query(
        'UPDATE machine SET customer_id = (SELECT customer_id FROM machine WHERE id = $2) WHERE id = $1',
        [machineId, other],
      );
      await expect(moved).rejects.toMatchObject({ code: '23503' });
    });

    it.each(['REPEATABLE READ', 'SERIALIZABLE'])('nothing is written from a snapshot: %s', async (level) => {
      await owner.query(`BEGIN ISOLATION LEVEL ${level}`);
      await expect(owner.query('UPDATE coverage_period SET live = live')).rejects.toMatchObject({ code: '25000' });
      await owner.query('ROLLBACK');
    });
  });

  describe('whoever writes, in whatever order, with the machine locked or not:', () => {
    let ids: string[];

    // Without what holds chains together, a writer can do anything to the periods of a machine.
    beforeAll(async () => {
      await owner.query(`ALTER TABLE coverage_period DROP CONSTRAINT coverage_does_not_overlap, DROP CONSTRAINT coverage_anchored;
        DROP INDEX coverage_one_base_warranty`);
      const { rows } = await owner.query<{ id: string }>(
        `INSERT INTO machine (id, machine_type, model, serial, country, used, recorded_at)
         SELECT gen_random_uuid(), '7X06', '', 'ENDING' || n, 'JP', false, now() FROM generate_series(1, 4) n RETURNING id`,
      );
      ids = rows.map(({ id }) => id);
    });

    it('it is what the periods say', async () => {
      const random = new SeededRandom(20261126);
      const ends = { done: 0, deadlocked: 0 };
      const write = async (): Promise<void> => {
        const client = await connected();
        // eslint-disable-next-line no-restricted-syntax -- this connection is the test's own
        await client.query(`SET deadlock_timeout = '20ms'`);
        for (let change = 0; change < CHANGES_EACH; change += 1) {
          const isDone = await inTransaction(client, async () => {
            for (let left = 1 + random.below(3); left > 0; left -= 1) {
              const machine = random.one(ids);
              if (random.below(2) === 0)
                await client.query('SELECT FROM machine WHERE id = $1 FOR NO KEY UPDATE', [machine]);
              const statement = random.one([ADD, ADD, CLOSE, TAKE]);
              const until = `203${random.below(10)}-0${1 + random.below(9)}-01`;
              await client.query(statement, statement === ADD ? [machine, until] : [machine]);
            }
          });
          ends[isDone ? 'done' : 'deadlocked'] += 1;
        }
        await client.end();
      };
      await Promise.all(Array.from({ length: WRITERS }, write));
      expect(ends.done).toBeGreaterThan((WRITERS * CHANGES_EACH) / 2);
      expect(await endingsAmiss(owner)).toEqual([]);
    }, 60_000);

    /** Two add the first periods of a machine at once; the one that ends earlier is done later. */
    async function twoAtOnce(serial: string): Promise<string | undefined> {
      const { rows } = await owner.query<{ id: string }>(
        `INSERT INTO machine (id, machine_type, model, serial, country, used, recorded_at)
         VALUES (gen_random_uuid(), '7X06', '', $1, 'JP', false, now()) RETURNING id`,
        [serial],
      );
      const id = rows[0]?.id ?? '';
      const [one, other] = [await connected(), await connected()];
      await one.query('BEGIN');
      await one.query(ADD, [id, '2030-01-01']);
      const waiting = other.query(ADD, [id, '2029-01-01']);
      await sleep(200);
      await one.query('COMMIT');
      await waiting;
      await one.end();
      await other.end();
      return endingOf(id);
    }

    it('also of a machine that had none', async () => {
      expect(await twoAtOnce('ENDINGTWO')).toBe('2030-01-01 NBD_9X5');
    });

    it('also when twenty thousand periods are added, closed and taken by one statement each', async () => {
      await owner.query(
        `INSERT INTO machine (id, machine_type, model, serial, country, used, recorded_at)
         SELECT gen_random_uuid(), '7X06', '', 'MANY' || n, 'JP', false, now() FROM generate_series(1, ${MANY}) n`,
      );
      const changes = [
        `INSERT INTO coverage_period (machine_id, id, layer, starts_on, ends_on, service_level, recorded_at)
         SELECT m.id, gen_random_uuid(), 'BASE_WARRANTY', '2020-01-01', date '2026-01-01' + 100 * n, 'NBD_9X5', now()
         FROM machine m, generate_series(1, 2) n WHERE m.serial LIKE 'MANY%'`,
        `UPDATE coverage_period SET live = false, superseded_at = now() WHERE ends_on = date '2026-01-01' + 200`,
        `DELETE FROM coverage_period WHERE machine_id IN (SELECT id FROM machine WHERE serial LIKE 'MANY%5')`,
      ];
      for (const change of changes) {
        await owner.query(change);
        expect(await endingsAmiss(owner)).toEqual([]);
      }
    }, 60_000);

    it('which would be found otherwise: without the lock of the trigger, the later writer forgets the other', async () => {
      const { rows } = await owner.query<{ body: string }>(
        `SELECT pg_get_functiondef('keep_what_ends_last'::regproc) AS body`,
      );
      await owner.query((rows[0]?.body ?? '').replace(/PERFORM FROM machine[^;]*;/, ''));
      expect(await twoAtOnce('ENDINGTHREE')).toBe('2029-01-01 NBD_9X5');
      expect(await endingsAmiss(owner)).toHaveLength(2);
    });
  });

  /** Whether it was done; a deadlock is the database's way out, for who locks in an order of its own. */
  async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<boolean> {
    await client.query('BEGIN');
    try {
      await work();
      await client.query('COMMIT');
      return true;
    } catch (cause) {
      await client.query('ROLLBACK');
      if ((cause as pg.DatabaseError).code !== '40P01') throw cause;
      return false;
    }
  }
});
