import { setTimeout as sleep } from 'node:timers/promises';

import type { GraphqlAnswer } from '../support/api-client.ts';
import type { History } from './history.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What an operation is answered: a thing of some type, or a refusal of the policy's. */
export interface Made {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export type Send = (query: string, input: object) => Promise<GraphqlAnswer<Record<string, Made>>>;

export interface Request {
  readonly trace: string;
  readonly query: string;
  readonly input: object;
  /** The serial or the id it made. */
  readonly answerOf: (made: Made) => unknown;
}

export interface Habits {
  /** The share of requests that are not sent again when nobody acknowledged them. */
  readonly impatience: number;
  /** What a request is repeated under. */
  readonly keyOf: (trace: string, attempt: number) => string | undefined;
  readonly pauseMilliseconds: number;
}

const CAREFUL: Habits = { impatience: 0.03, keyOf: (trace) => trace, pauseMilliseconds: 40 };
const REFUSALS = ['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT'];
const OUTAGES = ['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'];
const MOST_ATTEMPTS = 1_000;

/** Sends a request until somebody acknowledges it, under the same key, and writes down how it ended. */
export class InsistentSender {
  repeated = 0;
  /** How often each code was answered instead of an acknowledgement. */
  readonly outages = new Map<string, number>();
  private readonly habits: Habits;

  constructor(
    private readonly send: Send,
    private readonly history: History,
    private readonly random: SeededRandom,
    habits: Partial<Habits> = {},
  ) {
    this.habits = { ...CAREFUL, ...habits };
  }

  /** Answers what was made; nothing where it was refused or nobody said. */
  async perform(client: number, { trace, query, input, answerOf }: Request): Promise<string | undefined> {
    const operation = this.history.invoke(client, trace);
    const attempts = this.random.next() < this.habits.impatience ? 1 : MOST_ATTEMPTS;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) {
        this.repeated += 1;
        await sleep(this.habits.pauseMilliseconds);
      }
      const end = this.endOf(
        await this.attempt(query, { ...input, idempotencyKey: this.habits.keyOf(trace, attempt) }),
      );
      if (end === undefined) continue;
      if ('refused' in end) return void this.history.fail(operation, end.refused);
      const answer = String(answerOf(end.made));
      this.history.ok(operation, answer);
      return answer;
    }
    this.history.unknown(operation);
    return undefined;
  }

  private async attempt(query: string, input: object): Promise<GraphqlAnswer<Record<string, Made>>> {
    return this.send(query, input).catch((): GraphqlAnswer<Record<string, Made>> => ({ status: 0 }));
  }

  private endOf({
    data,
    errors,
  }: GraphqlAnswer<Record<string, Made>>): { made: Made } | { refused: string } | undefined {
    const made = Object.values(data ?? {})[0];
    if (made && !errors) return made.__typename === 'Rejection' ? { refused: 'the policy' } : { made };
    const problem = errors?.[0];
    const code = problem?.extensions.code ?? 'NO_CONNECTION';
    const reason = problem?.extensions.reason;
    if (REFUSALS.includes(code) && reason !== 'BUSY') return { refused: typeof reason === 'string' ? reason : code };
    if (problem && !REFUSALS.includes(code) && !OUTAGES.includes(code)) throw new Error(problem.message);
    this.outages.set(code, (this.outages.get(code) ?? 0) + 1);
    return undefined;
  }
}

/**
 * Carries a request through, and now and then loses the answer on the way back: a share of all, and of each mutation the
 * first that made something, so that none is spared by luck.
 */
export function losingAnswers(send: Send, share: number, random: SeededRandom): Send {
  const lost = new Set<string>();
  return async (query, input) => {
    const answer = await send(query, input);
    const isFirstMade = hasMade(answer) && !lost.has(query);
    if (isFirstMade) lost.add(query);
    if (random.next() < share || isFirstMade) throw new Error('the connection broke before the answer came');
    return answer;
  };
}

function hasMade({ data, errors }: GraphqlAnswer<Record<string, Made>>): boolean {
  const made = Object.values(data ?? {})[0];
  return made !== undefined && made !== null && !errors && made.__typename !== 'Rejection';
}
