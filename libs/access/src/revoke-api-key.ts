import { Injectable } from '@nestjs/common';

import { type Caller, Clock, once, type Transaction } from '#platform';

import type { RevokeApiKeyInput } from './api-key.inputs.ts';
import { lockApiKey } from './lock-api-key.ts';

/** Ends a key for good. Counts for the next request; one that is revoked already stays so. */
@Injectable()
export class RevokeApiKey {
  constructor(private readonly clock: Clock) {}

  /** Answers the key's id. */
  async run(tx: Transaction, caller: Caller, input: RevokeApiKeyInput): Promise<string> {
    const revokedAt = this.clock.now();
    return once(tx, { caller, operation: 'revokeApiKey', input, at: revokedAt }, async () => {
      const key = await lockApiKey(tx, input.apiKeyId);
      if (key.revokedAt != null) return key.id;
      await tx.rows('UPDATE api_key SET revoked_at = $2 WHERE id = $1', [key.id, revokedAt]);
      tx.record({
        stream: 'api-key',
        key: key.id,
        entity: 'ApiKey',
        before: { revokedAt: null },
        after: { revokedAt },
      });
      return key.id;
    });
  }
}
