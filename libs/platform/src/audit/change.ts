import type { MessageKind } from '../outbox/message-kinds.ts';

/**
 * The chains of the audit trail. What belongs to a machine is in the machine's chain (key: its id); a machine type's
 * end of support, a catalogue import, a person, a service key and the rest have chains of their own. The writers of one
 * chain must follow one another: each locks what the chain is about.
 */
export const AuditStream = {
  MACHINE: 'machine',
  INSTALLED_BASE: 'installed-base',
  MACHINE_TYPE: 'machine-type',
  CATALOGUE: 'catalogue',
  CATALOGUE_IMPORT: 'catalogue-import',
  MARKET: 'market',
  REGIONS: 'regions',
  PERSON: 'person',
  API_KEY: 'api-key',
} as const;
export type AuditStream = (typeof AuditStream)[keyof typeof AuditStream];

/** One thing that an act changed. */
export interface Change {
  readonly stream: AuditStream;
  /** Which chain of the stream; none where the stream is one chain. */
  readonly key?: string;
  /** The kind of thing that changed: `Contract`. */
  readonly entity: string;
  /** Which one; where it is left out, the one the chain is about. */
  readonly entityKey?: string;
  /** What it was, as far as it changed; nothing where it is new. Nothing secret. */
  readonly before?: object;
  /** What it is now; nothing where it is no more. */
  readonly after?: object;
  /** The message that tells others of it. */
  readonly announces?: MessageKind;
}

/** What is being done: one act may change several things. */
export interface Act {
  /** The name of the operation, as clients call it. */
  readonly operation: string;
  readonly at: Date;
  /** Why, in the words of whoever asks. */
  readonly reason?: string | null;
}
