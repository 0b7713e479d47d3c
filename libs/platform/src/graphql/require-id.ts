import { validate as isUuid } from 'uuid';

import { badUserInput } from '../problem.ts';

/** The id, when one is given. Throws `BAD_USER_INPUT` for what cannot be an id. */
export function requireId(path: string, id: string | null | undefined): string | undefined {
  if (id === null || id === undefined) return undefined;
  if (isUuid(id)) return id;
  throw badUserInput(path, `"${id}" is not an id. Take ids from earlier answers as they are.`);
}
