import { RateLimiterRes } from 'rate-limiter-flexible';

import { type Environment, Problem } from '#platform';

import { countedAddress } from './address-of.ts';
import { Counter } from './counter.ts';
import { type KindOfCaller, kindOf } from './document-limits.ts';

export const WINDOW_SECONDS = 60;
/** What a request costs that is refused before its cost is known: reading and validating it is work, too. */
export const REFUSED_COST = 200;

/** So many things that are not there may be looked for in a row; each further one costs extra, until something is found. */
const MISSES_FOR_FREE = 10;
export const MISS_COST = 1_000;

/** Points a minute, for each caller of a kind and for each address. */
export type CostPerMinute = Environment['costPerMinute'];

/** Somebody who asks, from somewhere. */
export interface Asker {
  readonly caller: { readonly name: string };
  readonly address: string;
}

/** What a caller has left, after a request. */
export interface Balance {
  /** Points for the rest of the minute. */
  readonly available: number;
  readonly perMinute: number;
  readonly restoredInSeconds: number;
}

/**
 * How much each caller, and each address, has asked for within a minute that begins with its first request. Counted
 * in this process, since a row for each request in the database would cost more than most requests; `ShareRates` adds up
 * what the processes count.
 */
export class Rates {
  private readonly callers: Readonly<Record<KindOfCaller, Counter>>;
  private readonly addresses: Counter;
  private readonly misses = new Counter('misses', MISSES_FOR_FREE, WINDOW_SECONDS);

  constructor({ person, key, address }: CostPerMinute) {
    this.callers = {
      person: new Counter('person', person, WINDOW_SECONDS),
      key: new Counter('key', key, WINDOW_SECONDS),
    };
    this.addresses = new Counter('address', address, WINDOW_SECONDS);
  }

  /** Everything it counts by. */
  get counters(): readonly Counter[] {
    return [this.callers.person, this.callers.key, this.addresses, this.misses];
  }

  /** Takes the points a request costs. Throws `RATE_LIMITED` when the caller, or the address, has not so many left. */
  async charge({ caller, address }: Asker, cost: number): Promise<Balance> {
    const from = countedAddress(address);
    await take(this.addresses, from, cost);
    const callers = this.callers[kindOf(caller)];
    try {
      const left = await take(callers, caller.name, cost);
      return { available: left.remainingPoints, perMinute: callers.points, restoredInSeconds: secondsUntil(left) };
    } catch (refused) {
      await this.addresses.reward(from, cost);
      throw refused;
    }
  }

  /** Takes what a refused request costs, whether or not so much is left. */
  async chargeRefused(address: string): Promise<void> {
    await this.addresses.penalty(countedAddress(address), REFUSED_COST);
  }

  /** Counts what a caller looked for and did not find: serials are guessed by looking for many. */
  async lookedFor({ caller: { name }, address }: Asker, missed: number): Promise<void> {
    if (missed === 0) return this.misses.forgive(name);
    const { consumedPoints } = await this.misses.penalty(name, missed);
    const cost = MISS_COST * Math.min(missed, consumedPoints - MISSES_FOR_FREE);
    if (cost <= 0) return;
    await this.callers[kindOf({ name })].penalty(name, cost);
    await this.addresses.penalty(countedAddress(address), cost);
  }

  /** Throws `RATE_LIMITED` when nothing at all is left to an address. */
  async requireSome(address: string): Promise<void> {
    const left = await this.addresses.get(countedAddress(address));
    if (left && left.remainingPoints <= 0) throw rateLimited(secondsUntil(left));
  }
}

async function take(from: Counter, key: string, cost: number): Promise<RateLimiterRes> {
  try {
    return await from.consume(key, cost);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    // All but a point for saying no: whoever goes on asking is refused without being read, in the end.
    await from.reward(key, cost - 1);
    throw rateLimited(secondsUntil(refused));
  }
}

function secondsUntil({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(Math.ceil(msBeforeNext / 1000), 1);
}

/** Too much within a minute; `retryAfterSeconds` says when there will be more. */
function rateLimited(retryAfterSeconds: number): Problem {
  return new Problem('RATE_LIMITED', `This was too much for one minute. Go on in ${retryAfterSeconds} seconds.`, {
    retryAfterSeconds,
  });
}
