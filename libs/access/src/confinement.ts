import { badUserInput, requireId, type Transaction } from '#platform';

import type { Role } from './callers.ts';

/** To whom somebody is confined, as it is asked for: a reseller's own channel, an account manager's customers. */
export interface Confinement {
  readonly role: Role;
  readonly resellerId?: string | null;
  readonly customerIds?: readonly string[] | null;
}

/** Throws `BAD_USER_INPUT` for a confinement that the role does not have, lacks, or that names what is not known. */
export async function checkConfinement(tx: Transaction, { role, resellerId, customerIds }: Confinement): Promise<void> {
  requireId('input.resellerId', resellerId);
  for (const id of customerIds ?? []) requireId('input.customerIds', id);
  if ((role === 'RESELLER') !== (resellerId != null))
    throw badUserInput('input.resellerId', 'Name a reseller for the role RESELLER, and for no other.');
  if (customerIds != null && customerIds.length > 0 && role !== 'ACCOUNT_MANAGER')
    throw badUserInput('input.customerIds', 'Customers are looked after in the role ACCOUNT_MANAGER only.');
  if (resellerId != null && !(await tx.row('SELECT 1 FROM reseller WHERE id = $1', [resellerId])))
    throw badUserInput('input.resellerId', `There is no reseller "${resellerId}".`);
  const known = await tx.rows('SELECT 1 FROM customer WHERE id = ANY($1)', [[...new Set(customerIds)]]);
  if (known.length < new Set(customerIds).size)
    throw badUserInput(
      'input.customerIds',
      'Not all of these customers exist. Take ids from earlier answers as they are.',
    );
}
