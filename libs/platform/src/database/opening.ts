import type { Caller } from './caller.ts';

const BEGIN = {
  READ: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  WRITE: 'BEGIN ISOLATION LEVEL READ COMMITTED',
};
const ACTOR = /^[A-Za-z0-9_@.:-]{1,128}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What begins a transaction, as one message: with the caller's role and tenant, which it loses with its end. Only a role of
 * the closed list, a checked id and name get in.
 */
export function openingFor(kind: keyof typeof BEGIN, caller: Caller): string {
  return `${BEGIN[kind]}; ${settingsFor(caller)}`;
}

function settingsFor({ name, databaseRole, resellerId, customerIds }: Caller): string {
  if (resellerId !== undefined && !UUID.test(resellerId)) throw new Error('a reseller id must be a UUID');
  if (databaseRole === 'keizoku_reseller' && resellerId === undefined)
    throw new Error('a reseller must be a known one');
  if (customerIds?.some((id) => !UUID.test(id))) throw new Error('the id of a customer must be a UUID');
  if (databaseRole === 'keizoku_account_manager' && customerIds === undefined)
    throw new Error('the customers of an account manager must be known');
  if (!ACTOR.test(name)) throw new Error('the name of a caller must be letters, digits and _ @ . : -');
  return [
    `SET LOCAL ROLE ${databaseRole}`,
    `SET LOCAL app.actor = '${name}'`,
    `SET LOCAL app.reseller_id = '${resellerId ?? ''}'`,
    `SET LOCAL app.customer_ids = '${customerIds === undefined ? '' : `{${customerIds.join(',')}}`}'`,
  ].join('; ');
}
