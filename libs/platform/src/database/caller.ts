/** The database roles a transaction can take; none of them owns anything. */
export type DatabaseRole = 'keizoku_staff' | 'keizoku_reseller' | 'keizoku_worker';

/** For whom a transaction runs. */
export interface Caller {
  /** Names who it was, in the records. */
  readonly name: string;
  readonly databaseRole: DatabaseRole;
  /** The request it asks in; the log and the audit trail have it. */
  readonly requestId?: string;
  /** The reseller whose rows it is confined to, where there is one. */
  readonly resellerId?: string;
}
