import type { Transaction } from '#platform';

import { DATABASE_ROLE_OF, type Role, type Scope, type Visitor } from '../callers.ts';
import { hashOf, sameHash } from '../secrets.ts';
import type { Recognised } from './remembered-visitors.ts';

/** A session that nobody has used for so long is over. */
export const SESSION_IDLE_MS = 2 * 3_600_000;

interface Rights {
  readonly role: Role;
  readonly resellerId: string | null;
  readonly customerIds: readonly string[];
}

// A person's role says whom it is confined to; the customers are looked up for account managers only.
const RIGHTS = `p.role, p.reseller_id AS "resellerId",
  ARRAY(SELECT m.customer_id FROM customer_manager m WHERE m.person_id = p.id AND p.role = 'ACCOUNT_MANAGER' ORDER BY 1) AS "customerIds"`;

/** Whom a service key lets in; nobody where it is unknown, wrong, revoked or over. */
export async function ofKey(
  tx: Transaction,
  { id, secret }: { id: string; secret: string },
  now: Date,
): Promise<Recognised | undefined> {
  const key = await tx.row<Rights & { hash: string; scopes: Scope[] | null; expiresAt: Date }>(
    `SELECT k.secret_hash AS hash, k.role, k.reseller_id AS "resellerId", k.scopes, k.expires_at AS "expiresAt",
       ARRAY(SELECT m.customer_id FROM customer_manager m WHERE m.person_id = p.id ORDER BY 1) AS "customerIds"
     FROM api_key k LEFT JOIN person p ON p.id = k.person_id
     WHERE k.id = $1 AND k.revoked_at IS NULL AND k.expires_at > $2
       AND (k.person_id IS NULL OR (p.disabled_at IS NULL AND p.role = k.role))`,
    [id, now],
  );
  const rightSecret = sameHash(hashOf(secret), key?.hash ?? hashOf(id));
  if (key === undefined || !rightSecret) return undefined;
  const who = { name: `key:${id}`, keyId: id, scopes: key.scopes ?? undefined };
  return { visitor: visitorOf(key, who), credentialId: id, expiresAt: key.expiresAt.getTime() };
}

/** Whose session it is; nobody's where it is unknown, ended or over, or the person is disabled. */
export async function ofSession(tx: Transaction, token: string, now: Date): Promise<Recognised | undefined> {
  const session = await tx.row<Rights & { id: string; personId: string; expiresAt: Date }>(
    `SELECT s.id, s.person_id AS "personId", s.expires_at AS "expiresAt", ${RIGHTS}
     FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN credential_use u ON u.credential_id = s.id
     WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND p.disabled_at IS NULL
       AND coalesce(u.last_used_at, s.created_at) > $3`,
    [hashOf(token), now, new Date(now.getTime() - SESSION_IDLE_MS)],
  );
  if (session === undefined) return undefined;
  const { id, personId, expiresAt } = session;
  const visitor = visitorOf(session, { name: `person:${personId}`, personId, sessionId: id });
  return { visitor, credentialId: id, expiresAt: expiresAt.getTime(), idleMs: SESSION_IDLE_MS };
}

/** The person that an issuer calls so; nobody where there is none, or it is disabled. */
export async function ofSubject(tx: Transaction, issuer: string, subject: string): Promise<Visitor | undefined> {
  const person = await tx.row<Rights & { id: string }>(
    `SELECT p.id, ${RIGHTS} FROM person p WHERE p.issuer = $1 AND p.subject = $2 AND p.disabled_at IS NULL`,
    [issuer, subject],
  );
  return person && visitorOf(person, { name: `person:${person.id}`, personId: person.id });
}

function visitorOf(
  { role, resellerId, customerIds }: Rights,
  who: Pick<Visitor, 'name' | 'personId' | 'sessionId' | 'keyId' | 'scopes'>,
): Visitor {
  return Object.freeze({
    ...who,
    role,
    databaseRole: DATABASE_ROLE_OF[role],
    resellerId: resellerId ?? undefined,
    customerIds: role === 'ACCOUNT_MANAGER' ? customerIds : undefined,
  });
}
