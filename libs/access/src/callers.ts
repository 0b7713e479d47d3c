import type { Caller, DatabaseRole, OperationContext } from '#platform';

/** The kinds of people; each has a database role of its own. */
export const ROLES = ['RESELLER', 'ACCOUNT_MANAGER', 'ENTERPRISE_SALES', 'ADMINISTRATOR'] as const;
export type Role = (typeof ROLES)[number];

/** What a service key may be used for, within what its role may do. */
export const SCOPES = [
  'CATALOGUE_READ',
  'CATALOGUE_WRITE',
  'INSTALLED_BASE_READ',
  'INSTALLED_BASE_WRITE',
  'CONTRACTS_READ',
  'CONTRACTS_WRITE',
  'WHOLESALE_READ',
  'ACCESS_WRITE',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks, once it is known: a person in a session, a person's token, or a service key. */
export interface Visitor extends Caller {
  readonly role: Role;
  /** Of a service key: what it may be used for. Not set: everything its role may do. */
  readonly scopes?: readonly Scope[];
}

/** The context of every resolver: the caller of the operation is the visitor. */
export interface VisitContext extends OperationContext {
  readonly visitor: Visitor;
}

export const DATABASE_ROLE_OF: Readonly<Record<Role, DatabaseRole>> = {
  RESELLER: 'keizoku_reseller',
  ACCOUNT_MANAGER: 'keizoku_account_manager',
  ENTERPRISE_SALES: 'keizoku_sales',
  ADMINISTRATOR: 'keizoku_administrator',
};

/** Whoever sits at the machine Keizoku is started on: for loading samples, and for commands of the launcher. */
export const operator: Visitor = {
  name: 'operator',
  role: 'ADMINISTRATOR',
  databaseRole: 'keizoku_administrator',
};

/** The worker, for jobs that no single person waits on. */
export const worker: Caller = { name: 'worker', databaseRole: 'keizoku_worker' };
