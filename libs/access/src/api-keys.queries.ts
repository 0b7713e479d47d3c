import { Injectable } from '@nestjs/common';

import {
  type Connection,
  connectionFrom,
  keyKinds,
  keyset,
  type PageArgs,
  pageOf,
  type Selection,
  type Transaction,
} from '#platform';

import type { ApiKey } from './api-key.entity.ts';

/** Not `selectList`: only the gate may read a secret's hash. */
export const API_KEY_COLUMNS = `k.id, k.name, k.role, k.reseller_id AS "resellerId", k.person_id AS "personId", k.scopes, k.demo,
  k.rotates_id AS "rotatesId", k.created_by AS "createdBy", k.created_at AS "createdAt", k.expires_at AS "expiresAt",
  k.revoked_at AS "revokedAt"`;
const ORDER = ['k.id'];

/** Reads service keys; never what they are made of. */
@Injectable()
export class ApiKeys {
  async byId(tx: Transaction, id: string): Promise<ApiKey | undefined> {
    return tx.row<ApiKey>(`SELECT ${API_KEY_COLUMNS} FROM api_key k WHERE k.id = $1`, [id]);
  }

  /** A page of keys, the oldest first. */
  async page(tx: Transaction, args: PageArgs, selection: Selection): Promise<Connection<ApiKey>> {
    const page = pageOf(args, [keyKinds.id]);
    const { where, order, values } = keyset(ORDER, page, 1);
    const keys = await tx.rows<ApiKey>(`SELECT ${API_KEY_COLUMNS} FROM api_key k WHERE ${where} ${order}`, values);
    if (selection.anywhere('lastUsedAt').isAsked) await this.addLastUses(tx, keys);
    const counted = selection.has('totalCount')
      ? await tx.row<{ count: number }>('SELECT count(*) AS count FROM api_key')
      : undefined;
    return connectionFrom(
      keys,
      page,
      ({ id }) => [id],
      (key) => key,
      counted?.count,
    );
  }

  /** When each was last used, to the minute. */
  async addLastUses(tx: Transaction, keys: readonly ApiKey[]): Promise<void> {
    const uses = await tx.rows<{ id: string; at: Date }>(
      'SELECT credential_id AS id, last_used_at AS at FROM credential_use WHERE credential_id = ANY($1)',
      [keys.map(({ id }) => id)],
    );
    const byKey = new Map(uses.map(({ id, at }) => [id, at]));
    for (const key of keys) key.lastUsedAt = byKey.get(key.id);
  }
}
