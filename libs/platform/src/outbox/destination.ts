import type { MessageKind } from './message-kinds.ts';

/** A message on its way out. */
export interface OutgoingMessage {
  /** Whoever gets it twice knows by this that it is the same. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly createdAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Where messages go. */
export interface Destination {
  /** Names it in the outbox; holds nothing secret. */
  readonly name: string;
  wants(kind: MessageKind): boolean;
  /** Throws when it did not arrive. `now` is the instant of this try. */
  send(message: OutgoingMessage, now: Date): Promise<void>;
}
