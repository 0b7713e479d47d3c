/** What a client knows of an operation: it was sent, it was done, it was refused, or nobody said. */
export type HistoryEvent =
  | { readonly type: 'invoke'; readonly operation: number; readonly client: number; readonly trace: string }
  | { readonly type: 'ok'; readonly operation: number; readonly answer: string }
  | { readonly type: 'fail'; readonly operation: number; readonly why: string }
  | { readonly type: 'unknown'; readonly operation: number };

/**
 * What the clients wrote down, in the order in which it happened. The trace of an operation is what it would leave in the
 * database and no other operation would, whether or not it carries a key: a serial, a day, a reason.
 */
export class History {
  readonly events: HistoryEvent[] = [];
  private operations = 0;

  invoke(client: number, trace: string): number {
    this.operations += 1;
    this.events.push({ type: 'invoke', operation: this.operations, client, trace });
    return this.operations;
  }

  ok(operation: number, answer: string): void {
    this.events.push({ type: 'ok', operation, answer });
  }

  fail(operation: number, why: string): void {
    this.events.push({ type: 'fail', operation, why });
  }

  unknown(operation: number): void {
    this.events.push({ type: 'unknown', operation });
  }

  /** How many operations have ended. */
  get ended(): number {
    return this.events.length - this.operations;
  }

  /** How many operations of a kind, the first word of their traces, ended in each way. */
  tally(): Record<string, Record<string, number>> {
    const kinds = new Map<number, string>();
    const tally: Record<string, Record<string, number>> = {};
    for (const event of this.events) {
      if (event.type === 'invoke') kinds.set(event.operation, event.trace.split(' ')[0] ?? '');
      else {
        const ends = (tally[kinds.get(event.operation) ?? ''] ??= {});
        ends[event.type] = (ends[event.type] ?? 0) + 1;
      }
    }
    return tally;
  }
}
