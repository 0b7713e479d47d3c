import { normaliseProductNumber, type ProductNumber, type Unreadable } from '#policy';
import { badUserInput, type Transaction } from '#platform';

import type { MachineTypes } from './machine-types.queries.ts';

/** Reads a product number as people paste it. Throws `BAD_USER_INPUT` with the reason and, where one is near, a suggestion. */
export async function readProductNumber(
  tx: Transaction,
  types: MachineTypes,
  path: string,
  text: string,
): Promise<ProductNumber> {
  const read = normaliseProductNumber(text);
  if (!('reason' in read)) return read;
  const suggestion = await suggestionFor(tx, types, read);
  throw badUserInput(
    path,
    `"${text}" is not a product number: ${REASONS[read.reason](read)}${suggestion ? ` Did you mean ${suggestion}?` : ''}`,
    {
      reason: read.reason,
      value: text,
      suggestion,
    },
  );
}

const REASONS: Readonly<Record<Unreadable['reason'], (read: Unreadable) => string>> = {
  EMPTY: () => 'nothing is left of it. Give a machine type (7X06) or a machine type and model (7X06CTO1WW).',
  LENGTH: ({ cleaned, length }) =>
    `"${cleaned}" has ${length} characters. A machine type has 4; with its model it has 7, 10 or 11.`,
  CHARACTERS: () => 'it holds more than letters and digits. Hyphens and blanks are dropped by themselves.',
};

async function suggestionFor(
  tx: Transaction,
  types: MachineTypes,
  { cleaned }: Unreadable,
): Promise<string | undefined> {
  const code = /^[0-9A-Z]{4}/.exec(cleaned)?.[0];
  if (code === undefined) return undefined;
  return (await types.byCode(tx, code)) ? code : types.nearestTo(tx, code);
}
