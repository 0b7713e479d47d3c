import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { badUserInput, type Caller, Clock, once, requireId, type Transaction } from '#platform';

import { ApiKey } from './api-key.entity.ts';
import type { CreateApiKeyInput } from './api-key.inputs.ts';
import { checkConfinement } from './confinement.ts';
import { hashOf, newSecret, writeApiKey } from './secrets.ts';

const DAY_MS = 86_400_000;
/** For how long a key may be valid. */
export const MOST_DAYS = 365;

/** A key that was made, and what its holder keeps: nothing where it is a repetition, since only a hash is left. */
export interface CreatedApiKey {
  readonly id: string;
  readonly key?: string;
}

/** Makes a key for another system. */
@Injectable()
export class CreateApiKey {
  constructor(private readonly clock: Clock) {}

  async run(
    tx: Transaction,
    caller: Caller,
    input: CreateApiKeyInput,
    { demo = false }: { demo?: boolean } = {},
  ): Promise<CreatedApiKey> {
    let key: string | undefined;
    const id = await once(tx, { caller, operation: 'createApiKey', input, at: this.clock.now() }, async () => {
      await this.check(tx, input);
      const made = await this.add(tx, caller, { ...input, demo });
      key = made.key;
      return made.id;
    });
    return { id, key };
  }

  /** Adds a key that was found to be sound. */
  async add(
    tx: Transaction,
    { name: createdBy }: Caller,
    {
      validDays,
      ...wanted
    }: Pick<ApiKey, 'name' | 'role' | 'resellerId' | 'personId' | 'scopes' | 'demo' | 'rotatesId'> & {
      validDays?: number | null;
    },
  ): Promise<Required<CreatedApiKey>> {
    const { role, resellerId = null, personId = null, demo, rotatesId = null } = wanted;
    const [id, secret, createdAt] = [uuidv7(), newSecret(), this.clock.now()];
    const name = wanted.name.trim();
    const scopes = wanted.scopes ? [...new Set(wanted.scopes)].sort() : null;
    const expiresAt = new Date(createdAt.getTime() + (validDays ?? MOST_DAYS) * DAY_MS);
    const facts = { name, role, resellerId, personId, scopes, demo, rotatesId, expiresAt };
    await tx.insert(ApiKey, [{ ...facts, id, secretHash: hashOf(secret), createdBy, createdAt }]);
    tx.record({ stream: 'api-key', key: id, entity: 'ApiKey', after: facts });
    return { id, key: writeApiKey(id, secret) };
  }

  private async check(tx: Transaction, { role, resellerId, personId }: CreateApiKeyInput): Promise<void> {
    await checkConfinement(tx, { role, resellerId });
    requireId('input.personId', personId);
    if ((role === 'ACCOUNT_MANAGER') !== (personId != null))
      throw badUserInput(
        'input.personId',
        'Name the person for whose customers an ACCOUNT_MANAGER key asks; for no other.',
      );
    if (personId == null) return;
    const person = await tx.row(
      `SELECT 1 FROM person WHERE id = $1 AND role = 'ACCOUNT_MANAGER' AND disabled_at IS NULL`,
      [personId],
    );
    if (person === undefined) throw badUserInput('input.personId', `No account manager "${personId}" may sign in.`);
  }
}
