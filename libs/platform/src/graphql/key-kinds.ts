import { validate as isUuid } from 'uuid';

import { parseCalendarDate } from '#policy';

const LARGEST_INTEGER = 2 ** 31 - 1;

/** Whether a value of a cursor can be what a column of the order holds. A cursor of another list often cannot. */
export type KeyKind = (value: unknown) => boolean;

export const keyKinds = {
  text: (value) => typeof value === 'string',
  day: (value) => typeof value === 'string' && parseCalendarDate(value) !== undefined,
  id: (value) => isUuid(value),
  instant: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INTEGER,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
} as const satisfies Record<string, KeyKind>;

/** One of the names of an enum. */
export function keyAmong(names: object): KeyKind {
  return (value) => typeof value === 'string' && Object.hasOwn(names, value);
}
