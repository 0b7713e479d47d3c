import { Injectable } from '@nestjs/common';

import { selectList } from '../database/entity-columns.ts';
import type { Transaction } from '../database/transaction.ts';
import { type Connection, connectionFrom, keyset, type PageArgs, pageOf } from '../graphql/connection.ts';
import { keyKinds } from '../graphql/key-kinds.ts';
import type { Selection } from '../graphql/selection.ts';
import { OutboxDelivery, OutboxMessage, type OutboxState } from './outbox-message.entity.ts';

const ORDER = ['m.id'];

/** Reads the outbox. */
@Injectable()
export class OutboxMessages {
  /** A page of messages, the oldest first, with their deliveries where they are asked for. */
  async page(
    tx: Transaction,
    state: OutboxState | undefined,
    args: PageArgs,
    selection: Selection,
  ): Promise<Connection<OutboxMessage>> {
    const page = pageOf(args, [keyKinds.id]);
    const inState = state === undefined ? 'true' : 'm.state = $1';
    const values = state === undefined ? [] : [state];
    const key = keyset(ORDER, page, values.length + 1);
    const messages = await tx.rows<OutboxMessage>(
      `SELECT ${selectList(OutboxMessage, 'm')} FROM outbox_message m WHERE ${inState} AND own(m) AND ${key.where} ${key.order}`,
      [...values, ...key.values],
    );
    if (selection.anywhere('deliveries').isAsked) await this.addDeliveries(tx, messages);
    const counted = selection.has('totalCount')
      ? await tx.row<{ count: number }>(
          `SELECT count(*) AS count FROM outbox_message m WHERE ${inState} AND own(m)`,
          values,
        )
      : undefined;
    return connectionFrom(
      messages,
      page,
      ({ id }) => [id],
      (message) => message,
      counted?.count,
    );
  }

  private async addDeliveries(tx: Transaction, messages: readonly OutboxMessage[]): Promise<void> {
    const deliveries = await tx.rows<OutboxDelivery>(
      `SELECT ${selectList(OutboxDelivery, 'd')} FROM outbox_delivery d WHERE d.message_id = ANY($1) ORDER BY d.destination`,
      [messages.map(({ id }) => id)],
    );
    const byMessage = Map.groupBy(deliveries, ({ messageId }) => messageId);
    for (const message of messages) message.deliveries = byMessage.get(message.id) ?? [];
  }
}
