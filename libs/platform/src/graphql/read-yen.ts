import { badUserInput } from '../problem.ts';

const WHOLE_YEN = /^\d{1,12}$/;

/** Reads an amount in yen, which have no decimals. Throws `BAD_USER_INPUT` at `path` for anything else. */
export function readYen(path: string, amount: string): number {
  if (WHOLE_YEN.test(amount)) return Number(amount);
  throw badUserInput(path, `"${amount}" is not an amount in yen. Write whole yen, such as "62000".`, { value: amount });
}
