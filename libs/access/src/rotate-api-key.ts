import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import type { RotateApiKeyInput } from './api-key.inputs.ts';
import { type CreatedApiKey, CreateApiKey } from './create-api-key.ts';
import { lockApiKey } from './lock-api-key.ts';

const DAY_MS = 86_400_000;
const OVERLAP_DAYS = 7;

/** Makes a key that takes the place of another: for some days both are valid, so that nobody has to hurry. */
@Injectable()
export class RotateApiKey {
  constructor(
    private readonly clock: Clock,
    private readonly keys: CreateApiKey,
  ) {}

  async run(tx: Transaction, caller: Caller, input: RotateApiKeyInput): Promise<CreatedApiKey> {
    let key: string | undefined;
    const id = await once(tx, { caller, operation: 'rotateApiKey', input, at: this.clock.now() }, async () => {
      const made = await this.rotate(tx, caller, input);
      key = made.key;
      return made.id;
    });
    return { id, key };
  }

  private async rotate(
    tx: Transaction,
    caller: Caller,
    { apiKeyId, overlapDays, validDays }: RotateApiKeyInput,
  ): Promise<Required<CreatedApiKey>> {
    const now = this.clock.now();
    const old = await lockApiKey(tx, apiKeyId);
    if (old.revokedAt != null || old.expiresAt <= now)
      throw conflict('The key is no longer valid. Make a new one with createApiKey.', { reason: 'NOT_VALID' });
    const overlapEnds = new Date(Math.max(now.getTime() + (overlapDays ?? OVERLAP_DAYS) * DAY_MS, now.getTime() + 1));
    const expiresAt = overlapEnds < old.expiresAt ? overlapEnds : old.expiresAt;
    await tx.rows('UPDATE api_key SET expires_at = $2 WHERE id = $1', [old.id, expiresAt]);
    const before = { expiresAt: old.expiresAt };
    tx.record({ stream: 'api-key', key: old.id, entity: 'ApiKey', before, after: { expiresAt } });
    const { name, role, resellerId, personId, scopes, demo } = old;
    return this.keys.add(tx, caller, { name, role, resellerId, personId, scopes, demo, validDays, rotatesId: old.id });
  }
}
