import { Problem } from '#platform';

import type { Balance } from './rates.ts';

/** What is left, as headers that clients know how to read (draft-ietf-httpapi-ratelimit-headers). */
export function rateHeaders({ available, perMinute, restoredInSeconds }: Balance): [name: string, value: string][] {
  return [
    ['ratelimit-policy', `"cost";q=${perMinute};w=60`],
    ['ratelimit', `"cost";r=${available};t=${restoredInSeconds}`],
  ];
}

/** In how many seconds to ask again, where that is why something was refused. */
export function retryAfter(refused: unknown): number | undefined {
  if (!(refused instanceof Problem) || refused.code !== 'RATE_LIMITED') return undefined;
  return Number(refused.extensions.retryAfterSeconds);
}
