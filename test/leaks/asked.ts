/** Whose a value is that goes into a question: of the caller, of others, nobody's, or it names nothing. */
export type Origin = 'own' | 'foreign' | 'unknown' | 'neutral';

/** What an answer may be asked for again. */
export type Harvested = 'cursor' | 'id' | 'serial';

export interface Value {
  /** As GraphQL writes it. */
  readonly text: string;
  readonly origin: Origin;
  /** Taken from an earlier answer instead, where that has one. */
  readonly chained?: { readonly what: Harvested; readonly index: number };
}

export type Argument = readonly [
  name: string,
  value: Value | readonly Argument[] | { readonly list: readonly ArgumentValue[] },
];
export type ArgumentValue = Argument[1];

export interface AskedField {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** What is asked of the object; nothing of a plain value. */
  readonly of?: readonly AskedObject[];
  /** Whether the object may be of several types. */
  readonly union?: boolean;
}

export interface AskedObject {
  readonly type: string;
  readonly fields: readonly AskedField[];
}

export interface AskedOperation {
  readonly kind: 'query' | 'mutation';
  readonly fields: readonly AskedField[];
}

/** What earlier answers held, by kind. */
export type Harvest = Readonly<Record<Harvested, readonly string[]>>;
export const NO_HARVEST: Harvest = { cursor: [], id: [], serial: [] };

/** The operation as it is sent. */
export function write({ kind, fields }: AskedOperation, harvest: Harvest = NO_HARVEST): string {
  return `${kind} ${writeFields(fields, harvest)}`;
}

function writeFields(fields: readonly AskedField[], harvest: Harvest): string {
  return `{ ${fields.map((field) => writeField(field, harvest)).join(' ')} }`;
}

function writeField({ name, arguments: list, of, union }: AskedField, harvest: Harvest): string {
  const written = list.map(([argument, value]) => `${argument}: ${writeValue(value, harvest)}`);
  const called = written.length > 0 ? `${name}(${written.join(', ')})` : name;
  if (of === undefined) return called;
  if (!union) return `${called} ${writeFields(of[0]?.fields ?? [], harvest)}`;
  const parts = of.map(({ type, fields }) => `... on ${type} ${writeFields(fields, harvest)}`);
  return `${called} { __typename ${parts.join(' ')} }`;
}

function writeValue(value: ArgumentValue, harvest: Harvest): string {
  if ('list' in value) return `[${value.list.map((each) => writeValue(each, harvest)).join(', ')}]`;
  if (!('text' in value)) {
    return `{ ${value.map(([name, inner]) => `${name}: ${writeValue(inner, harvest)}`).join(', ')} }`;
  }
  const { text, chained } = value;
  const found = chained && harvest[chained.what];
  if (chained === undefined || found === undefined || found.length === 0) return text;
  return JSON.stringify(found[chained.index % found.length]);
}

/** Every plain value of an operation with the name it goes by. */
export function* valuesOf(fields: readonly AskedField[]): Generator<{ name: string; value: Value }> {
  for (const { arguments: list, of } of fields) {
    for (const argument of list) yield* valuesIn(argument);
    for (const { fields: below } of of ?? []) yield* valuesOf(below);
  }
}

function* valuesIn([name, value]: Argument): Generator<{ name: string; value: Value }> {
  if ('list' in value) for (const each of value.list) yield* valuesIn([name, each]);
  else if ('text' in value) yield { name, value };
  else for (const each of value) yield* valuesIn(each);
}

const KINDS: Readonly<Record<string, Harvested>> = {
  cursor: 'cursor',
  endCursor: 'cursor',
  startCursor: 'cursor',
  id: 'id',
  serial: 'serial',
};

/** What an answer holds that can be asked for again. */
export function harvestOf(answer: unknown): Harvest {
  const found: Record<Harvested, string[]> = { cursor: [], id: [], serial: [] };
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const kind = KINDS[key];
      if (kind && typeof inner === 'string') found[kind].push(inner);
      else look(inner);
    }
  };
  look(answer);
  return found;
}
