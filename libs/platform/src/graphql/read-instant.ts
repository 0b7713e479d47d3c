import { badUserInput } from '../problem.ts';

/** The instant, when one is given. Throws `BAD_USER_INPUT` at `path` for what the scalar let through and is none. */
export function readInstant(path: string, instant: Date | null | undefined): Date | undefined {
  if (instant === null || instant === undefined) return undefined;
  if (!Number.isNaN(instant.getTime())) return instant;
  throw badUserInput(path, 'This is not an instant. Write it like 2026-10-01T00:00:00Z.');
}
