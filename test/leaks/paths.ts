import { getNamedType, type GraphQLObjectType, type GraphQLSchema, isObjectType, isUnionType } from 'graphql';

import type { Edge } from './observed.ts';

/** Fields from a root type down, each with the type it is a field of. */
export type Path = readonly { readonly type: string; readonly field: string }[];

/** So many ways to a type are tried before it counts as out of reach. */
const MOST_WAYS = 24;
const LONGEST = 8;

/** Ways from the root types to each edge, the short ones first. */
export function pathsTo(
  schema: GraphQLSchema,
  isAskable: (type: string, field: string) => boolean,
): ReadonlyMap<Edge, readonly Path[]> {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type !== null && type !== undefined);
  const paths = new Map<Edge, Path[]>();
  let ends: { type: GraphQLObjectType; path: Path }[] = roots.map((type) => ({ type, path: [] }));
  for (let length = 1; length <= LONGEST && ends.length > 0; length += 1) {
    const further: typeof ends = [];
    for (const { type, path } of ends) {
      for (const { name, type: answered } of Object.values(type.getFields())) {
        if (!isAskable(type.name, name)) continue;
        const known = paths.get(`${type.name}.${name}`) ?? [];
        if (known.length >= MOST_WAYS) continue;
        const whole = [...path, { type: type.name, field: name }];
        paths.set(`${type.name}.${name}`, [...known, whole]);
        const inner = getNamedType(answered);
        const objects = isUnionType(inner) ? inner.getTypes() : isObjectType(inner) ? [inner] : [];
        for (const object of objects) further.push({ type: object, path: whole });
      }
    }
    ends = further;
  }
  return paths;
}
