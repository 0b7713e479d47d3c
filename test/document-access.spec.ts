import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ApolloServer } from '@apollo/server';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';

import { DATABASE_ROLE_OF, forbiddenIn, type Role, type Scope, type VisitContext, type Visitor } from '#access';

import { refuseForbidden } from '../apps/api/src/access-guard.ts';

const SCHEMA = join(import.meta.dirname, '..', 'apps', 'api', 'src', 'schema.graphql');
const schema = buildSchema(readFileSync(SCHEMA, 'utf8'));

const visitor = (role: Role, scopes?: readonly Scope[]): Visitor => {
  return { name: 'somebody', role, databaseRole: DATABASE_ROLE_OF[role], scopes };
};

/** Where and why a document is refused; nothing where it is not. */
function refused(text: string, who: Visitor, operationName?: string): { path: unknown; message: string } | undefined {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('the document has no such operation');
  const problem = forbiddenIn(schema, document, operation, who);
  return problem && { path: problem.extensions.path, message: problem.message };
}

describe('what a document reaches', () => {
  const reseller = visitor('RESELLER');
  const OUTBOX = '{ totalCount }';

  it.each([
    { asked: 'a field', text: `{ outboxMessages ${OUTBOX} }`, path: ['outboxMessages'] },
    { asked: 'an alias', text: `{ machines { totalCount } mine: outboxMessages ${OUTBOX} }`, path: ['mine'] },
    {
      asked: 'a fragment',
      text: `{ ...F } fragment F on Query { outboxMessages ${OUTBOX} }`,
      path: ['outboxMessages'],
    },
    {
      asked: 'an inline fragment',
      text: `{ ... on Query { ... { outboxMessages ${OUTBOX} } } }`,
      path: ['outboxMessages'],
    },
    { asked: 'what is left out', text: `{ outboxMessages @skip(if: true) ${OUTBOX} }`, path: ['outboxMessages'] },
    { asked: 'a nested field', text: '{ marketSettings { number by: actor } }', path: ['marketSettings', 'by'] },
    {
      asked: 'a field behind fragments in fragments',
      text: '{ ...A } fragment A on Query { marketSettings { ...B } } fragment B on MarketSettings { reason }',
      path: ['marketSettings', 'reason'],
    },
    {
      asked: 'one of two operations',
      text: `query Fine { machines { totalCount } } query Bad { outboxMessages ${OUTBOX} }`,
      path: ['outboxMessages'],
      name: 'Bad',
    },
  ])('is refused for $asked', ({ text, path, name }) => {
    expect(refused(text, reseller, name)?.path).toEqual(path);
    expect(refused(text, visitor('ADMINISTRATOR'), name)).toBeUndefined();
  });

  it('is what is run of it, and not the rest', () => {
    const text = `query Fine { machines { totalCount } } query Bad { outboxMessages ${OUTBOX} }`;
    expect(refused(text, reseller, 'Fine')).toBeUndefined();
  });

  it('says who may, and nothing of any object', () => {
    const text =
      'mutation { publishCatalogue(input: { importId: "019c0000-0000-7000-8000-000000000000" }) { __typename } }';
    expect(refused(text, reseller)).toEqual({
      path: ['publishCatalogue'],
      message: 'Mutation.publishCatalogue is for administrators.',
    });
    expect(refused(text, visitor('ADMINISTRATOR', ['CATALOGUE_READ']))?.message).toBe(
      'Mutation.publishCatalogue needs a service key with one of the scopes CATALOGUE_WRITE.',
    );
  });

  it('asks of a key the scopes of every type it comes to', () => {
    const text = '{ machines { nodes { serial contracts { nodes { id } } } } }';
    expect(refused(text, visitor('RESELLER', ['INSTALLED_BASE_READ']))?.path).toEqual([
      ...['machines', 'nodes', 'contracts', 'nodes'],
    ]);
    expect(refused(text, visitor('RESELLER', ['INSTALLED_BASE_READ', 'CONTRACTS_READ']))).toBeUndefined();
  });

  it('is the schema itself for everybody whom the server tells of it', () => {
    expect(refused('{ __typename __schema { types { name } } machines { __typename } }', reseller)).toBeUndefined();
  });

  it('is refused by the server before anything is resolved', async () => {
    let resolved = 0;
    const server = new ApolloServer<VisitContext>({
      schema,
      rootValue: () => ({ machines: () => void (resolved += 1), outboxMessages: () => void (resolved += 1) }),
      plugins: [refuseForbidden],
    });
    const answerTo = async (who: Visitor): Promise<unknown> => {
      const query = `{ machines { totalCount } outboxMessages ${OUTBOX} }`;
      const { http, body } = await server.executeOperation(
        { query },
        { contextValue: { visitor: who } as VisitContext },
      );
      return { status: http.status, data: body.kind === 'single' ? body.singleResult.data : undefined };
    };
    expect(await answerTo(reseller)).toEqual({ status: 403, data: undefined });
    expect(resolved).toBe(0);
    await answerTo(visitor('ADMINISTRATOR'));
    expect(resolved).toBeGreaterThan(0);
    await server.stop();
  });
});
