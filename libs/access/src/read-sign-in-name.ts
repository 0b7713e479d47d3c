import { badUserInput } from '#platform';

const MAIL = /^[^\s@]+@[^\s@]+$/;
const LONGEST = 254;

/** A sign-in name as it is kept: a mail address, however it is typed. Nothing for what is none. */
export function normaliseSignInName(text: string): string | undefined {
  const name = text.normalize('NFKC').trim().toLowerCase();
  return MAIL.test(name) && name.length <= LONGEST ? name : undefined;
}

/** As `normaliseSignInName`. Throws `BAD_USER_INPUT`. */
export function readSignInName(path: string, text: string): string {
  const name = normaliseSignInName(text);
  if (name === undefined) throw badUserInput(path, 'A sign-in name is a mail address: name@example.com.');
  return name;
}
