import { registerEnumType } from '@nestjs/graphql';

import type { Caller, DatabaseRole, OperationContext } from '#platform';

/** The kinds of people; each has a database role of its own. */
export const ROLES = ['RESELLER', 'ACCOUNT_MANAGER', 'ENTERPRISE_SALES', 'ADMINISTRATOR'] as const;
export type Role = (typeof ROLES)[number];
export const Role = named(ROLES);
registerEnumType(Role, {
  name: 'Role',
  description: 'What kind of caller somebody is; it says what they may see and do.',
});

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
export const Scope = named(SCOPES);
registerEnumType(Scope, {
  name: 'Scope',
  description: 'What a service key may be used for, within what its role may do.',
});

/** Who asks, once it is known: a person in a session, a person's token, or a service key. */
export interface Visitor extends Caller {
  readonly role: Role;
  /** Of a service key: what it may be used for. Not set: everything its role may do. */
  readonly scopes?: readonly Scope[];
  /** Who it is, of a person. */
  readonly personId?: string;
  /** In which session a person asks, where it is one. */
  readonly sessionId?: string;
  /** Which service key it is. */
  readonly keyId?: string;
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

/** The gate itself, before it is known who asks. */
export const gate: Caller = { name: 'gate', databaseRole: 'keizoku_gate' };

/** The visitor as the gate writes for it: about secrets and sessions, which nobody else may touch. */
export function atTheGate({ name, requestId }: Pick<Caller, 'name' | 'requestId'>): Caller {
  return { name, requestId, databaseRole: 'keizoku_gate' };
}

function named<const Name extends string>(names: readonly Name[]): { readonly [N in Name]: N } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [N in Name]: N };
}
