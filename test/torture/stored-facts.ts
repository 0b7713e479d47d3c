import type pg from 'pg';

import type { BookedContract, KeptEnding, LedgerRow } from './check-chains.ts';
import type { StoredFact } from './check-history.ts';

// The serial of every machine of the trial begins so; the sample machines are left out.
const OURS = `m.serial LIKE 'TORTURE%'`;

// Every change of the trial, in the words of the traces, with the machine it was made on.
const CHANGES = `
  SELECT 'machine ' || m.serial AS trace, m.serial AS answer, m.id AS machine_id FROM machine m WHERE ${OURS}
  UNION ALL SELECT 'pack ' || m.serial || ' ' || p.ordered_on, p.serial, m.id
    FROM service_pack p JOIN machine m ON m.id = p.machine_id WHERE ${OURS}
  UNION ALL SELECT 'contract ' || c.pack_serial, c.id::text, m.id
    FROM contract c JOIN machine m ON m.id = c.machine_id WHERE ${OURS}
  UNION ALL SELECT 'abandonment ' || a.reason, a.contract_id::text, m.id
    FROM contract_abandonment a JOIN machine m ON m.id = a.machine_id WHERE ${OURS}
  UNION ALL SELECT 'start ' || s.reason, m.serial, m.id
    FROM start_date_change s JOIN machine m ON m.id = s.machine_id WHERE ${OURS}`;

/** What the operations left behind. */
export async function storedFacts(client: pg.Client): Promise<StoredFact[]> {
  return (await client.query<StoredFact>(`SELECT trace, answer FROM (${CHANGES}) change`)).rows;
}

/** A key under which the answer was kept. */
export const KEPT_KEY = 'SELECT FROM idempotency_key k WHERE k.key = change.trace AND k.answer IS NOT NULL';

const KIND = `split_part(change.trace, ' ', 1)`;
/** What an entry or a message is about: the machine itself, what was answered, or a start-date change by its reason. */
function isAbout(key: string, reason: string): string {
  return `CASE ${KIND} WHEN 'machine' THEN ${key} = change.machine_id::text
    WHEN 'start' THEN ${reason} = substr(change.trace, length('start ') + 1) ELSE ${key} = change.answer END`;
}

/** An entry of the audit trail. */
export const AUDIT_ENTRY = `SELECT FROM audit_entry e WHERE e.stream = 'machine' AND e.key = change.machine_id::text
  AND e.operation = CASE ${KIND} WHEN 'machine' THEN 'recordMachine' WHEN 'pack' THEN 'orderServicePack'
    WHEN 'contract' THEN 'registerServicePack' WHEN 'abandonment' THEN 'abandonContract' WHEN 'start' THEN 'changeStartDate' END
  AND e.entity_type <> 'Coverage' AND ${isAbout('e.entity_key', 'e.reason')}`;

/** A message that tells others. */
export const OUTBOX_MESSAGE = `SELECT FROM outbox_message o WHERE o.machine_id = change.machine_id
  AND o.kind = CASE ${KIND} WHEN 'machine' THEN 'MachineRecorded' WHEN 'pack' THEN 'ServicePackOrdered'
    WHEN 'contract' THEN 'ContractRegistered' WHEN 'abandonment' THEN 'ContractAbandoned' WHEN 'start' THEN 'StartDateChanged' END
  AND ${isAbout(`o.payload ->> 'key'`, `o.payload ->> 'reason'`)}`;

/**
 * How many changes were made without something that has to be written in the same transaction. `evidence` is a SELECT
 * that finds it for one `change` (trace, answer, machine_id).
 */
export async function changesWithout(client: pg.Client, evidence: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${CHANGES}) change WHERE NOT EXISTS (${evidence})`,
  );
  return rows[0]?.count ?? 0;
}

/** The ledger as it stands. */
export async function storedLedger(client: pg.Client): Promise<LedgerRow[]> {
  const { rows } = await client.query<LedgerRow>(`
    SELECT m.serial AS machine, p.id, p.layer::text, p.add_on AS "addOn", p.starts_on - DATE '1970-01-01' AS first,
      p.ends_on - DATE '1970-01-01' AS last, p.service_level::text AS level, p.contract_id AS contract, p.anchor::text, p.anchor_id AS "anchorId", p.live,
      round(extract(epoch FROM p.recorded_at) * 1000)::float8 AS "recordedAt",
      round(extract(epoch FROM p.superseded_at) * 1000)::float8 AS "supersededAt"
    FROM coverage_period p JOIN machine m ON m.id = p.machine_id WHERE ${OURS}`);
  return rows;
}

/** What is kept beside it of how it ends. */
export async function storedEndings(client: pg.Client): Promise<KeptEnding[]> {
  const { rows } = await client.query<KeptEnding>(`
    SELECT m.serial AS machine, e.ends_on - DATE '1970-01-01' AS last, e.service_level::text AS level
    FROM coverage_ending e JOIN machine m ON m.id = e.machine_id WHERE ${OURS}`);
  return rows;
}

export async function bookedContracts(client: pg.Client): Promise<BookedContract[]> {
  const { rows } = await client.query<BookedContract>(
    `SELECT m.serial AS machine, c.id FROM contract c JOIN machine m ON m.id = c.machine_id WHERE ${OURS}`,
  );
  return rows;
}
