import { Injectable } from '@nestjs/common';

import { Clock, type Transaction } from '#platform';

import { operator } from './callers.ts';
import { CreateApiKey } from './create-api-key.ts';
import { IssueSetUpLink } from './issue-set-up-link.ts';
import { hashOf, readApiKey, sameHash } from './secrets.ts';

const OWNER_LOCK = 4_711_081;

interface DemoKey {
  readonly id: string;
  readonly hash: string;
  readonly live: boolean;
  readonly revoked: boolean;
}

/** Gives whoever owns a fresh machine the ways in: a link to set a password by, and a key for the shell. */
@Injectable()
export class PrepareOwner {
  constructor(
    private readonly clock: Clock,
    private readonly links: IssueSetUpLink,
    private readonly keys: CreateApiKey,
  ) {}

  /** What a new set-up link carries, as long as no administrator can sign in; earlier ones no longer count. */
  async link(tx: Transaction): Promise<string | undefined> {
    await this.begin(tx, 'prepareOwner');
    const administrator = await tx.row(
      `SELECT 1 FROM person WHERE role = 'ADMINISTRATOR' AND NOT demo AND disabled_at IS NULL
         AND (password_hash IS NOT NULL OR subject IS NOT NULL) LIMIT 1`,
    );
    return administrator ? undefined : this.links.add(tx, { purpose: 'OWNER' });
  }

  /** Whether the key that is kept lets its holder in; of all that were made, or of none yet. */
  async standingOf(tx: Transaction, kept: string | undefined): Promise<'LIVE' | 'MISSING' | 'REVOKED'> {
    const made = await tx.rows<DemoKey>(
      `SELECT id, secret_hash AS hash, revoked_at IS NULL AND expires_at > $1 AS live, revoked_at IS NOT NULL AS revoked
       FROM api_key WHERE demo`,
      [this.clock.now()],
    );
    const key = kept === undefined ? undefined : readApiKey(kept);
    const own = key && made.find(({ id, hash }) => id === key.id && sameHash(hash, hashOf(key.secret)));
    if (own?.live) return 'LIVE';
    return own?.revoked || (made.length > 0 && made.every(({ revoked }) => revoked)) ? 'REVOKED' : 'MISSING';
  }

  /** Makes the key for the shell; one that was lost is revoked. */
  async key(tx: Transaction): Promise<string> {
    await this.begin(tx, 'prepareOwner');
    const lost = await tx.rows<{ id: string }>(
      'UPDATE api_key SET revoked_at = $1 WHERE demo AND revoked_at IS NULL RETURNING id',
      [this.clock.now()],
    );
    for (const { id } of lost)
      tx.record({ stream: 'api-key', key: id, entity: 'ApiKey', after: { revokedAt: this.clock.now() } });
    const wanted = { name: 'owner.key', role: 'ADMINISTRATOR', demo: true } as const;
    return (await this.keys.add(tx, operator, wanted)).key;
  }

  private async begin(tx: Transaction, operation: string): Promise<void> {
    await tx.rows('SELECT pg_advisory_xact_lock($1)', [OWNER_LOCK]);
    tx.begin({ operation, at: this.clock.now() });
  }
}
