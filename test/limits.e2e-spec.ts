import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from '@jest/globals';

import { type ApiOptions, AS_SHIPPED } from '../apps/api/src/api.module.ts';
import { exampleQueries } from '../apps/api/src/example-queries.ts';
import type { ApiClient, GraphqlAnswer } from './support/api-client.ts';
import { SEED, startTestApi, type TestApi } from './support/start-test-api.ts';

type Limits = NonNullable<ApiOptions['limits']>;
type CostPerMinute = Limits['costPerMinute'];
interface Cost {
  readonly requested: number;
  readonly limit: number;
  readonly available: number;
  readonly restoredPerMinute: number;
}

const STREAM = 'subscription { catalogueImportProgress(id: "00000000-0000-0000-0000-000000000000") { state } }';
const PAGE = '{ machines { nodes { serial } } }';
const PAGE_COST = 20 + 50;
const STREAM_COST = 50;

function perMinute(figures: Partial<CostPerMinute>, trustedProxies: string[] = []): Limits {
  return { trustedProxies, costPerMinute: { ...AS_SHIPPED.costPerMinute, ...figures } };
}

async function readmeQueries(): Promise<string[]> {
  const readme = await readFile(join(SEED, '..', 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return blocks.flatMap((block) => block.split(/\n(?=# \d\. )/));
}

describe('limits', () => {
  let api: TestApi;
  /** A person: service keys have limits of their own. */
  let person: ApiClient;
  const start = async (limits: Limits): Promise<void> => {
    api = await startTestApi({ limits });
    person = await api.as('ADMINISTRATOR');
  };
  afterEach(() => api.close());

  const costOf = ({ extensions }: GraphqlAnswer<unknown>): Cost => extensions?.cost as Cost;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(api.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...person.headers, ...headers },
      body: JSON.stringify(body),
    });

  it('let every query of the README and of the editor through, and tell what each costs', async () => {
    await start(AS_SHIPPED);
    const queries = [...(await readmeQueries()), ...exampleQueries.map(({ query }) => query)];
    expect(queries).toHaveLength(10);
    let spent = 0;
    for (const query of queries) {
      const answer = await person.send(query);
      const cost = costOf(answer);
      expect([answer.status, answer.errors?.[0]?.extensions.code ?? 'OK']).toEqual([
        200,
        expect.not.stringMatching(/RATE_LIMITED|VALIDATION|TOO_COSTLY/),
      ]);
      spent += cost.requested;
      expect(cost).toEqual({
        requested: cost.requested,
        limit: 5_000,
        available: 60_000 - spent,
        restoredPerMinute: 60_000,
      });
      expect(cost.requested).toBeLessThanOrEqual(2_500);
    }
  });

  it('refuse what costs too much before anything of it is done', async () => {
    await start(AS_SHIPPED);
    const record = (n: number): string => `m${n}: recordMachine(input: {
        productNumber: "7X06CTO1WW", serial: "J123456${n}", warrantyStartsOn: "2025-01-01", warrantyMonths: 36 })
      { ... on Machine { eligibleServices { decision { findings { facts { name } } remedies { offering { appliesTo { model } } } } } } }`;
    const seven = Array.from({ length: 7 }, (_, n) => record(n)).join(' ');
    const { status, errors, data } = await person.send(`mutation { ${seven} }`);
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: {
          code: 'BAD_USER_INPUT',
          reason: 'TOO_COSTLY',
          cost: { requested: expect.any(Number), limit: 5_000 },
        },
      }),
    ]);
    expect(await person.ask('{ machines { totalCount } }')).toEqual({ machines: { totalCount: 0 } });
  });

  it.each([
    ['aliases', `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }`],
    ['directives', `{ machines { ${'totalCount @skip(if: false) '.repeat(6)} } }`],
    ['fields', `{ ${'...f '.repeat(40)} } fragment f on Query { ${'__typename '.repeat(30)} }`],
  ])('refuse a document with too many %s, wherever it is sent', async (what, query) => {
    await start(AS_SHIPPED);
    const { status, errors } = await person.send(query);
    expect(status).toBe(400);
    expect(errors).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining(what),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
    );
    const streamed = await post('/graphql/stream', { query });
    expect(streamed.status).toBe(400);
    expect(await streamed.json()).toEqual({
      errors: [{ message: expect.stringContaining(what), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  it('stop a caller who has spent the minute, on every way in, and say when to go on', async () => {
    await start(perMinute({ person: PAGE_COST + STREAM_COST + 1 }));
    expect(costOf(await person.send(PAGE)).available).toBe(STREAM_COST + 1);
    const answers = [
      await post('/graphql', { query: PAGE }),
      await post('/graphql/stream', { query: STREAM }).then(async (first) => {
        await first.text();
        return first;
      }),
      await person.get('exports/machines.csv'),
      await person.get('imports/00000000-0000-0000-0000-000000000000/errors.xlsx'),
      await person.sendFile(new Uint8Array([1, 2, 3])),
    ];
    const [graphql, stream, ...routes] = answers;
    expect(graphql?.status).toBe(429);
    expect(await graphql?.json()).toEqual({
      errors: [
        { message: expect.any(String), extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } },
      ],
    });
    // Saying no took one point; there was still so much left as opening a stream costs.
    expect(stream?.status).toBe(200);
    for (const route of routes) {
      expect(route.status).toBe(429);
      expect(await route.json()).toEqual({ error: expect.objectContaining({ code: 'RATE_LIMITED' }) });
    }
    for (const refused of [graphql, ...routes]) {
      const seconds = Number(refused?.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    }
  });

  it('tell clients in headers what is left', async () => {
    await start(perMinute({ person: 1_000 }));
    const { headers } = await post('/graphql', { query: PAGE });
    expect(headers.get('ratelimit-policy')).toBe('"cost";q=1000;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"cost";r=930;t=(59|60)$/);
  });

  it('turn an address away unread that sends one bad document after the other', async () => {
    await start(perMinute({ address: 1_000 }));
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await person.send(`{ nothing${n} }`)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429]);
    expect((await person.get('exports/machines.csv')).status).toBe(429);
  });

  it('turn an address away unread that shows one key after the other that is none', async () => {
    await start(perMinute({ address: 1_000 }));
    const headers = (n: number): object => ({ authorization: `Bearer kz_live_${String(n).repeat(60)}` });
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await post('/graphql', { query: PAGE }, { ...headers(n) })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await fetch(`${api.url}/sign-in`)).status).toBe(429);
  });

  it('slow down whoever looks for one serial after the other that is not there', async () => {
    await start(perMinute({ person: 4_000 }));
    const looked = async (n: number): Promise<number> => {
      const query = `{ machine(machineType: "7X06", serial: "GUESS${String(n).padStart(3, '0')}") { serial } }`;
      const { status, errors } = await person.send(query);
      expect(errors?.[0]?.extensions.code).toBe(status === 429 ? 'RATE_LIMITED' : 'NOT_FOUND');
      return status;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 20; n += 1) statuses.push(await looked(n));
    const served = statuses.indexOf(429);
    // Ten are looked for as anything else is, the next few take all that is left.
    expect(served).toBeGreaterThan(10);
    expect(served).toBeLessThan(16);
    expect(statuses.slice(served).every((status) => status === 429)).toBe(true);
  });

  it('believe only a trusted proxy about where a request comes from', async () => {
    const from = (address: string): Promise<number> =>
      post('/graphql', { query: PAGE }, { 'x-forwarded-for': address }).then(({ status }) => status);
    await start(perMinute({ address: PAGE_COST }));
    expect([await from('192.0.2.1'), await from('192.0.2.2')]).toEqual([200, 429]);
    await api.close();
    await start(perMinute({ address: PAGE_COST }, ['127.0.0.1']));
    expect([await from('192.0.2.1'), await from('192.0.2.2'), await from('192.0.2.1')]).toEqual([200, 200, 429]);
    // The word of whoever stands before the proxy counts for nothing.
    expect(await from('198.51.100.7, 192.0.2.2')).toBe(429);
  });
});
