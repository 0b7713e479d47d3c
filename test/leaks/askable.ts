import { admits, rowOfField } from '#access';

import type { Edge } from './observed.ts';
import type { Askable } from './operations.ts';
import type { Asking } from './two-worlds.ts';

/** What is about oneself alone: people, keys and sessions belong to no machine, and have trials of their own. */
const OF_ONESELF = new Set(['Query.me', 'Mutation.changePassword', 'Mutation.endSessions']);

/** What a caller may ask for, as the access table has it. */
export function askable({ caller }: Asking): Askable {
  return (type, field) => !OF_ONESELF.has(`${type}.${field}`) && admits(rowOfField(type, field), caller);
}

export function isAllowed(asking: Asking, edge: Edge): boolean {
  const [type = '', field = ''] = edge.split('.');
  return askable(asking)(type, field);
}
