import type pg from 'pg';

import { tookTooLong } from './database-problem.ts';
import type { Deadline } from './deadline.ts';
import type { KnownQuery } from './known-query.ts';
import type { SharedConnection } from './shared-connections.ts';

/**
 * The statements of a transaction that is sent in one piece, over a connection that others share: all that are asked
 * before the process waits for anything. What is asked later fails, as the transaction is over by then.
 */
export class Piece {
  private readonly asked: KnownQuery[] = [];
  private state: 'OPEN' | 'SENT' | 'OVER' = 'OPEN';

  constructor(
    private readonly connection: SharedConnection,
    private readonly opening: string,
    private readonly deadline: Deadline | undefined,
  ) {}

  query(query: KnownQuery): void {
    if (this.state !== 'OPEN') return fail([query], new Error('the transaction has been sent without this'));
    if (this.asked.push(query) === 1) this.connection.soon(() => void this.send());
  }

  /** Nothing is asked any more. */
  finish(): void {
    this.deadline?.remove(this.giveUp);
    if (this.state === 'OPEN') this.connection.release();
    this.state = 'OVER';
  }

  private async send(): Promise<void> {
    if (this.state !== 'OPEN') return fail(this.asked, new Error('nobody waits for the answer'));
    this.state = 'SENT';
    if (this.deadline?.isOver) this.giveUp();
    else this.deadline?.add(this.giveUp);
    await this.connection.send(this.opening, this.asked);
    this.connection.release();
  }

  /** What has been answered stays so. */
  private readonly giveUp = (): void => fail(this.asked, tookTooLong());
}

/** Not at once: who asks does not expect an answer while asking. */
function fail(queries: readonly KnownQuery[], cause: Error): void {
  process.nextTick(() => {
    for (const query of queries) query.callback(cause, undefined as unknown as pg.QueryResult);
  });
}
