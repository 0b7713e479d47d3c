import { all, no, own, type Row, row } from './row.ts';

/** Routes beside GraphQL. What a document asks is looked at by itself. Columns and scopes as for operations. */
export const ROUTES: Readonly<Record<string, Row>> = {
  'POST /graphql/stream': row(all, all, all, all),
  'GET /graphql/stream': row(all, all, all, all),
  'POST /uploads': row(no, no, no, all, 'CATALOGUE_WRITE', 'INSTALLED_BASE_WRITE'),
  'GET /exports/catalogue.:type': row(all, all, all, all, 'CATALOGUE_READ'),
  'GET /exports/difference.:type': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'GET /exports/machines.:type': row(own, own, all, all, 'INSTALLED_BASE_READ'),
  'GET /exports/renewals.:type': row(own, own, all, all, 'CONTRACTS_READ'),
  'GET /imports/:id/errors.xlsx': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'GET /imports/machines/:id/errors.xlsx': row(no, no, no, all, 'INSTALLED_BASE_WRITE'),

  // These but the last are open to whoever has not signed in, too.
  'GET /sign-in': row(all, all, all, all),
  'POST /sign-in': row(all, all, all, all),
  'GET /sign-in/oidc': row(all, all, all, all),
  'GET /sign-in/oidc/callback': row(all, all, all, all),
  'GET /set-up': row(all, all, all, all),
  'POST /set-up': row(all, all, all, all),
  'POST /sign-out': row(all, all, all, all),
};
