import { v7 as uuidv7 } from 'uuid';

import type { Caller } from '../database/caller.ts';
import type { Transaction } from '../database/transaction.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Act, Change } from './change.ts';
import { entryHash, type HashedEntry, NO_HASH } from './entry-hash.ts';

// A bulk import records a hundred thousand machines at once: in portions that stay well within the time a statement has.
const PORTION = 5_000;

/**
 * Adds what a transaction recorded to the chains of the audit trail, and what it announces to the outbox: two statements,
 * however many changes. Throws when it changed something and recorded nothing.
 */
export async function keepChanges(tx: Transaction, caller: Caller): Promise<void> {
  tx.changes.requireComplete();
  const { changes } = tx.changes;
  if (changes.length === 0) return;
  const chains = new Chains();
  for (let from = 0; from < changes.length; from += PORTION) {
    const portion = changes.slice(from, from + PORTION);
    await chains.readEndsOf(tx, portion);
    const entries = portion.map((change) => chains.append(entryOf(change, tx.changes.act, caller)));
    const messages = portion.flatMap((change) => messageOf(change, tx.changes.act, caller));
    await tx.rows(KEEP, [JSON.stringify(entries), JSON.stringify(messages)]);
  }
}

interface End {
  readonly number: number;
  readonly hash: string;
}

type UnchainedEntry = Omit<HashedEntry, 'number' | 'previousHash'>;

/** The ends of the chains that grow. */
class Chains {
  private readonly ends = new Map<string, End>();

  async readEndsOf(tx: Transaction, changes: readonly Change[]): Promise<void> {
    const unread = new Map(changes.map(({ stream, key = '' }) => [nameOf(stream, key), { stream, key }] as const));
    for (const name of this.ends.keys()) unread.delete(name);
    const chains = [...unread.values()];
    const found = await tx.rows<End & { stream: string; key: string }>(ENDS, [
      chains.map(({ stream }) => stream),
      chains.map(({ key }) => key),
    ]);
    for (const { stream, key, number, hash } of found) this.ends.set(nameOf(stream, key), { number, hash });
  }

  append(unchained: UnchainedEntry): HashedEntry & { hash: string } {
    const chain = nameOf(unchained.stream, unchained.key);
    const end = this.ends.get(chain);
    const entry = { ...unchained, number: (end?.number ?? 0) + 1, previousHash: end?.hash ?? NO_HASH };
    const hash = entryHash(entry);
    this.ends.set(chain, { number: entry.number, hash });
    return { ...entry, hash };
  }
}

function nameOf(stream: string, key: string): string {
  return `${stream} ${key}`;
}

function entryOf(change: Change, { operation, at, reason }: Act, { name, requestId }: Caller): UnchainedEntry {
  const { stream, key = '', entity, entityKey = key, before, after } = change;
  return {
    stream,
    key,
    entityType: entity,
    entityKey,
    operation,
    actor: name,
    reason: reason ?? null,
    requestId: requestId ?? null,
    recordedAt: at.toISOString(),
    before: before ? canonicalJson(before) : null,
    after: after ? canonicalJson(after) : null,
  };
}

function messageOf(change: Change, { operation, at, reason }: Act, { requestId }: Caller): object[] {
  const { stream, key = '', entity, entityKey = key, before, after, announces: kind } = change;
  if (kind === undefined) return [];
  const payload = { operation, requestId, reason: reason ?? undefined, entity, key: entityKey, before, after };
  return [{ id: uuidv7(), kind, machine_id: stream === 'machine' ? key : null, payload, created_at: at }];
}

const ENDS = `SELECT c.stream, c.key, e.number, e.hash FROM unnest($1::text[], $2::text[]) AS c (stream, key)
  CROSS JOIN LATERAL (SELECT number, hash FROM audit_entry e WHERE e.stream = c.stream AND e.key = c.key AND own(e)
    ORDER BY number DESC LIMIT 1) e`;

// `before` and `after` travel as texts: as JSON inside JSON they would lose the form that was hashed.
const KEEP = `WITH messages AS (
    INSERT INTO outbox_message (id, kind, machine_id, payload, created_at)
    SELECT id, kind, machine_id, payload, created_at FROM jsonb_populate_recordset(NULL::outbox_message, $2::jsonb))
  INSERT INTO audit_entry (stream, key, number, entity_type, entity_key, operation, actor, reason, request_id, recorded_at,
    before, after, previous_hash, hash, written_in)
  SELECT stream, key, number, "entityType", "entityKey", operation, actor, reason, "requestId", "recordedAt",
    before::json, after::json, "previousHash", hash, pg_current_xact_id()::text::bigint
  FROM json_to_recordset($1::json) AS e (stream text, key text, number integer, "entityType" text, "entityKey" text,
    operation text, actor text, reason text, "requestId" text, "recordedAt" timestamptz, before text, after text,
    "previousHash" text, hash text)`;
