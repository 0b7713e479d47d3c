import { badUserInput } from '#platform';

import type { Visitor } from './callers.ts';

/** The id of the person who asks. Throws `BAD_USER_INPUT` for a service key, which is nobody. */
export function requirePerson({ personId }: Visitor): string {
  if (personId !== undefined) return personId;
  throw badUserInput('input.personId', 'A service key is no person. Say whom you mean.');
}
