import * as fc from 'fast-check';

import { askable } from './askable.ts';
import { type AskedOperation, valuesOf } from './asked.ts';
import { SCHEMA } from './committed-schema.ts';
import { type Asked, Interference, Leak } from './interference.ts';
import type { Edge } from './observed.ts';
import { Operations } from './operations.ts';
import { pathsTo } from './paths.ts';
import { type Asking, confinedCallers, type TwoWorlds } from './two-worlds.ts';
import type { Application } from './world.ts';
import { Values } from './values.ts';

/** What can be asked for that shows a machine of one's own without looking for a certain one. */
const SHOWING = new Set(['machine', 'machines', 'renewals']);
const LOOKING_FOR = new Set(['after', 'before', 'last', 'where', 'knownAt']);

/** How often an edge is asked for, over all the ways to it, before it counts as out of reach. */
const TRIES = 100;

/** Asks at random, and keeps count of what was asked and shown. */
export class Trial {
  asked = 0;
  /** Operations that could show something of one's own, and those that did. */
  readonly own = { possible: 0, shown: 0 };
  readonly visited = new Map<string, Set<Edge>>();
  private readonly operations: readonly { asking: Asking; operations: Operations; ownOnly: Operations }[];

  private readonly interference: Interference;

  constructor(
    both: TwoWorlds,
    readonly seed: number,
  ) {
    this.interference = new Interference(both);
    this.operations = confinedCallers(both).map((asking) => {
      this.visited.set(asking.caller.name, new Set());
      const over = (values: Values): Operations => new Operations(SCHEMA, values, askable(asking));
      return {
        asking,
        operations: over(new Values(asking, both.partNumbers)),
        // What is somebody else's leads to no field of one's own.
        ownOnly: over(new Values({ ...asking, hidden: [] }, both.partNumbers)),
      };
    });
  }

  /** Asks so many operations. Throws the first leak, shrunk to what it takes. */
  async run(count: number, application: Application): Promise<void> {
    const until = this.asked + count;
    for (let batch = 0; this.asked < until; batch += 1) {
      const chains = fc.oneof(
        ...this.operations.map(({ asking, operations }) => operations.chains().map((chain) => ({ asking, chain }))),
      );
      const seed = this.seed + batch;
      const property = fc.asyncProperty(chains, async ({ asking, chain }) => {
        this.count(asking, chain, await this.interference.askChain(asking, chain, application));
      });
      const found = await fc.check(property, { numRuns: 25, seed });
      if (found.failed) throw this.told(found.errorInstance, seed, found.counterexamplePath);
    }
  }

  /** Asks for each field that was not asked for yet, on the ways there are to it. Answers those that nothing led to. */
  async visitTheRest(application: Application): Promise<readonly string[]> {
    const missed: string[] = [];
    for (const { asking, ownOnly } of this.operations) {
      const visited = this.visited.get(asking.caller.name) ?? new Set();
      for (const [edge, paths] of pathsTo(SCHEMA, askable(asking))) {
        const tries = Math.ceil(TRIES / paths.length);
        for (const [index, path] of paths.entries()) {
          for (const operation of fc.sample(ownOnly.along(path), {
            numRuns: visited.has(edge) ? 0 : tries,
            seed: this.seed + index,
          })) {
            if (!visited.has(edge))
              this.count(asking, [operation], await this.interference.askChain(asking, [operation], application));
          }
        }
        if (!visited.has(edge)) missed.push(`${asking.caller.name} ${edge}`);
      }
    }
    return missed;
  }

  private count(asking: Asking, chain: readonly AskedOperation[], asked: readonly Asked[]): void {
    for (const [index, { visited }] of asked.entries()) {
      this.asked += 1;
      for (const edge of visited) this.visited.get(asking.caller.name)?.add(edge);
      const operation = chain[index];
      if (operation === undefined || !canShow(operation) || isTooCostly(asked[index])) continue;
      this.own.possible += 1;
      if ([...visited].some((edge) => /^(Machine|Renewal|RenewalMonth)\./.test(edge))) this.own.shown += 1;
    }
  }

  private told(cause: unknown, seed: number, path: string | null): Error {
    const how = `To see it again: LEAK_SEED=${seed} (the shrunk one is ${path ?? 'not known'}).`;
    return new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${how}`, { cause });
  }
}

/** The leak behind what a trial threw. */
export function leakBehind(thrown: unknown): Leak | undefined {
  if (thrown instanceof Leak) return thrown;
  return thrown instanceof Error && thrown.cause !== undefined ? leakBehind(thrown.cause) : undefined;
}

/** Whether something of the caller's must come up: it looks for nothing that may not be there. */
function canShow({ kind, fields }: AskedOperation): boolean {
  if (kind === 'mutation' || !fields.every(({ name }) => SHOWING.has(name))) return false;
  const looksFor = fields.some(({ arguments: list }) => list.some(([name]) => LOOKING_FOR.has(name)));
  return !looksFor && [...valuesOf(fields)].every(({ name, value }) => isOwn(value.origin) && !LOOKING_FOR.has(name));
}

function isTooCostly(asked: Asked | undefined): boolean {
  return JSON.stringify(asked?.answer.errors ?? []).includes('TOO_COSTLY');
}

function isOwn(origin: string): boolean {
  return origin === 'own' || origin === 'neutral';
}
