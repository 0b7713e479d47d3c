import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  type ExecutionResult,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

import { Problem } from '#platform';

import { compiledExecution } from './compiled-execution.ts';
import { CompiledQueries } from './compiled-queries.ts';

const MARKER = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';

function schemaOfTest(): GraphQLSchema {
  const schema = buildSchema(`
    enum Level { LOW HIGH }
    input Filter { level: Level = LOW, on: String }
    input Call { at: String! = "09:00", filters: [Filter!] }
    input Calls { calls: [Call!]! }
    interface Named { name: String! }
    type Machine implements Named { name: String!, level(of: Level): Level, broken: String!, parts(first: Int = 2): [Part!]! }
    type Part implements Named { name: String!, fails: String }
    union Found = Machine | Part
    type Query { echo(text: String, filter: Filter, calls: Calls): String, machine(serial: String!): Machine, found: [Found!]!, machines: [Machine!] }
    type Mutation { change(text: String!): String }`);
  const part = { __typename: 'Part', name: 'a part', fails: () => Promise.reject(new Error('broken part')) };
  const machine = { __typename: 'Machine', name: 'a machine', broken: null };
  const resolve = (type: string, field: string, resolver: (...args: never[]) => unknown): void => {
    const fields = (
      schema.getType(type) as { getFields(): Record<string, { resolve?: unknown }> } | undefined
    )?.getFields();
    const named = fields?.[field];
    if (named) named.resolve = resolver;
  };
  resolve('Query', 'echo', (_: unknown, args: object) => JSON.stringify(args));
  resolve('Query', 'machine', async (_: unknown, { serial }: { serial: string }) => {
    if (serial === 'none') throw new Problem('NOT_FOUND', 'No such machine.', { serial });
    return machine;
  });
  resolve('Query', 'found', () => [machine, part]);
  resolve('Query', 'machines', () => [machine]);
  resolve('Machine', 'level', (_: unknown, { of }: { of?: string }) => of);
  resolve('Machine', 'parts', (_: unknown, { first }: { first: number }) => Array.from({ length: first }, () => part));
  resolve('Part', 'fails', () => Promise.reject(new GraphQLError('broken part', { extensions: { code: 'BROKEN' } })));
  resolve('Mutation', 'change', (_: unknown, { text }: { text: string }) => text);
  return schema;
}

/** An executor as Apollo Server asks it: each document is the same object each time. */
async function executorOf(
  schema: GraphQLSchema,
  after: number,
): Promise<(document: DocumentNode, variables?: object, name?: string) => Promise<ExecutionResult>> {
  const { executor } = await compiledExecution(schema, new CompiledQueries(after)).load({} as never);
  return async (document, variables = {}, operationName) => {
    const operation = getOperationAST(document, operationName);
    const asked = {
      document,
      operation,
      operationName,
      request: { variables, operationName },
      context: ON_THE_PRIMARY,
    };
    return (await executor?.(asked as never)) as ExecutionResult;
  };
}

/** There is nowhere else to read. */
const OPERATION = { hasReplicas: false, wentAtOnce: true, anew: (): unknown => OPERATION };
const ON_THE_PRIMARY = { operation: OPERATION };

describe('a compiled query', () => {
  const schema = schemaOfTest();

  it.each<[string, object]>([
    ['{ machine(serial: "x") { name level(of: HIGH) parts { name } } }', {}],
    [
      'query ($serial: String!, $of: Level) { m: machine(serial: $serial) { __typename level(of: $of) } }',
      { serial: 'x' },
    ],
    ['query ($serial: String!) { machine(serial: $serial) { name } }', {}],
    ['query ($serial: String!) { machine(serial: $serial) { name } }', { serial: 3 }],
    ['query ($filter: Filter) { echo(filter: $filter) }', { filter: { level: 'NONE' } }],
    ['query ($filter: Filter) { echo(filter: $filter) }', { filter: { on: '2026-11-02' } }],
    ['query ($text: String = "given") { echo(text: $text) }', {}],
    ['query ($text: String! = "given") { echo(text: $text) }', {}],
    ['query ($calls: Calls) { echo(calls: $calls) }', { calls: { calls: [{ filters: [{}] }, { at: '10:00' }] } }],
    ['query ($calls: Calls) { echo(calls: $calls) }', { calls: { calls: [{ at: null }] } }],
    [
      'query ($short: Boolean!) { machine(serial: "x") { name @skip(if: $short) parts(first: 1) @include(if: $short) { name } } }',
      { short: true },
    ],
    ['{ found { ... on Machine { name } ... on Part { name fails } } }', {}],
    ['{ found { ...named } } fragment named on Named { name }', {}],
    ['{ machine(serial: "none") { name } echo(text: "still") }', {}],
    ['{\n  machines {\n    name\n    broken\n  }\n}', {}],
    ['{ echo(text: "日本語 \\"quoted\\" \\\\ \\u2028") }', {}],
  ])('answers as graphql-js does, problems and their places included: %s %j', async (query, variables) => {
    const document = parse(query);
    const plain = await executorOf(schema, Infinity);
    const compiled = await executorOf(schema, 0);
    const expected = await plain(document, variables);
    const answer = await compiled(document, variables);
    expect(JSON.stringify(answer)).toBe(JSON.stringify(expected));
    const reasons = ({ errors }: ExecutionResult): unknown =>
      errors?.map(({ originalError, message }) => originalError?.message ?? message);
    expect(reasons(answer)).toEqual(reasons(expected));
  });

  it('runs nothing that a client wrote, although graphql-jit by itself does', async () => {
    const hostile = `{ echo(text: "${MARKER}(globalThis.ranByClient=true,0)") }`;
    const marks = globalThis as { ranByClient?: boolean };
    const compiled = await executorOf(schema, 0);
    const answer = await compiled(parse(hostile));
    expect(marks.ranByClient).toBeUndefined();
    expect(answer.data?.echo).toContain(MARKER);

    const unguarded = compileQuery(schema, parse(hostile));
    if (isCompiledQuery(unguarded)) await unguarded.query(undefined, {}, {});
    expect(marks.ranByClient).toBe(true);
    delete marks.ranByClient;
  });

  it('is compiled once it has come often enough, and a mutation never', async () => {
    const counted: string[] = [];
    const watched = schemaOfTest();
    const echo = watched.getQueryType()?.getFields().echo;
    // graphql-js hands a resolver its own path object; compiled code writes it out anew.
    if (echo)
      echo.resolve = (_parent, _args, _context, info) => void counted.push('typename' in info.path ? 'js' : 'jit');
    const change = watched.getMutationType()?.getFields().change;
    if (change)
      change.resolve = (_parent, _args, _context, info) => void counted.push('typename' in info.path ? 'js' : 'jit');
    const ask = await executorOf(watched, 2);
    const document = parse('{ echo(text: "x") }');
    for (let time = 0; time < 4; time += 1) await ask(document);
    const mutation = parse('mutation { change(text: "x") }');
    for (let time = 0; time < 4; time += 1) await ask(mutation);
    expect(counted).toEqual(['js', 'js', 'jit', 'jit', 'js', 'js', 'js', 'js']);
  });
});
