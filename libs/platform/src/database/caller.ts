import type { Deadline } from './deadline.ts';

/** The database roles a transaction can take, one for each kind of caller; none of them owns anything. */
export const DATABASE_ROLES = [
  'keizoku_reseller',
  'keizoku_account_manager',
  'keizoku_sales',
  'keizoku_administrator',
  'keizoku_worker',
  'keizoku_gate',
] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

/** For whom a transaction runs. */
export interface Caller {
  /** Names who it was, in the records: never a name or an address of a person, but `person:<id>`, `key:<id>`, `worker`. */
  readonly name: string;
  readonly databaseRole: DatabaseRole;
  /** The request it asks in; the log and the audit trail have it. */
  readonly requestId?: string;
  /** When it is over, what was asked is given up: statements fail, and nothing more is kept. */
  readonly deadline?: Deadline;
  /** What it reads may come from a replica that has seen whatever was answered before; from the primary where not said. */
  readonly readsAnywhere?: boolean;
  /** The reseller whose rows it is confined to, where there is one. */
  readonly resellerId?: string;
  /** The customers whose rows it is confined to: those an account manager looks after, possibly none. */
  readonly customerIds?: readonly string[];
}
