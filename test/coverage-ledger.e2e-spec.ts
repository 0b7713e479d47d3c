import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import type { ApiClient } from './support/api-client.ts';
import { aMachine, judged, type MachineKey, orderedPack, REGISTER } from './support/builders.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const WRITERS = 24;

interface Ledger {
  readonly lapses: object[];
  readonly timeline: { layer: string; period: { startsOn: string; endsOn: string } }[];
}

async function ledgerOf(api: ApiClient, machine: MachineKey, knownAt?: string): Promise<Ledger> {
  const { machine: found } = await api.ask<{ machine: { coverage: Ledger } }>(
    `query ($machineType: String!, $serial: String!, $knownAt: DateTime) { machine(machineType: $machineType, serial: $serial) {
      coverage(knownAt: $knownAt) { lapses { startsOn endsOn } timeline { layer period { startsOn endsOn } } } } }`,
    { ...machine, knownAt },
  );
  return found.coverage;
}

/** Sends the same kind of request from many clients at once, and counts how each was answered. */
async function race(api: ApiClient, inputs: readonly object[]): Promise<Record<string, number>> {
  const answers = await Promise.all(
    inputs.map((input) => api.send<{ registerServicePack: { __typename: string } }>(REGISTER, { input })),
  );
  const kinds = answers.map(({ status, data, errors }) =>
    status >= 500 ? '5xx' : (data?.registerServicePack?.__typename ?? errors?.[0]?.extensions.code ?? 'nothing'),
  );
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, { length }]) => [kind, length]));
}

describe('the coverage ledger', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi({ today: '2026-11-02', withCatalogue: true, withRegions: true });
  });
  afterAll(() => api.close());

  describe('whatever many writers do at once', () => {
    it('registers one pack once', async () => {
      const machine = await aMachine(api);
      const { offering } = await judged(api, machine, {
        kind: 'WARRANTY_UPGRADE',
        serviceLevel: 'FULL_24X7',
        termMonths: 60,
      });
      const packSerial = await orderedPack(api, machine, offering.partNumber, '2026-11-02');
      const answers = await race(
        api,
        Array.from({ length: WRITERS }, () => ({ ...machine, packSerial })),
      );
      expect(answers).toEqual({ Contract: 1, CONFLICT: WRITERS - 1 });
      expect((await ledgerOf(api, machine)).timeline).toHaveLength(2);
    });

    it('answers the same key the same, from every one of them', async () => {
      const machine = await aMachine(api);
      const { offering } = await judged(api, machine, {
        kind: 'WARRANTY_UPGRADE',
        serviceLevel: 'FULL_24X7',
        termMonths: 60,
      });
      const packSerial = await orderedPack(api, machine, offering.partNumber, '2026-11-02');
      const answers = await race(
        api,
        Array.from({ length: WRITERS }, () => ({ ...machine, packSerial, idempotencyKey: 'one-key' })),
      );
      expect(answers).toEqual({ Contract: WRITERS });
      expect((await ledgerOf(api, machine)).timeline).toHaveLength(2);
    });

    it('lines up renewals one after the other, without a gap', async () => {
      const machine = await aMachine(api, {
        warrantyStartsOn: '2022-12-01',
        warrantyMonths: 36,
        productNumber: '7Y51CTO1WW',
      });
      const { offering } = await judged(
        api,
        machine,
        { kind: 'RENEWAL', serviceLevel: 'NBD_9X5', termMonths: 12 },
        { on: '2025-11-01' },
      );
      const packs = [
        await orderedPack(api, machine, offering.partNumber, '2025-11-01'),
        await orderedPack(api, machine, offering.partNumber, '2025-11-01'),
      ];
      const answers = await race(
        api,
        packs.flatMap((packSerial) =>
          Array.from({ length: WRITERS / 2 }, () => ({ ...machine, packSerial, registeredOn: '2025-11-20' })),
        ),
      );
      expect(answers).toEqual({ Contract: 2, CONFLICT: WRITERS - 2 });
      expect(await ledgerOf(api, machine)).toEqual({
        lapses: [],
        timeline: [
          { layer: 'BASE_WARRANTY', period: { startsOn: '2022-12-01', endsOn: '2025-11-30' } },
          { layer: 'SERVICE', period: { startsOn: '2025-12-01', endsOn: '2026-11-30' } },
          { layer: 'SERVICE', period: { startsOn: '2026-12-01', endsOn: '2027-11-30' } },
        ],
      });
    });

    it('lets a higher upgrade take the place of a lower one, and remembers the lower one', async () => {
      const machine = await aMachine(api, { site: { municipalityCode: '131016' } });
      const register = async (serviceLevel: string): Promise<object> => {
        const { offering } = await judged(api, machine, { kind: 'WARRANTY_UPGRADE', serviceLevel, termMonths: 48 });
        return { ...machine, packSerial: await orderedPack(api, machine, offering.partNumber, '2026-11-02') };
      };
      const [low, high] = [await register('FULL_24X7'), await register('FULL_24X7_4H')];
      expect(await race(api, [low])).toEqual({ Contract: 1 });
      const before = new Date(api.clock.now());
      api.clock.moveTo(new Date(before.getTime() + 60_000));
      expect(await race(api, [high])).toEqual({ Contract: 1 });
      const query = `query ($machineType: String!, $serial: String!) { machine(machineType: $machineType, serial: $serial) {
        contracts { nodes { status offering { serviceLevel } } } } }`;
      const { machine: found } = await api.ask<{
        machine: { contracts: { nodes: { status: string; offering: { serviceLevel: string } }[] } };
      }>(query, machine);
      const statuses = Object.fromEntries(
        found.contracts.nodes.map(({ status, offering }) => [offering.serviceLevel, status]),
      );
      expect(statuses).toEqual({ FULL_24X7: 'SUPERSEDED', FULL_24X7_4H: 'ACTIVE' });
      expect((await ledgerOf(api, machine)).timeline).toHaveLength(2);
      expect((await ledgerOf(api, machine, before.toISOString())).timeline).toHaveLength(2);
    });
  });

  describe('refuses in the database itself, whoever writes', () => {
    let client: pg.Client;
    let machineId: string;
    let baseId: string;

    beforeAll(async () => {
      const { serial } = await aMachine(api, { warrantyStartsOn: '2025-01-01', warrantyMonths: 12 });
      client = new pg.Client(api.loginUrl);
      await client.connect();
      // eslint-disable-next-line no-restricted-syntax -- this connection is the test's own
      await client.query('SET ROLE keizoku_staff');
      const { rows } = await client.query<{ machine_id: string; id: string }>(
        'SELECT p.machine_id, p.id FROM coverage_period p JOIN machine m ON m.id = p.machine_id WHERE m.serial = $1',
        [serial],
      );
      [machineId, baseId] = [rows[0]?.machine_id ?? '', rows[0]?.id ?? ''];
      // A contract to hang the coverage on, put there by the owner: what is tried here is the coverage.
      const owner = new pg.Client(api.ownerUrl);
      await owner.connect();
      const version = await client.query<{ version_id: string; part_number: string }>(
        'SELECT version_id, part_number FROM service_offering LIMIT 1',
      );
      const offering = version.rows[0];
      await owner.query(
        `INSERT INTO service_pack (machine_id, serial, version_id, part_number, ordered_on, decision, recorded_at)
         VALUES ($1, 'SPLEDGER', $2, $3, '2025-01-01', '{}', now())`,
        [machineId, offering?.version_id, offering?.part_number],
      );
      await owner.query(
        `INSERT INTO contract (machine_id, id, pack_serial, version_id, part_number, starts_on, ends_on, registered_on, decision, recorded_at)
         VALUES ($1, $1, 'SPLEDGER', $2, $3, '2026-01-01', '2026-12-31', '2025-01-01', '{}', now())`,
        [machineId, offering?.version_id, offering?.part_number],
      );
      await owner.end();
    });
    afterAll(() => client.end());

    interface Row {
      readonly startsOn: string;
      readonly endsOn: string;
      readonly anchor: 'FOLLOWS' | 'STARTS_WITH';
      /** What the row says of the base warranty it hangs on, true or not. */
      readonly anchorEndsOn?: string;
      readonly anchorId?: string;
    }

    const insert = ({
      startsOn,
      endsOn,
      anchor,
      anchorEndsOn = '2025-12-31',
      anchorId = baseId,
    }: Row): Promise<unknown> =>
      client.query(
        `INSERT INTO coverage_period (machine_id, id, layer, starts_on, ends_on, service_level, contract_id, anchor, anchor_id,
           anchor_starts_on, anchor_ends_on, anchor_live, recorded_at)
         VALUES ($1, gen_random_uuid(), 'SERVICE', $2, $3, 'NBD_9X5', $1, $4, $5, '2025-01-01', $6, true, now())`,
        [machineId, startsOn, endsOn, anchor, anchorId, anchorEndsOn],
      );

    /** Adds services to the ledger, as someone might who knows nothing of the rules. Answers what refused them. */
    async function refusedBy(rows: readonly Row[]): Promise<string> {
      await client.query('BEGIN');
      try {
        for (const row of rows) await insert(row);
        await client.query('SET CONSTRAINTS ALL IMMEDIATE');
        return 'nothing';
      } catch (cause) {
        return (cause as pg.DatabaseError).constraint ?? String(cause);
      } finally {
        await client.query('ROLLBACK');
      }
    }

    // The base warranty runs through 2025.
    const renewal: Row = { startsOn: '2026-01-01', endsOn: '2026-12-31', anchor: 'FOLLOWS' };

    it.each<{ what: string; rows: Row[]; by: string }>([
      { what: 'not a renewal from the day after', rows: [renewal], by: 'nothing' },
      { what: 'a gap of one day', rows: [{ ...renewal, startsOn: '2026-01-02' }], by: 'coverage_touches_anchor' },
      {
        what: 'a gap hidden behind a false end of the one before',
        rows: [{ ...renewal, startsOn: '2026-02-01', anchorEndsOn: '2026-01-31' }],
        by: 'coverage_anchored',
      },
      {
        what: 'a period that hangs on nothing',
        rows: [{ ...renewal, anchorId: '00000000-0000-4000-8000-000000000000' }],
        by: 'coverage_anchored',
      },
      { what: 'two renewals of one end', rows: [renewal, renewal], by: 'coverage_does_not_overlap' },
      {
        what: 'an overlap of one day',
        rows: [{ startsOn: '2025-01-01', endsOn: '2026-01-01', anchor: 'STARTS_WITH' }, renewal],
        by: 'coverage_does_not_overlap',
      },
      {
        what: 'a period that ends before it starts',
        rows: [{ ...renewal, endsOn: '2025-12-31' }],
        by: 'coverage_period_ordered',
      },
    ])('$what', async ({ rows, by }) => {
      expect(await refusedBy(rows)).toBe(by);
    });

    it('an anchor that no longer counts', async () => {
      await client.query('BEGIN');
      await insert(renewal);
      await client.query('UPDATE coverage_period SET live = false, superseded_at = now() WHERE id = $1', [baseId]);
      await expect(client.query('SET CONSTRAINTS ALL IMMEDIATE')).rejects.toMatchObject({
        constraint: 'coverage_anchored',
      });
      await client.query('ROLLBACK');
    });

    it.each([
      'UPDATE coverage_period SET ends_on = ends_on + 1',
      'DELETE FROM coverage_period',
      'DELETE FROM contract',
      'UPDATE machine SET serial = serial',
    ])('a change of what was written: %s', async (statement) => {
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    });

    it('a connection that took no role', async () => {
      const bare = new pg.Client(api.loginUrl);
      await bare.connect();
      await expect(bare.query('SELECT * FROM machine')).rejects.toMatchObject({ code: '42501' });
      await bare.end();
    });
  });
});
