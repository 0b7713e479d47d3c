import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';

import { exampleQueries } from '../apps/api/src/example-queries.ts';
import { SEED, startTestApi, type TestApi } from './support/start-test-api.ts';

const RUNS = 500;
const WORDS = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '...',
  '@',
  '$',
  ':',
  '!',
  '|',
  '&',
  '"',
  '"""',
  '#',
  '\\u0000',
  '\ufeff',
  '{{',
];
const NAMES = [
  'machines',
  'nodes',
  'machine',
  'serial',
  '__typename',
  '__schema',
  'fragment',
  'on',
  'query',
  'mutation',
  'null',
];

const name = fc.oneof(fc.constantFrom(...NAMES), fc.stringMatching(/^[_a-zA-Z]\w{0,12}$/));
const word = fc.oneof(
  fc.constantFrom(...WORDS),
  name,
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.double().map(String),
);

const soup = fc.array(word, { maxLength: 300 }).map((words) => words.join(' '));
const noise = fc.string({ unit: 'binary', maxLength: 2_000 });
/** What somebody really asks, with something cut out and something put in. */
const damaged = fc
  .tuple(fc.constantFrom(...exampleQueries), fc.nat(600), fc.nat(60), soup)
  .map(([{ query }, at, cut, put]) => query.slice(0, at) + put.slice(0, 80) + query.slice(at + cut));
const nested = fc
  .tuple(name, fc.integer({ min: 13, max: 900 }))
  .map(([field, depth]) => `${`{ ${field} `.repeat(depth)}${'}'.repeat(depth)}`);
const overloaded = fc
  .tuple(
    fc.integer({ min: 40, max: 900 }),
    fc.constantFrom('a#: __typename', '__typename @skip(if: false)', '... on Query { __typename }', '...f'),
  )
  .map(
    ([times, text]) =>
      `{ ${Array.from({ length: times }, (_, n) => text.replace('#', String(n))).join(' ')} } fragment f on Query { ${'__typename '.repeat(40)} }`,
  );
const spreading = fc
  .tuple(fc.integer({ min: 2, max: 150 }), fc.integer({ min: 1, max: 4 }), fc.boolean())
  .map(([fragments, spreads, circular]) => {
    const next = (n: number): string => `...f${circular ? (n + 1) % fragments : n + 1} `;
    const each = Array.from({ length: fragments }, (_, n) => `fragment f${n} on Query { ${next(n).repeat(spreads)} }`);
    return `{ ...f0 } ${each.join(' ')} ${circular ? '' : `fragment f${fragments} on Query { nothing }`}`;
  });
const costly = fc
  .tuple(fc.integer({ min: 51, max: 5_000 }), fc.integer({ min: 2, max: 20 }))
  .map(
    ([first, times]) =>
      `{ ${Array.from({ length: times }, (_, n) => `a${n}: machines(first: ${first}) { nodes { eligibleServices { decision { findings { facts { name } } } } } }`).join(' ')} }`,
  );
const documents = fc.oneof(soup, noise, damaged, nested, overloaded, spreading, costly);

const variables = fc.oneof(fc.constant(undefined), fc.jsonValue());
const bodies = fc.oneof(
  { weight: 8, arbitrary: fc.record({ query: documents, variables }).map((body) => JSON.stringify(body)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: noise },
);

/** Whether it is after all something that the schema can answer. */
function isSound(schema: GraphQLSchema, body: string): boolean {
  try {
    const { query } = JSON.parse(body) as { query: string };
    return query.length < 2_000 && validate(schema, parse(query)).length === 0;
  } catch {
    return false;
  }
}

describe('hostile documents', () => {
  let api: TestApi;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    api = await startTestApi({ production: true });
    schema = buildSchema(await readFile(join(SEED, '..', 'apps', 'api', 'src', 'schema.graphql'), 'utf8'));
  });
  afterAll(() => api.close());

  interface Answer {
    readonly errors?: readonly { extensions?: { code?: string } }[];
    readonly error?: { code?: string };
  }
  async function codesFor(path: string, body: string): Promise<readonly [status: number, codes: unknown[]]> {
    const headers = { ...api.headers, 'content-type': 'application/json' };
    const response = await fetch(`${api.url}/${path}`, { method: 'POST', headers, body });
    const { errors, error } = (await response.json()) as Answer;
    return [response.status, errors?.map(({ extensions }) => extensions?.code) ?? [error?.code]];
  }

  it.each(['graphql', 'graphql/stream'])(
    `${RUNS} of them are refused with a code, at /%s, and none does harm`,
    async (path) => {
      const statuses: number[] = [];
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          // What is sound but costly is refused, too; what is sound and small is not hostile.
          fc.pre(!isSound(schema, body) || body.includes('eligibleServices { decision'));
          const [status, codes] = await codesFor(path, body);
          statuses.push(status);
          expect(status).toBeGreaterThanOrEqual(400);
          expect(status).toBeLessThan(500);
          expect(codes).not.toHaveLength(0);
          for (const code of codes) expect(code).toMatch(/^[A-Z][A-Z_]+$/);
          expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
        }),
        { numRuns: RUNS },
      );
      expect(statuses.length).toBeGreaterThanOrEqual(RUNS);
      expect(await api.ask('{ machines { totalCount } }')).toEqual({ machines: { totalCount: 0 } });
    },
    120_000,
  );

  it('are told from those that are not', async () => {
    expect(isSound(schema, JSON.stringify({ query: '{ machines { totalCount } }' }))).toBe(true);
    expect(await codesFor('graphql', JSON.stringify({ query: '{ machines { totalCount } }' }))).toEqual([
      200,
      [undefined],
    ]);
  });
});
