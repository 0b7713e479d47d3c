import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { AS_SHIPPED } from '../apps/api/src/api.module.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const RECORD = 'mutation { announceEndOfSupport(input: { machineType: "7X06", on: "2030-01-01" }) { __typename } }';
const repeated = (times: number, text: (n: number) => string): string =>
  Array.from({ length: times }, (_, n) => text(n)).join(' ');
interface Attack {
  readonly what: string;
  /** Refused. */
  readonly attack: string;
  /** The same, just below what is refused. */
  readonly control: string;
  readonly says: RegExp;
}

const INTROSPECTED = 'kind name ofType { '.repeat(7) + 'kind' + ' }'.repeat(7);

const ATTACKS: readonly Attack[] = [
  {
    what: 'alias overload',
    attack: `{ ${repeated(31, (n) => `a${n}: __typename`)} }`,
    control: `{ ${repeated(20, (n) => `a${n}: __typename`)} }`,
    says: /aliases/,
  },
  {
    what: 'directive overload',
    attack: `{ __typename ${'@skip(if: false) '.repeat(6)} }`,
    control: `{ a: __typename @skip(if: false) b: __typename @skip(if: false) }`,
    says: /directives|only once|can only be used once|non-repeatable/,
  },
  {
    what: 'directives that nobody knows, by the dozen',
    attack: `{ __typename ${repeated(10, (n) => `@aa${n}`)} }`,
    control: '{ __typename @include(if: true) }',
    says: /directive/,
  },
  {
    what: 'field duplication',
    attack: `{ ${'__typename '.repeat(1_001)} }`,
    control: `{ ${'__typename '.repeat(500)} }`,
    says: /fields/,
  },
  {
    what: 'more words than anybody needs',
    attack: `{ ${'__typename '.repeat(2_000)} }`,
    control: `{ ${'__typename '.repeat(500)} }`,
    says: /token/i,
  },
  {
    what: 'circular fragments',
    attack: 'query { ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    control: 'query { ...a } fragment a on Query { ...b } fragment b on Query { __typename }',
    says: /itself/,
  },
  {
    what: 'fragments that multiply',
    attack: `query { ...f0 } ${repeated(12, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)} fragment f12 on Query { __typename }`,
    control: `query { ...f0 } ${repeated(4, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)} fragment f4 on Query { __typename }`,
    says: /fields/,
  },
  {
    what: 'a deep circular query',
    attack: nested(13),
    control: nested(1),
    says: /levels/,
  },
  {
    what: 'introspection in production',
    attack: `{ __schema { types { name fields { type { ${INTROSPECTED} } } } } }`,
    control: '{ __typename }',
    says: /introspection/i,
  },
  {
    what: 'introspection of one type in production',
    attack: '{ __type(name: "Machine") { fields { name } } }',
    control: '{ machines(first: 1) { nodes { __typename } } }',
    says: /introspection/i,
  },
];

/** A machine, its renewal, the machine again, and so on. */
function nested(rounds: number): string {
  const round = (left: number): string => (left === 0 ? 'serial' : `renewal { machine { ${round(left - 1)} } }`);
  return `{ machines(first: 1) { nodes { ${round(rounds)} } } }`;
}

describe('attacks on GraphQL, in production', () => {
  let api: TestApi;
  let open: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ production: true, limits: { ...AS_SHIPPED, trustedProxies: ['127.0.0.1'] } });
    open = await startTestApi();
  });
  afterAll(async () => {
    await api.close();
    await open.close();
  });

  it.each(ATTACKS)('$what', async ({ attack, control, says }) => {
    const { status, errors, data } = await api.send(attack);
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(errors?.map(({ message }) => message).join(' ')).toMatch(says);
    const harmless = await api.send(control);
    expect([harmless.status, harmless.errors]).toEqual([200, undefined]);
  });

  it('a batch as an array', async () => {
    const batch = await post(
      'application/json',
      JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
    );
    expect(batch.status).toBe(400);
    expect((await post('application/json', JSON.stringify({ query: '{ __typename }' }))).status).toBe(200);
  });

  const post = (type: string, body: string): Promise<Response> =>
    fetch(`${api.url}/graphql`, { method: 'POST', headers: { ...api.headers, 'content-type': type }, body });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'a forged form: %s',
    async (type) => {
      const body = type.startsWith('app') ? `query=${encodeURIComponent(RECORD)}` : JSON.stringify({ query: RECORD });
      const answer = await post(type, body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await answer.text()).not.toContain('"data"');
    },
  );

  it('a change by GET', async () => {
    const asked = (query: string): Promise<Response> =>
      api.get(`graphql?query=${encodeURIComponent(query)}`, { 'apollo-require-preflight': 'yes' });
    expect((await asked(RECORD)).status).toBe(405);
    expect((await asked('{ __typename }')).status).toBe(200);
  });

  it('a question by GET, as any page could make a browser ask it', async () => {
    const answer = await api.get('graphql?query=%7B__typename%7D');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('CSRF');
  });

  it('names that are nearly right: nothing is suggested', async () => {
    const said = async (from: TestApi): Promise<string> =>
      JSON.stringify(await from.send('{ machine { serail } machinez { x } }'));
    expect(await said(api)).not.toContain('Did you mean');
    expect(await said(open)).toContain('Did you mean');
  });

  it.each([
    '',
    '{',
    '{}',
    'null',
    '[]',
    '"x"',
    '{"query":1}',
    '{"query":"{"}',
    '{"query":"{ __typename }","variables":"x"}',
    '{"query":"{ machine }"}',
  ])('traces of the inside, asked with %s', async (body) => {
    const answer = await post('application/json', body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const text = await answer.text();
    expect(text).not.toMatch(/stacktrace|node_modules|\.[jt]s:\d| {4}at |extensions":\{"(tracing|debug)/);
    expect(JSON.parse(text)).toMatchObject(
      text.includes('"errors"') ? { errors: expect.any(Array) } : { error: expect.any(Object) },
    );
  });

  it.each(['graphiql', 'altair', 'playground', 'graphql-ide/altair.js', 'graphql-ide/', 'voyager', 'graphql/console'])(
    'an editor at /%s',
    async (path) => {
      const answer = await api.get(path, { accept: 'text/html' });
      expect(answer.status).toBe(404);
    },
  );

  it('an editor where there is one otherwise', async () => {
    const page = async (from: TestApi): Promise<string> => (await from.get('graphql', { accept: 'text/html' })).text();
    expect(await page(api)).not.toContain('<html');
    expect(await page(open)).toContain('<html');
  });

  describe('what browsers are told', () => {
    const PATHS = ['graphql', 'exports/machines.csv', 'nothing/here', 'sign-in'];

    it.each(PATHS)('of /%s', async (path) => {
      const { headers } = await api.get(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
      const { headers: secure } = await api.get(path, { 'x-forwarded-proto': 'https' });
      expect(secure.get('strict-transport-security')).toMatch(/^max-age=\d{8};/);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    });
  });
});
