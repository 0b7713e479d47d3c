import { setTimeout as sleep } from 'node:timers/promises';

import { type Bodies, load } from './load.ts';
import { type ProcessorTime, processorTime } from './processor-time.ts';

/** Cores that others may use while something is measured; beyond that a slice is thrown away. */
const QUIET_CORES = 0.2;
const MOST_TRIES = 7;
/** Requests after which V8 has compiled what they run through, and as many slices at most. */
const WARM_AFTER = 4_000;
const MOST_WARMING = 5;

/** A server and what it is sent. */
export interface Variant {
  readonly name: string;
  readonly port: number;
  readonly pids: readonly number[];
  readonly sent: Bodies;
}

/** The medians of the slices of a variant; times of a request in microseconds, latencies in milliseconds. */
export interface Measured {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly serverMicroseconds: number;
  readonly postgresMicroseconds: number;
  /** How far the slices lie apart: the widest from the median, as a share of it. */
  readonly spread: number;
  readonly slices: number;
  /** Slices during which others used more of the machine than they should. */
  readonly noisy: number;
}

interface Taken {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly serverMicroseconds: number;
  readonly postgresMicroseconds: number;
  readonly foreignCores: number;
}

export interface Plan {
  readonly rounds: number;
  readonly seconds: number;
  readonly postmaster: number;
  /** Waits until others leave the machine alone, and throws away slices during which they did not. */
  readonly quietly: boolean;
}

/** Measures variants in slices taken in turn, in reversed order every other round, after warming each up. */
export async function measure(variants: readonly Variant[], plan: Plan): Promise<Measured[]> {
  for (const variant of variants) await warmUp(variant, plan);
  const taken = new Map<string, Taken[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round < plan.rounds; round += 1) {
    const order = round % 2 === 0 ? variants : variants.toReversed();
    for (const variant of order) taken.get(variant.name)?.push(await takeQuietSlice(variant, plan));
  }
  return variants.map(({ name }) => summary(name, taken.get(name) ?? []));
}

async function warmUp(variant: Variant, plan: Plan): Promise<void> {
  let requests = 0;
  for (let slice = 0; slice < MOST_WARMING && requests < WARM_AFTER; slice += 1)
    requests += (await takeSlice(variant, plan)).requests;
}

async function takeQuietSlice(variant: Variant, plan: Plan): Promise<Taken> {
  let best: Taken | undefined;
  for (let attempt = 0; attempt < (plan.quietly ? MOST_TRIES : 1); attempt += 1) {
    if (plan.quietly) await waitForQuiet(variant, plan);
    const slice = await takeSlice(variant, plan);
    if (best === undefined || slice.foreignCores < best.foreignCores) best = slice;
    if (best.foreignCores <= QUIET_CORES) break;
  }
  return best as Taken;
}

async function waitForQuiet({ pids }: Variant, { postmaster }: Plan): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const before = processorTime(pids, postmaster);
    await sleep(500);
    const { busy, server, postgres } = since(before, processorTime(pids, postmaster));
    if ((busy - server - postgres) / 0.5 <= QUIET_CORES) return;
  }
}

async function takeSlice({ name, port, pids, sent }: Variant, { seconds, postmaster }: Plan): Promise<Taken> {
  const before = processorTime(pids, postmaster);
  const slice = await load(port, sent, seconds);
  const used = since(before, processorTime(pids, postmaster));
  if (slice.errors > 0 || slice.requests === 0)
    throw new Error(`${name}: ${slice.errors} of ${slice.requests} requests failed`);
  return {
    requests: slice.requests,
    perSecond: slice.requests / slice.seconds,
    p50: slice.p50,
    p99: slice.p99,
    serverMicroseconds: (used.server * 1e6) / slice.requests,
    postgresMicroseconds: (used.postgres * 1e6) / slice.requests,
    foreignCores: Math.max(0, used.busy - used.server - used.postgres - slice.ownSeconds) / slice.seconds,
  };
}

function since(before: ProcessorTime, now: ProcessorTime): ProcessorTime {
  return {
    busy: now.busy - before.busy,
    server: now.server - before.server,
    postgres: now.postgres - before.postgres,
  };
}

function summary(name: string, slices: readonly Taken[]): Measured {
  const of = (value: (slice: Taken) => number): number => median(slices.map(value));
  const perSecond = of((slice) => slice.perSecond);
  return {
    name,
    perSecond,
    p50: of((slice) => slice.p50),
    p99: of((slice) => slice.p99),
    serverMicroseconds: of((slice) => slice.serverMicroseconds),
    postgresMicroseconds: of((slice) => slice.postgresMicroseconds),
    spread: Math.max(...slices.map((slice) => Math.abs(slice.perSecond - perSecond) / perSecond)),
    slices: slices.length,
    noisy: slices.filter(({ foreignCores }) => foreignCores > QUIET_CORES).length,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
