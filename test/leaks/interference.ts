import { type AskedOperation, type Harvest, harvestOf, NO_HARVEST, valuesOf, write } from './asked.ts';
import { isAllowed } from './askable.ts';
import { SCHEMA } from './committed-schema.ts';
import { observe, type Edge } from './observed.ts';
import type { Tenant } from './tenants.ts';
import type { Asking, TwoWorlds } from './two-worlds.ts';
import type { Answer, Application } from './world.ts';

/** By which of the checks a leak was found. */
export type Check = 'interference' | 'canary' | 'access' | 'bug';

/** What an answer told that it must not, readable on its own. */
export class Leak extends Error {
  constructor(
    readonly check: Check,
    asking: Asking,
    document: string,
    shown: string,
  ) {
    super(`${check}: ${asking.caller.name} asked\n  ${document}\n${shown}`);
  }
}

export interface Asked {
  readonly document: string;
  readonly answer: Answer;
  readonly visited: ReadonlySet<Edge>;
}

const UUID_7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|SP\d{12}|[0-9a-f]{64}/g;
const ANY_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|SP\d{12}/g;

/** Asks the same in two worlds that differ in what belongs to others, and holds the answers against each other. */
export class Interference {
  private requests = 0;
  private readonly known: ReadonlySet<string>;

  constructor(private readonly both: TwoWorlds) {
    this.known = new Set([both.own, both.ofReseller, both.ofManager, ...both.others].flatMap(idsOf));
  }

  /** Asks a chain of operations, each of what the ones before were answered. Throws the first `Leak`. */
  async askChain(asking: Asking, chain: readonly AskedOperation[], application: Application): Promise<Asked[]> {
    let harvest: Harvest = NO_HARVEST;
    const asked: Asked[] = [];
    for (const operation of chain) {
      const one = await this.ask(asking, operation, harvest, application);
      asked.push(one);
      harvest = harvestOf(one.answer.data);
    }
    return asked;
  }

  private async ask(
    asking: Asking,
    operation: AskedOperation,
    harvest: Harvest,
    application: Application,
  ): Promise<Asked> {
    const document = write(operation, harvest);
    this.requests += 1;
    const requestId = `request-${this.requests}`;
    const [first, second] = this.both.worlds;
    const answers = [
      await first.answer(asking.caller, document, requestId, application),
      await second.answer(asking.caller, document, requestId, application),
    ] as const;
    const [one, other] = answers.map((answer) => this.comparable(operation, answer)) as [string, string];
    for (const text of [one, other]) this.refuseCanaries(asking, operation, document, text);
    if (one !== other) {
      if (!mayHaveFailedElsewhere(operation, answers))
        throw new Leak('interference', asking, document, difference(one, other));
      return { document, ...(await this.askApart(asking, operation, harvest, application)) };
    }
    const { visited, filled } = observe(SCHEMA, operation, answers[0]);
    const forbidden = [...filled].filter((edge) => !isAllowed(asking, edge));
    if (forbidden.length > 0) throw new Leak('access', asking, document, `  was shown ${forbidden.join(', ')}`);
    if (one.includes('INTERNAL_SERVER_ERROR'))
      throw new Leak('bug', asking, document, `  was answered ${one.slice(0, 400)}`);
    return { document, answer: answers[0], visited };
  }

  /** Asks for the fields of an operation one by one. */
  private async askApart(
    asking: Asking,
    { kind, fields }: AskedOperation,
    harvest: Harvest,
    application: Application,
  ): Promise<Omit<Asked, 'document'>> {
    const visited = new Set<Edge>();
    for (const field of fields) {
      const { visited: edges } = await this.ask(asking, { kind, fields: [field] }, harvest, application);
      for (const edge of edges) visited.add(edge);
    }
    return { answer: { data: null }, visited };
  }

  /** The whole answer as text; what a change has just made is named by the order it comes in. */
  private comparable({ kind }: AskedOperation, answer: Answer): string {
    // What is left of a minute's points depends on when it was asked.
    const text = JSON.stringify(inOrder(answer)).replace(/"available":\d+/, '"available":0');
    if (kind === 'query') return text;
    const made = new Map<string, string>();
    return text.replace(UUID_7, (id) => {
      if (this.known.has(id)) return id;
      if (!made.has(id)) made.set(id, `made-${made.size + 1}`);
      return made.get(id) ?? id;
    });
  }

  private refuseCanaries(asking: Asking, operation: AskedOperation, document: string, text: string): void {
    const said = [...valuesOf(operation.fields)].map(({ value }) => JSON.parse(asJson(value.text)) as unknown);
    const heard = said
      .filter((value): value is string => typeof value === 'string' && value.length > 3)
      .reduce((left, value) => left.replaceAll(value, ''), text);
    const found = asking.canary.exec(heard)?.[0] ?? this.hiddenIdIn(asking, heard, document);
    if (found) throw new Leak('canary', asking, document, `  was told of ${found}: …${around(heard, found)}…`);
  }

  private hiddenIdIn({ seen, hidden }: Asking, text: string, document: string): string | undefined {
    const theirs = new Set(hidden.flatMap(idsOf));
    for (const id of seen.flatMap(idsOf)) theirs.delete(id);
    return [...text.matchAll(ANY_ID)].map(([id]) => id).find((id) => theirs.has(id) && !document.includes(id));
  }
}

/** What fails at the same time is told in the order in which it is heard of. */
function inOrder(answer: Answer): Answer {
  const place = ({ path }: { path?: readonly unknown[] }): string => JSON.stringify(path);
  return answer.errors
    ? { ...answer, errors: answer.errors.toSorted((one, other) => place(one).localeCompare(place(other))) }
    : answer;
}

/** Where nothing is answered at all, of several fields of a query that fail only the one that fails first is told. */
function mayHaveFailedElsewhere({ kind, fields }: AskedOperation, answers: readonly Answer[]): boolean {
  return kind === 'query' && fields.length > 1 && answers.every(({ data, errors }) => !data && errors !== undefined);
}

function idsOf({ resellerId, customerIds, machines }: Tenant): string[] {
  const ofMachines = machines.flatMap(({ id, contractIds, openPacks, registeredPacks }) => [
    ...[id, ...contractIds, ...openPacks, ...registeredPacks],
  ]);
  return [resellerId, ...customerIds, ...ofMachines].filter(Boolean);
}

function asJson(literal: string): string {
  return /^["\d-]|^(true|false)$/.test(literal) ? literal : JSON.stringify(literal);
}

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(0, at - 80), at + found.length + 80);
}

/** Where two answers part. */
function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 120);
  return `  in one world …${one.slice(from, at + 200)}\n  in the other …${other.slice(from, at + 200)}`;
}
