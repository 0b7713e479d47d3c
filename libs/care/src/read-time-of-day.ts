import { badUserInput } from '#platform';

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The time a call is taken to be received at, where none is said. */
export const USUAL_TIME = '09:00';

/** Reads a time of day, `HH:MM`. Throws `BAD_USER_INPUT` for anything else. */
export function readTimeOfDay(path: string, text: string): string {
  if (TIME_OF_DAY.test(text)) return text;
  throw badUserInput(path, `"${text}" is not a time of day. Write it as HH:MM, from 00:00 to 23:59.`, { value: text });
}
