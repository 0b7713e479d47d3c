import type { Locale } from '#policy';

import type { Caller } from '../database/caller.ts';
import type { Database, OpenSnapshot } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';

/** One GraphQL operation: who asks, in which language, and the one snapshot all its reads see. */
export class Operation {
  private snapshot: Promise<OpenSnapshot> | undefined;
  private transaction: Transaction | undefined;
  private isOver = false;

  readonly caller: Caller;

  constructor(
    private readonly database: Database,
    caller: Caller,
    readonly locale: Locale,
    readonly requestId: string,
    private readonly atOnce = false,
  ) {
    this.caller = { ...caller, requestId };
  }

  /** Whether there is anything to read from but the primary. */
  get hasReplicas(): boolean {
    return this.database.hasReplicas;
  }

  /** The same operation anew, to be read in another way. */
  anew({ readsAnywhere, atOnce }: WayToRead): Operation {
    return new Operation(this.database, { ...this.caller, readsAnywhere }, this.locale, this.requestId, atOnce);
  }

  /** Whether whatever it read was asked before any of it was answered, and has been answered. */
  get wentAtOnce(): boolean {
    return this.transaction?.wentAtOnce ?? true;
  }

  /** Waits until whatever it has read is seen by everybody, wherever they read. */
  async shown(): Promise<void> {
    await this.database.announce();
  }

  /** The operation's snapshot; opened by the first read. */
  async reading(): Promise<Transaction> {
    // A field may still be at work when another one's failure has ended the answer: nobody would give its snapshot back.
    if (this.isOver) throw new Error('the operation has been answered');
    this.snapshot ??= this.open();
    return (this.transaction = (await this.snapshot).transaction);
  }

  /** Writes as one act. What is read afterwards is read from a new snapshot, which sees it. */
  async write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    await this.finish();
    return this.database.write(this.caller, work);
  }

  /** Gives the snapshot back; harmless when there is none. */
  async finish(): Promise<void> {
    const snapshot = this.snapshot;
    this.snapshot = undefined;
    (await snapshot?.catch(() => undefined))?.finish();
  }

  /** Gives the snapshot back for good: nothing is read any more. */
  async end(): Promise<void> {
    this.isOver = true;
    await this.finish();
  }

  private async open(): Promise<OpenSnapshot> {
    const shared = this.atOnce ? await this.database.openAtOnce(this.caller) : undefined;
    return shared ?? this.database.openSnapshot(this.caller);
  }
}

/** How the reads of an operation reach the database. */
export interface WayToRead {
  /** From any database that has seen what was answered before, or from the primary alone. */
  readonly readsAnywhere: boolean;
  /** All together over a connection that is shared, or one after the other over one of their own. */
  readonly atOnce: boolean;
}

/** The context of every resolver. */
export interface OperationContext {
  operation: Operation;
}
