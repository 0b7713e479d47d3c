import type pg from 'pg';

import { addDays, calendarDate, lastDayOf } from '#policy';

import { withClient } from './with-client.ts';
import { MACHINE_TYPES, partNumber, typeCode, VERSION } from './catalogue.ts';

/** Resellers there are, whatever the number of contracts; a twentieth of the machines belongs to each of the first ten. */
export const RESELLERS = 200;
const MACHINES_OF_A_CUSTOMER = 8;
const FIRST_DAY = calendarDate('2021-01-01');
const DAYS = 1826;
/** Written at once: a statement that does more takes memory for the whole of it. */
const PORTION = 100_000;
const MODEL = 'CTO1WW';
const MACHINE_NAMES = 'b1a7c0de-0003-4000-8000-000000000003';

/** Two machines of three contracts: each has an upgrade, every other one a renewal after it. */
export function machinesOf(contracts: number): number {
  return Math.round((contracts * 2) / 3);
}

/** The machine of a number: what it is asked by. */
export function machineKey(number: number): { machineType: string; serial: string } {
  const type = String(number % MACHINE_TYPES).padStart(3, '0');
  return { machineType: `B${type}`, serial: `J${String(number).padStart(8, '0')}` };
}

/** The serial of the pack that is ordered for an even machine and waits to be registered. */
export function waitingPack(number: number): string {
  return `SW${String(number).padStart(10, '0')}`;
}

/** So far apart are the machines of the first reseller. */
export const MACHINES_APART = 20;

/** The first reseller. */
export async function resellerId(ownerUrl: string): Promise<string> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(`SELECT ${idOf('reseller', '0')} AS id`);
    return rows[0]?.id ?? '';
  });
}

const ID = `m.id`;
/** An id that passes for a named UUID: the API takes no other. */
const idOf = (what: string, number: string): string =>
  `overlay(overlay(md5('${what} ' || (${number})) placing '3' from 13) placing '8' from 17)::uuid`;

/**
 * Machines with their coverage and contracts, by formulas alone: the same each time. Triggers and foreign keys are off
 * meanwhile, so that the machine's owners, and what ends last, are written as the triggers would.
 */
export async function writeInstalledBase(client: pg.Client, contracts: number): Promise<void> {
  const machines = machinesOf(contracts);
  await client.query(`
    INSERT INTO reseller (id, name) SELECT ${idOf('reseller', 'n')}, 'Reseller ' || n FROM generate_series(0, ${RESELLERS - 1}) n;
    INSERT INTO customer (id, name) SELECT ${idOf('customer', 'n')}, '株式会社データセンター' || n
      FROM generate_series(0, ${Math.floor(machines / MACHINES_OF_A_CUSTOMER)}) n;`);
  await writeTerms(client);
  await client.query(`CREATE FUNCTION bench_machine_id(type text, serial text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 80), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
    FROM (SELECT substring(digest(uuid_send('${MACHINE_NAMES}') || convert_to(type || ' ' || serial, 'UTF8'), 'sha1') for 16)) AS d (h) $$`);
  const owners: Record<string, string[]> = {};
  for (const table of ['service_pack', 'contract', 'coverage_period', 'coverage_ending'])
    owners[table] = await ownersIn(client, table);
  for (let from = 0; from < machines; from += PORTION) {
    const numbers = `generate_series(${from}, ${Math.min(machines, from + PORTION) - 1})`;
    for (const statement of statements(numbers, owners)) await client.query(statement);
  }
}

/** The columns that carry the owners of the machine on a row of its own. */
async function ownersIn(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attname IN ('reseller_id', 'customer_id')`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** The days of the terms that begin on each of the first days: SQL does no month arithmetic. */
async function writeTerms(client: pg.Client): Promise<void> {
  const starts = Array.from({ length: DAYS }, (_, day) => addDays(FIRST_DAY, day));
  const upgraded = starts.map((start) => lastDayOf(start, 48));
  const renewed = upgraded.map((end) => addDays(end, 1));
  await client.query(
    `CREATE TABLE bench_term AS SELECT number::integer - 1 AS number, starts_on, base_ends, upgrade_ends, renewal_starts, renewal_ends
     FROM unnest($1::date[], $2::date[], $3::date[], $4::date[], $5::date[]) WITH ORDINALITY
       AS t (starts_on, base_ends, upgrade_ends, renewal_starts, renewal_ends, number)`,
    [
      starts,
      starts.map((start) => lastDayOf(start, 36)),
      upgraded,
      renewed,
      renewed.map((start) => lastDayOf(start, 12)),
    ],
  );
  await client.query('ALTER TABLE bench_term ADD PRIMARY KEY (number)');
}

const DECISION = `jsonb_build_object('verdict', 'ELIGIBLE', 'evaluatedOn', '2025-01-06', 'period', jsonb_build_object('startsOn', d.starts_on,
  'endsOn', d.upgrade_ends), 'findings', jsonb_build_array(jsonb_build_object('rule', 'NEW_START', 'effect', 'DERIVE', 'facts',
  jsonb_build_object('startsOn', d.starts_on, 'termMonths', 48))), 'charges', jsonb_build_array(jsonb_build_object('kind', 'LIST_PRICE',
  'price', jsonb_build_object('amountMinor', 128000, 'currency', 'JPY'))), 'basis', jsonb_build_object('catalogueVersionId', '${VERSION}',
  'regionListNumber', 1, 'marketSettingsNumber', 1))`;

function statements(numbers: string, owners: Readonly<Record<string, readonly string[]>>): string[] {
  const named = (table: string): string => (owners[table] ?? []).map((column) => `, ${column}`).join('');
  const taken = (table: string): string => (owners[table] ?? []).map((column) => `, m.${column}`).join('');
  const each = `FROM ${numbers} n JOIN machine m ON ${ID} = bench_machine_id(${typeCode(`n % ${MACHINE_TYPES}`)}, 'J' || lpad(n::text, 8, '0'))
    JOIN bench_term d ON d.number = (n::bigint * 7919) % ${DAYS}`;
  // An upgrade of 48 months for every machine, a renewal of 12 months for the odd ones.
  const contract = (part: string, id: string, pack: string, starts: string, ends: string, previous: string): string =>
    `INSERT INTO contract (machine_id, id, pack_serial, version_id, part_number, starts_on, ends_on, registered_on, previous_id,
       decision, recorded_at${named('contract')})
     SELECT ${ID}, ${id}, ${pack}, '${VERSION}', ${part}, ${starts}, ${ends}, ${starts}, ${previous}, ${DECISION}, ${starts}${taken('contract')} ${each}`;
  const pack = (part: string, serial: string, ordered: string): string =>
    `INSERT INTO service_pack (machine_id, serial, version_id, part_number, ordered_on, delivery_from, delivery_until, decision,
       recorded_at${named('service_pack')})
     SELECT ${ID}, ${serial}, '${VERSION}', ${part}, ${ordered}, ${ordered}, ${ordered}, ${DECISION}, ${ordered}${taken('service_pack')} ${each}`;
  const period = (rest: string): string =>
    `INSERT INTO coverage_period (machine_id, id, layer, starts_on, ends_on, service_level, contract_id, anchor, anchor_id,
       anchor_starts_on, anchor_ends_on, anchor_live, recorded_at${named('coverage_period')})
     SELECT ${ID}, ${rest}, d.starts_on${taken('coverage_period')} ${each}`;
  const upgrade = partNumber(`n % ${MACHINE_TYPES}`, '4 + n % 4');
  const renewal = partNumber(`n % ${MACHINE_TYPES}`, '16 + n % 4');
  const level = `(enum_range(NULL::service_level))[1 + n % 4]`;
  const [upgradeId, renewalId] = [idOf('upgrade', 'n'), idOf('renewal', 'n')];
  const [baseRow, upgradeRow] = [idOf('base row', 'n'), idOf('upgrade row', 'n')];
  return [
    `INSERT INTO machine (id, machine_type, model, serial, shipped_on, country, used, customer_id, reseller_id, recorded_at)
     SELECT bench_machine_id(k.type, k.serial), k.type, '${MODEL}', k.serial, d.starts_on, 'JP', false,
       ${idOf('customer', `n / ${MACHINES_OF_A_CUSTOMER}`)},
       ${idOf('reseller', `CASE WHEN n % 2 = 0 THEN (n / 2) % 10 ELSE n % ${RESELLERS} END`)}, d.starts_on
     FROM ${numbers} n JOIN bench_term d ON d.number = (n::bigint * 7919) % ${DAYS}
     CROSS JOIN LATERAL (SELECT ${typeCode(`n % ${MACHINE_TYPES}`)} AS type, 'J' || lpad(n::text, 8, '0') AS serial) k`,
    pack(upgrade, `'SU' || lpad(n::text, 10, '0')`, 'd.starts_on'),
    `${pack(renewal, `'SR' || lpad(n::text, 10, '0')`, 'd.renewal_starts')} WHERE n % 2 = 1`,
    `${pack(renewal, `'SW' || lpad(n::text, 10, '0')`, 'd.upgrade_ends')} WHERE n % 2 = 0 AND n < 40000`,
    contract(upgrade, upgradeId, `'SU' || lpad(n::text, 10, '0')`, 'd.starts_on', 'd.upgrade_ends', 'NULL'),
    `${contract(renewal, renewalId, `'SR' || lpad(n::text, 10, '0')`, 'd.renewal_starts', 'd.renewal_ends', upgradeId)} WHERE n % 2 = 1`,
    period(`${baseRow}, 'BASE_WARRANTY', d.starts_on, d.base_ends, 'NBD_9X5', NULL, NULL, NULL, NULL, NULL, NULL`),
    period(`${upgradeRow}, 'SERVICE', d.starts_on, d.upgrade_ends, ${level}, ${upgradeId}, 'STARTS_WITH', ${baseRow}, d.starts_on,
      d.base_ends, true`),
    `${period(`${idOf('renewal row', 'n')}, 'SERVICE', d.renewal_starts, d.renewal_ends, ${level}, ${renewalId}, 'FOLLOWS', ${upgradeRow},
      d.starts_on, d.upgrade_ends, true`)} WHERE n % 2 = 1`,
    `INSERT INTO coverage_ending (machine_id, ends_on, service_level, premier${named('coverage_ending')})
     SELECT ${ID}, CASE n % 2 WHEN 0 THEN d.upgrade_ends ELSE d.renewal_ends END, ${level}, false${taken('coverage_ending')} ${each}`,
  ];
}
