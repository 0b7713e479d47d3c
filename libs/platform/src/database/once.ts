import { createHash } from 'node:crypto';

import { conflict } from '../problem.ts';
import type { Caller } from './caller.ts';
import type { Transaction } from './transaction.ts';

export interface RepeatableRequest {
  readonly caller: Caller;
  readonly operation: string;
  /** What was asked. Without a key the request is simply run; the same key with another input is a `CONFLICT`. */
  readonly input: { readonly idempotencyKey?: string | null; readonly reason?: string | null };
  readonly at: Date;
}

interface StoredRequest<A> {
  operation: string;
  requestHash: string;
  answer: A;
}

/**
 * Runs `work` once per key. A repetition waits for the first run to end and gets its answer; a first run that failed
 * has left no trace and is run again. The answer must be plain data.
 */
export async function once<A>(tx: Transaction, request: RepeatableRequest, work: () => Promise<A>): Promise<A> {
  const { caller, operation, at } = request;
  const { idempotencyKey: key, ...asked } = request.input;
  tx.begin({ operation, at, reason: asked.reason });
  if (key === undefined || key === null) return work();
  const requestHash = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  const claimed = await tx.row(
    `INSERT INTO idempotency_key (actor, key, operation, request_hash, recorded_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING key`,
    [caller.name, key, operation, requestHash, at],
  );
  if (claimed === undefined) return storedAnswer<A>(tx, request, key, requestHash);
  const answer = await work();
  await tx.rows('UPDATE idempotency_key SET answer = $3 WHERE actor = $1 AND key = $2', [
    caller.name,
    key,
    JSON.stringify(answer),
  ]);
  return answer;
}

async function storedAnswer<A>(
  tx: Transaction,
  { caller, operation }: RepeatableRequest,
  key: string,
  hash: string,
): Promise<A> {
  const stored = await tx.row<StoredRequest<A>>(
    `SELECT operation, request_hash AS "requestHash", answer FROM idempotency_key WHERE actor = $1 AND key = $2`,
    [caller.name, key],
  );
  if (stored?.operation !== operation || stored.requestHash !== hash) {
    throw conflict(
      `The idempotency key "${key}" was used before, for another request. Use a new key for a new request.`,
      { reason: 'IDEMPOTENCY_KEY_REUSED' },
    );
  }
  return stored.answer;
}
