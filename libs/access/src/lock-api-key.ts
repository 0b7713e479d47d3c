import { notFound, requireId, type Transaction } from '#platform';

import type { ApiKey } from './api-key.entity.ts';
import { API_KEY_COLUMNS } from './api-keys.queries.ts';

/** Locks a key for a change of it. Throws `NOT_FOUND`. */
export async function lockApiKey(tx: Transaction, id: string): Promise<ApiKey> {
  requireId('input.apiKeyId', id);
  const key = await tx.row<ApiKey>(`SELECT ${API_KEY_COLUMNS} FROM api_key k WHERE k.id = $1 FOR NO KEY UPDATE`, [id]);
  if (key === undefined) throw notFound('There is no such key.', { apiKeyId: id });
  return key;
}
