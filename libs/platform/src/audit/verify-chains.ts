import type { Transaction } from '../database/transaction.ts';
import { entryHash, type HashedEntry, NO_HASH } from './entry-hash.ts';
import type { Findings } from './findings.ts';
import { streamedRows } from './streamed-rows.ts';

const PORTION = 5_000;

// `before` and `after` as the texts they are; the instant in the form in which it was hashed.
const ENTRIES = `SELECT stream, key, number, entity_type AS "entityType", entity_key AS "entityKey", operation, actor, reason,
    request_id AS "requestId", to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt",
    before::text AS before, after::text AS after, previous_hash AS "previousHash", hash
  FROM audit_entry ORDER BY stream, key, number`;

type StoredEntry = HashedEntry & { readonly hash: string };

/** What was looked at. */
export interface Verified {
  readonly entries: number;
  readonly chains: number;
}

/** Reads every chain from its beginning and holds each entry against its hash, its number and the entry before it. */
export async function verifyChains(tx: Transaction, findings: Findings): Promise<Verified> {
  let entries = 0;
  let chains = 0;
  let previous: StoredEntry | undefined;
  for await (const rows of streamedRows<StoredEntry>(tx, ENTRIES, { portion: PORTION })) {
    for (const entry of rows) {
      const isFirst = entry.key !== previous?.key || entry.stream !== previous.stream;
      verifyEntry(entry, isFirst ? undefined : previous, findings);
      entries += 1;
      if (isFirst) chains += 1;
      previous = entry;
    }
  }
  return { entries, chains };
}

function verifyEntry(entry: StoredEntry, previous: StoredEntry | undefined, findings: Findings): void {
  const { stream, key, number, previousHash, hash } = entry;
  const found = (problem: string): void => findings.add({ chain: `${stream} ${key}`.trimEnd(), number, problem });
  const expected = (previous?.number ?? 0) + 1;
  if (number !== expected) found(`comes where number ${expected} should: entries are missing before it`);
  else if (previousHash !== (previous?.hash ?? NO_HASH)) found('does not follow the entry before it');
  if (entryHash(entry) !== hash) found('is not what was written: its hash is another');
}
