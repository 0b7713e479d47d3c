import { Injectable } from '@nestjs/common';

import { selectList } from '../database/entity-columns.ts';
import type { Transaction } from '../database/transaction.ts';
import { type Connection, connectionFrom, keyset, type PageArgs, pageOf } from '../graphql/connection.ts';
import { keyKinds } from '../graphql/key-kinds.ts';
import type { Selection } from '../graphql/selection.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import type { AuditStream } from './change.ts';

const ENTRIES = `SELECT ${selectList(AuditEntry, 'e')} FROM audit_entry e`;
const ORDER = ['e.recorded_at', 'e.key', 'e.number'];

/** Reads the audit trail. */
@Injectable()
export class AuditTrail {
  /** All entries of some chains of a stream, each chain from its beginning; one statement, however many. */
  async ofChains(
    tx: Transaction,
    stream: AuditStream,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, AuditEntry[]>> {
    const entries = await tx.rows<AuditEntry>(
      `${ENTRIES} WHERE e.stream = $1 AND e.key = ANY($2) AND own(e) ORDER BY e.key, e.number`,
      [stream, keys],
    );
    return Map.groupBy(entries, ({ key }) => key);
  }

  /** A page of a stream that belongs to no machine, in order of time. */
  async page(
    tx: Transaction,
    stream: AuditStream,
    args: PageArgs,
    selection: Selection,
  ): Promise<Connection<AuditEntry>> {
    const page = pageOf(args, [keyKinds.instant, keyKinds.text, keyKinds.integer]);
    const { where, order, values } = keyset(ORDER, page, 2);
    // What the index of these streams is about, said so that it is used.
    const ofStream = `e.stream = $1 AND e.stream <> 'machine' AND own(e)`;
    const entries = await tx.rows<AuditEntry>(`${ENTRIES} WHERE ${ofStream} AND ${where} ${order}`, [
      stream,
      ...values,
    ]);
    const counted = selection.has('totalCount')
      ? await tx.row<{ count: number }>(`SELECT count(*) AS count FROM audit_entry e WHERE ${ofStream}`, [stream])
      : undefined;
    return connectionFrom(
      entries,
      page,
      ({ recordedAt, key, number }) => [recordedAt.toISOString(), key, number],
      (entry) => entry,
      counted?.count,
    );
  }
}
