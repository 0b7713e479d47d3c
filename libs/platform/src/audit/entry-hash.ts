import { hash } from 'node:crypto';

/** What comes before the first entry of a chain. */
export const NO_HASH = '0'.repeat(64);

/** An entry as it is hashed; `before` and `after` as the canonical JSON they are kept as. */
export interface HashedEntry {
  readonly stream: string;
  readonly key: string;
  readonly number: number;
  readonly entityType: string;
  readonly entityKey: string;
  readonly operation: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly requestId: string | null;
  /** In UTC with milliseconds: `2026-11-02T01:00:00.000Z`. */
  readonly recordedAt: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly previousHash: string;
}

const text = JSON.stringify;

/**
 * The SHA-256, in hexadecimal, of the UTF-8 of the entry as canonical JSON (RFC 8785): its thirteen members in order of
 * their names. Written out, since a million of them are hashed in one go.
 */
export function entryHash(entry: HashedEntry): string {
  const { actor, after, before, entityKey, entityType, key, number, operation } = entry;
  const { previousHash, reason, recordedAt, requestId, stream } = entry;
  return hash(
    'sha256',
    `{"actor":${text(actor)},"after":${after ?? 'null'},"before":${before ?? 'null'},"entityKey":${text(entityKey)},` +
      `"entityType":${text(entityType)},"key":${text(key)},"number":${number},"operation":${text(operation)},` +
      `"previousHash":"${previousHash}","reason":${text(reason)},"recordedAt":"${recordedAt}",` +
      `"requestId":${text(requestId)},"stream":${text(stream)}}`,
  );
}
