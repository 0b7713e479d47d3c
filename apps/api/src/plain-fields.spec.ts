import { describe, expect, it } from '@jest/globals';
import { type GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';

import { readPlainFields } from './plain-fields.ts';

type Resolver = GraphQLFieldResolver<Record<string, unknown>, unknown>;

/** As Nest makes it for a field of that property. */
function resolverOf(property: string, otherwise?: unknown): Resolver {
  const rootFieldResolver: Resolver = (root) => root[property] ?? otherwise;
  return rootFieldResolver;
}

function left(resolve: Resolver): Resolver | undefined {
  const type = new GraphQLObjectType({ name: 'Query', fields: { serial: { type: GraphQLString, resolve } } });
  readPlainFields(new GraphQLSchema({ query: type }));
  return type.getFields()['serial']?.resolve as Resolver | undefined;
}

describe('a field', () => {
  it('that reads the property of its name needs no function', () => {
    expect(left(resolverOf('serial'))).toBeUndefined();
  });

  it.each<[string, Resolver]>([
    ['reads another property', resolverOf('serialNumber')],
    ['has a default', resolverOf('serial', 'none')],
    ['is resolved by a method of ours', ({ serial }) => serial],
  ])('that %s keeps its own', (_, resolve) => {
    expect(left(resolve)).toBe(resolve);
  });
});
