import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { Clock, type Transaction } from '#platform';

import { hashOf, newSecret } from './secrets.ts';
import { SetUpLink } from './set-up-link.entity.ts';

/** For how long a link can be used. */
const LINK_MS = 24 * 3_600_000;

type ForWhom = { readonly purpose: 'OWNER' } | { readonly purpose: 'PERSON'; readonly personId: string };

/** Makes the links by which a password is set, once; earlier ones for the same person no longer count. */
@Injectable()
export class IssueSetUpLink {
  constructor(private readonly clock: Clock) {}

  /** Answers what the link carries. */
  async add(tx: Transaction, forWhom: ForWhom): Promise<string> {
    const createdAt = this.clock.now();
    const personId = forWhom.purpose === 'PERSON' ? forWhom.personId : null;
    await tx.rows(
      `UPDATE set_up_link SET voided_at = $3
       WHERE purpose = $1 AND person_id IS NOT DISTINCT FROM $2 AND used_at IS NULL AND voided_at IS NULL`,
      [forWhom.purpose, personId, createdAt],
    );
    const token = newSecret();
    const [id, expiresAt] = [uuidv7(), new Date(createdAt.getTime() + LINK_MS)];
    await tx.insert(SetUpLink, [
      { id, tokenHash: hashOf(token), purpose: forWhom.purpose, personId, createdAt, expiresAt },
    ]);
    tx.record({ stream: 'person', key: personId ?? 'owner', entity: 'SetUpLink', entityKey: id, after: { expiresAt } });
    return token;
  }
}
