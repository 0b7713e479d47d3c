import { type Role, ROLES, type Scope } from '../callers.ts';

/**
 * How far a role comes: `all`; `own`, which for a reseller is its own channel and for an account manager the machines of
 * the customers it looks after; `masked`, as `own` with staff unnamed; `no`.
 */
export const REACHES = ['all', 'own', 'masked', 'no'] as const;
export type Reach = (typeof REACHES)[number];
export const [all, own, masked, no] = REACHES;

/** A line of the access table. */
export interface Row {
  readonly reach: Readonly<Record<Role, Reach>>;
  /** What a service key needs one of, besides its role; any key will do where none is named. */
  readonly scopes: readonly Scope[];
}

/** A line, in the order in which it is read: reseller, account manager, enterprise sales, administrator; scopes. */
export function row(...cells: [Reach, Reach, Reach, Reach, ...Scope[]]): Row {
  const [reseller, accountManager, sales, administrator, ...scopes] = cells;
  const reaches = [reseller, accountManager, sales, administrator];
  const reach = Object.fromEntries(ROLES.map((role, index) => [role, reaches[index]])) as Record<Role, Reach>;
  return { reach, scopes };
}

/** The same line for several things. */
export function rows<Name extends string>(names: readonly Name[], line: Row): Record<Name, Row> {
  return Object.fromEntries(names.map((name) => [name, line])) as Record<Name, Row>;
}
