import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { GraphQLObjectType } from 'graphql';
import pg from 'pg';

import { Deadline, Operation } from '#platform';

import { CompiledQueries, CompiledQuery } from '../apps/api/src/compiled-queries.ts';
import { ApiClient } from './support/api-client.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const MACHINE = `query machine($type: String!, $serial: String!, $first: Int) {
  machine(machineType: $type, serial: $serial) { serial contracts(first: $first) { nodes { id } } } }`;
const THERE = { type: '7X06', serial: 'J300ABCD' };
const WITHOUT_TELLING = new Set(['date', 'x-request-id', 'connection', 'keep-alive', 'content-length']);

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The first request of a query is answered by Apollo Server, and the next ones in the same words without it: the two must
 * not differ in anything that a client sees.
 */
describe('a query that comes again', () => {
  let database: TestDatabase;
  let api: TestApi;
  let person: ApiClient;
  let reseller: ApiClient;
  const recognised = jest.spyOn(CompiledQueries.prototype, 'ofText');

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startTestApi({ on: database, withCatalogue: true });
    person = await api.as('ADMINISTRATOR');
    await person.ask(`mutation { recordMachine(input: { machineType: "7X06", model: "CTO1WW", serial: "${THERE.serial}",
      reseller: "Aoba Trading", warrantyStartsOn: "2025-01-01", warrantyMonths: 36, idempotencyKey: "a" }) { ... on Machine { serial } } }`);
    reseller = await api.as('RESELLER', { reseller: 'Aoba Trading' });
  });
  afterEach(() => void recognised.mockClear());
  afterAll(async () => {
    await api.close();
    await database.drop();
  });

  async function send(client: ApiClient, body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
    const response = await fetch(`${client.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...client.headers, ...headers },
      body: JSON.stringify(body),
    });
    const told = [...response.headers].filter(([name]) => !WITHOUT_TELLING.has(name));
    const left = (text: string): string =>
      text.replace(/"(requested|available)":\d+/g, '"$1":"…"').replace(/r=\d+;t=\d+/, 'r;t');
    return {
      status: response.status,
      headers: Object.fromEntries(told.map(([name, value]) => [name, left(value)])),
      body: left(await response.text()),
    };
  }

  const wasCompiled = (): boolean => (recognised.mock.results.at(-1)?.value as CompiledQuery | undefined) !== undefined;

  it.each<
    [string, { query: string; variables?: object | null; operationName?: string | null }, Record<string, string>?]
  >([
    ['with variables', { query: MACHINE, variables: THERE }],
    ['with a variable that a client leaves empty', { query: MACHINE, variables: { ...THERE, first: null } }],
    ['by its name', { query: `${MACHINE} query other { __typename }`, variables: THERE, operationName: 'machine' }],
    ['without variables', { query: '{ machines { nodes { serial } } }', variables: null, operationName: null }],
    ['for what is not there', { query: MACHINE, variables: { ...THERE, serial: 'NOTTHERE' } }],
    ['for more than a page', { query: MACHINE, variables: { ...THERE, first: 1000 } }],
    ['with a variable of another type', { query: MACHINE, variables: { ...THERE, serial: { a: 1 } } }],
    ['without a variable it needs', { query: MACHINE, variables: { serial: 'x' } }],
    ['taking JSON', { query: MACHINE, variables: THERE }, { accept: 'application/json' }],
    [
      'taking GraphQL answers, or else JSON',
      { query: MACHINE, variables: THERE },
      { accept: 'application/graphql-response+json, application/json;q=0.9' },
    ],
    [
      'taking GraphQL answers, without a variable it needs',
      { query: MACHINE, variables: {} },
      { accept: 'application/graphql-response+json' },
    ],
  ])('is answered %s as at first', async (name, body, headers = {}) => {
    // Words that nobody else has asked in.
    const own = { ...body, query: `# ${name}\n${body.query}` };
    const first = await send(person, own, headers);
    expect(wasCompiled()).toBe(false);
    const compiled = first.status === 200 || !first.body.includes('Variable');
    if (!compiled) await send(person, { ...own, variables: THERE }, headers);
    const again = await send(person, own, headers);
    expect(wasCompiled()).toBe(true);
    expect(again).toEqual(first);
  });

  it.each<[string, unknown, Record<string, string>?]>([
    ['whose operation has no name', { query: MACHINE, variables: THERE, operationName: '' }],
    ['whose variables are no object', { query: MACHINE, variables: ['x'] }],
    ['that takes nothing of what there is', { query: MACHINE, variables: THERE }, { accept: 'text/csv' }],
    [
      'that weighs what it takes',
      { query: MACHINE, variables: THERE },
      { accept: 'text/html, application/json;q=0.5' },
    ],
    [
      'whose name and words read on as the words of another',
      { query: MACHINE.replace('query ', ''), variables: THERE, operationName: ' query' },
    ],
    ['that says more', { query: MACHINE, variables: THERE, extensions: {} }],
  ])('is left to Apollo Server %s', async (_, body, headers = {}) => {
    await send(person, { query: MACHINE, variables: THERE });
    recognised.mockClear();
    const first = await send(person, body, headers);
    expect(wasCompiled()).toBe(false);
    expect(await send(person, body, headers)).toEqual(first);
  });

  it('reads fields that no method of ours answers in place', async () => {
    const query = '{ serviceOfferings(first: 1) { nodes { partNumber } } }';
    for (let time = 0; time < 3; time += 1) await send(person, { query });
    const { asked } = recognised.mock.results.at(-1)?.value as CompiledQuery;
    const hasMethod = (type: string, field: string): boolean =>
      (asked.schema.getType(type) as GraphQLObjectType).getFields()[field]?.resolve !== undefined;
    const plain = ['partNumber', 'termMonths'].map((field) => hasMethod('ServiceOffering', field));
    expect([...plain, hasMethod('Decision', 'verdict')]).toEqual([false, false, false]);
    expect([hasMethod('ServiceOffering', 'name'), hasMethod('Contract', 'status')]).toEqual([true, true]);
  });

  it('is still refused to those it is not for', async () => {
    const query = '{ people { nodes { id } } }';
    await send(person, { query });
    await send(person, { query });
    expect(wasCompiled()).toBe(true);
    const refused = await send(reseller, { query });
    expect(refused.status).toBe(403);
    expect(await send(reseller, { query })).toEqual(refused);
  });

  it('costs what it did, each time', async () => {
    const left = async (): Promise<number> => {
      const { extensions } = await person.send('{ machines { nodes { country } } }');
      return (extensions?.cost as { available: number }).available;
    };
    const [first, second, third] = [await left(), await left(), await left()];
    expect(first - second).toBe(20 + 50);
    expect(second - third).toBe(20 + 50);
  });

  it('keeps neither its snapshot nor its time where answering it fails', async () => {
    await send(person, { query: MACHINE, variables: THERE });
    const ended = jest.spyOn(Operation.prototype, 'end');
    const lifted = jest.spyOn(Deadline.prototype, 'lift');
    jest.spyOn(CompiledQuery.prototype, 'answer').mockRejectedValueOnce(new Error('planted'));
    const { status } = await send(person, { query: MACHINE, variables: THERE });
    expect(status).toBe(500);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(lifted).toHaveBeenCalledTimes(1);
  });

  it('is given up when it takes too long', async () => {
    const hasty = await startTestApi({ on: database, mostMs: 300 });
    const holder = new pg.Client(database.ownerUrl);
    await holder.connect();
    try {
      const client = new ApiClient(hasty.url, api.headers);
      const query = '# slow\n{ machines { nodes { serial } } }';
      await send(client, { query });
      await holder.query('BEGIN; LOCK TABLE machine IN ACCESS EXCLUSIVE MODE');
      const { status, body } = await send(client, { query });
      expect(wasCompiled()).toBe(true);
      expect(status).toBe(503);
      expect(JSON.parse(body)).toEqual({
        errors: [{ message: expect.stringContaining('took too long'), extensions: { code: 'SERVICE_UNAVAILABLE' } }],
        extensions: { cost: expect.anything() },
      });
    } finally {
      await holder.end();
      await hasty.close();
    }
  });
});
