import { CHANGES } from './access-table/changes.ts';
import { OPERATIONS } from './access-table/operations.ts';
import type { Row } from './access-table/row.ts';
import { ROUTES } from './access-table/routes.ts';
import { TABLES } from './access-table/tables.ts';
import { FIELDS, TYPES } from './access-table/types.ts';
import type { Role, Visitor } from './callers.ts';

/**
 * Who may see and do what: role × type × action × field. The API's guard, the page docs/access.md, and what the tests demand
 * of the API and of the database come from it. What has no row is refused.
 */
export const ACCESS_TABLE = {
  operations: OPERATIONS,
  types: TYPES,
  fields: FIELDS,
  routes: ROUTES,
  tables: TABLES,
  changes: CHANGES,
} as const;

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** The row that a field of the schema stands under: its own, that of its type, or that of what a connection holds. */
export function rowOfField(type: string, field: string): Row | undefined {
  const coordinate = `${type}.${field}`;
  if (ROOTS.includes(type)) return OPERATIONS[coordinate];
  return FIELDS[coordinate] ?? TYPES[type] ?? TYPES[type.replace(/(Connection|Edge)$/, '')];
}

/** The row of a route, as the server knows it: `GET /exports/machines.:type`. */
export function rowOfRoute(route: string): Row | undefined {
  return ROUTES[route];
}

/** Whether a visitor comes through: by its role, and where it is a service key by one of its scopes, too. */
export function admits(row: Row | undefined, { role, scopes }: Pick<Visitor, 'role' | 'scopes'>): boolean {
  if (row === undefined || row.reach[role] === 'no') return false;
  return scopes === undefined || row.scopes.length === 0 || row.scopes.some((scope) => scopes.includes(scope));
}

const NAMES: Readonly<Record<Role, string>> = {
  RESELLER: 'resellers',
  ACCOUNT_MANAGER: 'account managers',
  ENTERPRISE_SALES: 'enterprise sales',
  ADMINISTRATOR: 'administrators',
};

/** Why a visitor does not come through, in words that tell of nothing but the table. */
export function refusalOf(what: string, row: Row | undefined, { role }: Pick<Visitor, 'role'>): string {
  const roles = (Object.keys(NAMES) as Role[]).filter((each) => row !== undefined && row.reach[each] !== 'no');
  if (row === undefined || roles.length === 0) return `${what} is for nobody.`;
  if (!roles.includes(role)) return `${what} is for ${roles.map((each) => NAMES[each]).join(', ')}.`;
  return `${what} needs a service key with one of the scopes ${row.scopes.join(', ')}.`;
}
