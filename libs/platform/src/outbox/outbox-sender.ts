import { setTimeout as sleep } from 'node:timers/promises';

import { type Clock } from '../clock.ts';
import type { Caller } from '../database/caller.ts';
import { type Database } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';
import { deliverDue } from './deliver-due.ts';
import type { Destination } from './destination.ts';
import type { MessageKind } from './message-kinds.ts';

const IDLE_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;
const MOST_AT_ONCE = 200;

/**
 * Sends what is in the outbox, each destination at its own pace: one that does not answer holds up nobody else. It may
 * die at any moment: what it had claimed is free again with its connection, and is sent once more by whoever comes next.
 */
export class OutboxSender {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly caller: Caller,
    private readonly destinations: readonly Destination[],
    private readonly onError: (cause: unknown) => void,
    private readonly idleMs = IDLE_MS,
  ) {}

  start(): void {
    this.running ??= Promise.all([
      this.repeat(() => this.dispatch()),
      ...this.destinations.map((destination) =>
        this.repeat(() => deliverDue(this.database, this.caller, destination, this.clock)),
      ),
    ]);
  }

  /** Claims nothing more, and waits for what is on its way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Gives new messages to the destinations there are. Answers how many there were. */
  private async dispatch(): Promise<number> {
    return this.database.write(this.caller, async (tx) => {
      await this.giveUpOrphans(tx);
      const messages = await tx.rows<{ id: string; kind: MessageKind }>(WAITING);
      const deliveries = messages.flatMap(({ id, kind }) =>
        this.destinations.filter((destination) => destination.wants(kind)).map(({ name }) => ({ id, name })),
      );
      if (messages.length === 0) return 0;
      await tx.rows(
        `INSERT INTO outbox_delivery (message_id, destination, next_try_at)
         SELECT d.id, d.name, $3 FROM unnest($1::uuid[], $2::text[]) AS d (id, name)`,
        [deliveries.map(({ id }) => id), deliveries.map(({ name }) => name), this.clock.now()],
      );
      await tx.rows(
        `UPDATE outbox_message m SET state = CASE WHEN EXISTS (SELECT FROM outbox_delivery d WHERE d.message_id = m.id)
           THEN 'SENDING'::outbox_state ELSE 'NO_DESTINATION' END WHERE m.id = ANY($1)`,
        [messages.map(({ id }) => id)],
      );
      return messages.length;
    });
  }

  /** What is left for a destination that this process no longer knows will never arrive. */
  private async giveUpOrphans(tx: Transaction): Promise<void> {
    await tx.rows(
      `WITH given_up AS (
         UPDATE outbox_delivery SET next_try_at = NULL, failed_at = $1, last_problem = 'the destination is no longer set'
         WHERE next_try_at <= $1 AND destination <> ALL($2) RETURNING message_id)
       UPDATE outbox_message SET state = 'FAILED' WHERE id IN (SELECT message_id FROM given_up)`,
      [this.clock.now(), this.destinations.map(({ name }) => name)],
    );
  }

  private async repeat(work: () => Promise<number>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const pause = await work().then(
        (done) => (done > 0 ? 0 : this.idleMs),
        (cause: unknown) => {
          this.onError(cause);
          return AFTER_FAILURE_MS;
        },
      );
      if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

const WAITING = `SELECT id, kind FROM outbox_message WHERE state = 'WAITING' ORDER BY id LIMIT ${MOST_AT_ONCE}
  FOR UPDATE SKIP LOCKED`;
