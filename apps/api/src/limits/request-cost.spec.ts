import { describe, expect, it } from '@jest/globals';
import {
  type DocumentNode,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type OperationDefinitionNode,
  parse,
} from 'graphql';

import { costs, costsItems, costsPage } from '#platform';

import { costOf } from './request-cost.ts';

const Part = new GraphQLObjectType({ name: 'Part', fields: { name: { type: GraphQLString } } });
const judged = { type: Part, extensions: { complexity: costs(40) } };
let looks = 0;
const counted = (): number => {
  looks += 1;
  return 0;
};
const Machine = new GraphQLObjectType({
  name: 'Machine',
  fields: {
    serial: { type: GraphQLString },
    part: { type: Part },
    parts: { type: new GraphQLList(Part) },
    decisions: { type: new GraphQLList(Part), extensions: { complexity: costsItems(3, 20) } },
    judged,
  },
});
const MachineConnection = new GraphQLObjectType({
  name: 'MachineConnection',
  fields: {
    nodes: { type: new GraphQLList(Machine), extensions: { complexity: 1 } },
    totalCount: { type: GraphQLInt, extensions: { complexity: counted } },
  },
});
const FEW = costsPage({ points: 1, each: 2, seldomMoreThan: 5 });
const PAGE = { first: { type: GraphQLInt }, last: { type: GraphQLInt } };
const SCHEMA = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      machine: { type: Machine },
      machines: { type: MachineConnection, args: PAGE },
      few: { type: MachineConnection, args: PAGE, extensions: { complexity: FEW } },
    },
  }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: { machine: { type: Machine } } }),
});

function operationIn(document: DocumentNode, at = 0): OperationDefinitionNode {
  return document.definitions[at] as OperationDefinitionNode;
}

function cost(query: string, variables: Record<string, unknown> = {}): number | undefined {
  const document = parse(query);
  return costOf(SCHEMA, document, operationIn(document), variables);
}

describe('the cost of a request', () => {
  it.each([
    ['{ __typename }', 0],
    ['{ machine { serial } }', 10],
    ['mutation { machine { serial } }', 50],
    ['{ machine { part { name } } }', 10 + 1],
    ['{ machine { parts { name } } }', 10 + 10],
    ['{ machine { judged { name } } }', 10 + 40],
    ['{ machine { decisions { name } } }', 10 + 20 + 3],
    ['{ machines { nodes { serial } } }', 20 + 50],
    ['{ machines(first: 3) { totalCount nodes { part { name } } } }', 20 + 3 * 2],
    ['{ machines(last: 7) { nodes { serial } } }', 20 + 7],
    ['{ machines(first: 100000) { nodes { serial } } }', 20 + 100],
    ['{ machines(first: -5) { nodes { serial } } }', 20 + 1],
    ['{ few(first: 3) { nodes { serial } } }', 1 + 3 * (2 + 1)],
    ['{ few { nodes { serial } } }', 1 + 5 * (2 + 1)],
    ['{ a: machine { serial } b: machine { serial } }', 20],
    ['{ machine @skip(if: true) { serial } }', 0],
    ['{ ...f machine { serial } } fragment f on Query { machines(first: 2) { nodes { serial } } }', 20 + 2 + 10],
    ['{ __schema { types { fields { args { type { name } } } } } }', 100],
  ])('%s costs %d points', (query, points) => {
    expect(cost(query)).toBe(points);
  });

  const SIZED =
    'query ($size: Int = 4, $with: Boolean = true, $other: Int) { machines(first: $size) { nodes { part @include(if: $with) { name } } } machine { parts @skip(if: false) { name } } }';

  it('takes sizes from variables and from their defaults', () => {
    expect(cost(SIZED)).toBe(20 + 4 * 2 + 20);
    expect(cost(SIZED, { size: 50 })).toBe(20 + 50 * 2 + 20);
    expect(cost(SIZED, { size: 50, with: false })).toBe(20 + 50 + 20);
    expect(cost(SIZED, { size: null })).toBe(20 + 50 * 2 + 20);
  });

  it('tells nothing of an operation whose variables do not fit', () => {
    expect(cost(SIZED, { size: 'many' })).toBeUndefined();
  });

  it('looks at an operation once for each size that is asked, whatever else its variables say', () => {
    const document = parse('query ($size: Int, $other: Int) { machines(first: $size) { totalCount } }');
    const asked = (variables: Record<string, unknown>): unknown =>
      costOf(SCHEMA, document, operationIn(document), variables);
    looks = 0;
    for (const size of [1, 2, 1, 2]) for (const other of [1, 2, 3]) expect(asked({ size, other })).toBe(20);
    expect(looks).toBe(2);
  });

  it('tells operations of one document apart', () => {
    const document = parse('query A { machine { serial } } query B { machines { nodes { serial } } }');
    expect([0, 1].map((at) => costOf(SCHEMA, document, operationIn(document, at)))).toEqual([10, 70]);
  });
});
