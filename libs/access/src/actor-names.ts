import type { Operation, Transaction } from '#platform';

const PERSON = 'person:';
const KEY = 'key:';

/** The names of those who did something, as far as the operation's caller may see them: one statement for all of a list. */
export class ActorNames {
  private static readonly ofOperations = new WeakMap<Operation, ActorNames>();
  private wanted = new Set<string>();
  private found: Promise<ReadonlyMap<string, string>> | undefined;

  private constructor(private readonly operation: Operation) {}

  static of(operation: Operation): ActorNames {
    let names = this.ofOperations.get(operation);
    if (names === undefined) this.ofOperations.set(operation, (names = new ActorNames(operation)));
    return names;
  }

  /** The name of `person:<id>` or `key:<id>`; none of whoever may not be seen, and of what is neither. */
  async nameOf(actor: string): Promise<string | undefined> {
    if (!actor.startsWith(PERSON) && !actor.startsWith(KEY)) return undefined;
    this.wanted.add(actor);
    // Whatever is asked for before anything is waited for is looked up together.
    this.found ??= Promise.resolve().then(() => this.lookUp());
    return (await this.found).get(actor);
  }

  private async lookUp(): Promise<ReadonlyMap<string, string>> {
    const actors = [...this.wanted];
    this.wanted = new Set();
    this.found = undefined;
    return read(await this.operation.reading(), actors);
  }
}

async function read(tx: Transaction, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const idsBehind = (prefix: string): string[] =>
    actors.filter((actor) => actor.startsWith(prefix)).map((actor) => actor.slice(prefix.length));
  const rows = await tx.rows<{ actor: string; name: string }>(
    `SELECT '${PERSON}' || p.id AS actor, p.display_name AS name FROM person p WHERE p.id = ANY($1)
     UNION ALL SELECT '${KEY}' || k.id, k.name FROM api_key k WHERE k.id = ANY($2)`,
    [idsBehind(PERSON), idsBehind(KEY)],
  );
  return new Map(rows.map(({ actor, name }) => [actor, name]));
}
