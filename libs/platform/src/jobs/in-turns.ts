import { setImmediate as turn } from 'node:timers/promises';

/** Long work without a wait in it, cut into steps. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does it all at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Gives everybody else a turn after each step: signs of life, timers, other requests. Throws the signal's reason. */
export async function inTurns<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const { done, value } = steps.next();
    if (done) return value;
    await turn();
  }
}
