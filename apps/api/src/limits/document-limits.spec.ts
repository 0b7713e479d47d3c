import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLError, Kind, parse, validate } from 'graphql';

import { documentLimitsRule, tooHeavy } from './document-limits.ts';
import { weightOf } from './document-weight.ts';

const SCHEMA = buildSchema('type Query { a: Query  b: Query  leaf: Int }');

/** `a { a { … leaf } }`, so many levels deep. */
function nested(levels: number): string {
  return levels === 1 ? 'leaf' : `a { ${nested(levels - 1)} }`;
}

function errorsOf(query: string): readonly GraphQLError[] {
  return validate(SCHEMA, parse(query), [documentLimitsRule]);
}

const repeated = (times: number, text: (n: number) => string): string =>
  Array.from({ length: times }, (_, n) => text(n)).join(' ');

/** Documents that are just light enough for anybody, and the same with one more. */
const EDGES = {
  depth: (n: number) => `{ ${nested(n)} }`,
  fields: (n: number) => `{ ${repeated(n, () => 'leaf')} }`,
  aliases: (n: number) => `{ ${repeated(n, (each) => `x${each}: __typename`)} }`,
  directives: (n: number) => `{ ${repeated(n, () => 'leaf @skip(if: false)')} }`,
};
const MOST = {
  person: { depth: 12, fields: 1_000, aliases: 30, directives: 5 },
  key: { depth: 10, fields: 500, aliases: 20, directives: 5 },
};

describe('the limits of a document', () => {
  it.each(Object.entries(EDGES))('lets everybody have so much %s and not one more', (measure, document) => {
    for (const kind of ['person', 'key'] as const) {
      const most = MOST[kind][measure as keyof typeof EDGES];
      expect(tooHeavy(parse(document(most)), kind)).toEqual([]);
      expect(tooHeavy(parse(document(most + 1)), kind)).toEqual([expect.stringContaining(`more than ${most} `)]);
    }
  });

  it('reports what is too heavy for anybody, and throws nothing', () => {
    expect(errorsOf(EDGES.aliases(31)).map(({ message }) => message)).toEqual([
      'The document has more than 30 aliases. Split it.',
    ]);
    expect(errorsOf(EDGES.aliases(30))).toEqual([]);
  });

  it('counts what a fragment holds wherever it is spread', () => {
    const spread = `{ ${repeated(11, () => '...f')} a { ... on Query { ...f } } }
      fragment f on Query { x: leaf y: leaf @skip(if: true) z: a { leaf } }`;
    expect(weightOf(parse(spread))).toEqual({ depth: 3, fields: 12 * 5 + 2, aliases: 36, directives: 12 });
  });

  it('takes the heaviest of several operations', () => {
    expect(weightOf(parse(`query A { a { leaf } } query B @skip(if: true) { leaf x: leaf leaf }`))).toEqual({
      depth: 2,
      fields: 3,
      aliases: 1,
      directives: 1,
    });
  });

  it('leaves the depth of questions about the schema to the rules of GraphQL', () => {
    const deep = repeated(15, () => 'ofType {');
    expect(weightOf(parse(`{ __schema { types { ${deep} name ${'}'.repeat(15)} } } }`)).depth).toBe(1);
  });

  it('survives fragments in circles', () => {
    expect(weightOf(parse('{ ...a } fragment a on Query { leaf ...b } fragment b on Query { ...a ...a }'))).toEqual({
      depth: 1,
      fields: 5,
      aliases: 0,
      directives: 0,
    });
  });

  it('weighs 600 fragments that each spread the next two in no more steps than there are spreads', () => {
    const count = 600;
    const text = `{ ...f0 } ${repeated(count, (n) =>
      n < count - 1 ? `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }` : `fragment f${n} on Query { leaf }`,
    )}`;
    const document = parse(text);
    let looks = 0;
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
      const { selectionSet } = definition;
      Object.defineProperty(definition, 'selectionSet', { get: () => (looks++, selectionSet) });
    }
    expect(weightOf(document).fields).toBeGreaterThan(1e150);
    expect(looks).toBe(count);
    expect(tooHeavy(document, 'person')).toHaveLength(1);
    expect(looks).toBe(count);
  });
});
