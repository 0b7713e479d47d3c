import type { Caller } from '#platform';

import { admits, rowOfField } from './access-table.ts';
import { DATABASE_ROLE_OF, ROLES, type Visitor } from './callers.ts';

/**
 * Whether a caller is told wholesale prices where they stand beside other things, as in a list that is exported. Who
 * asks for one by its field is refused before anything is read.
 */
export function seesWholesalePrices({ databaseRole, scopes }: Caller & Pick<Partial<Visitor>, 'scopes'>): boolean {
  const role = ROLES.find((each) => DATABASE_ROLE_OF[each] === databaseRole);
  return (
    role !== undefined && admits(rowOfField('ServiceOffering', 'wholesalePrice'), { role, ...(scopes && { scopes }) })
  );
}
