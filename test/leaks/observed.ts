import { getNamedType, type GraphQLSchema, isLeafType, isObjectType } from 'graphql';

import type { AskedField, AskedOperation } from './asked.ts';
import type { Answer } from './world.ts';

/** A field of a type, as `Machine.serial`. */
export type Edge = `${string}.${string}`;

/** What an answer shows: the fields that were answered on an object, and those of them that are not empty. */
export interface Observed {
  readonly visited: ReadonlySet<Edge>;
  readonly filled: ReadonlySet<Edge>;
}

/** Goes through an answer beside its question. */
export function observe(schema: GraphQLSchema, { kind, fields }: AskedOperation, { data }: Answer): Observed {
  const visited = new Set<Edge>();
  const filled = new Set<Edge>();
  const look = (type: string, value: unknown, asked: readonly AskedField[]): void => {
    if (Array.isArray(value)) for (const each of value) look(type, each, asked);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const object = value as Readonly<Record<string, unknown>>;
    const definition = schema.getType(type);
    for (const { name, of, union } of asked) {
      if (name === '__typename' || !isObjectType(definition)) continue;
      visited.add(`${type}.${name}`);
      const inner = object[name];
      if (inner === null || inner === undefined) continue;
      filled.add(`${type}.${name}`);
      for (const part of of ?? []) if (!union || typeNameOf(inner) === part.type) look(part.type, inner, part.fields);
    }
  };
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (data) look(root?.name ?? '', data, fields);
  return { visited, filled };
}

function typeNameOf(value: unknown): unknown {
  return (value as { __typename?: unknown }).__typename;
}

/** Every field that can be reached from the root types through fields that may be asked for. */
export function reachable(
  schema: GraphQLSchema,
  isAskable: (type: string, field: string) => boolean,
): ReadonlySet<Edge> {
  const edges = new Set<Edge>();
  const types = [schema.getQueryType(), schema.getMutationType()].filter((type) => type !== null && type !== undefined);
  const seen = new Set<string>();
  for (let type = types.pop(); type !== undefined; type = types.pop()) {
    if (seen.has(type.name)) continue;
    seen.add(type.name);
    for (const { name, type: answered } of Object.values(type.getFields())) {
      if (!isAskable(type.name, name)) continue;
      edges.add(`${type.name}.${name}`);
      const inner = getNamedType(answered);
      if (isObjectType(inner)) types.push(inner);
      else if (!isLeafType(inner)) types.push(...schema.getPossibleTypes(inner));
    }
  }
  return edges;
}
