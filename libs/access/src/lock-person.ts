import { notFound, requireId, type Transaction } from '#platform';

import type { Role } from './callers.ts';

export interface LockedPerson {
  readonly id: string;
  readonly role: Role;
  readonly resellerId: string | null;
  readonly disabledAt: Date | null;
}

/** Locks a person for a change of what is theirs. Throws `NOT_FOUND`. */
export async function lockPerson(tx: Transaction, id: string): Promise<LockedPerson> {
  requireId('input.personId', id);
  const person = await tx.row<LockedPerson>(
    `SELECT id, role, reseller_id AS "resellerId", disabled_at AS "disabledAt" FROM person WHERE id = $1
     FOR NO KEY UPDATE`,
    [id],
  );
  if (person === undefined) throw notFound('There is no such person.', { personId: id });
  return person;
}
