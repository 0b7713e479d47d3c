import * as fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

import type { Argument, ArgumentValue, AskedField, AskedObject, AskedOperation } from './asked.ts';
import type { Path } from './paths.ts';
import type { Values } from './values.ts';

/** How deep a question goes. */
const DEPTH = 5;
/** Each of a hundred offerings is judged for these: asked less often, so that the time goes into the rest. */
const DEAR = new Set([
  'eligibleServices',
  'options',
  'costOfWaiting',
  'remedies',
  'simulateRenewals',
  'serviceOfferings',
]);

/** Which fields of the schema are asked for. */
export type Askable = (type: string, field: string) => boolean;

/** Questions over the whole of a schema, at random; they shrink to fewer fields and arguments. */
export class Operations {
  private readonly selections = new Map<string, fc.Arbitrary<AskedField[]>>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly values: Values,
    private readonly isAskable: Askable,
  ) {}

  /** A chain of them: the later ones may ask for what the earlier ones were answered. One in ten changes something. */
  chains(): fc.Arbitrary<AskedOperation[]> {
    const query = this.root(this.schema.getQueryType() as GraphQLObjectType, 2).map((fields) => ({
      kind: 'query' as const,
      fields,
    }));
    const mutation = this.root(this.schema.getMutationType() as GraphQLObjectType, 1).map((fields) => ({
      kind: 'mutation' as const,
      fields,
    }));
    const one = fc.oneof({ weight: 9, arbitrary: query }, { weight: 1, arbitrary: mutation });
    return fc.array(one, { minLength: 1, maxLength: 3 });
  }

  /** An operation that asks for the field at the end of a path, and for little else. */
  along(path: Path): fc.Arbitrary<AskedOperation> {
    const kind = path[0]?.type === this.schema.getMutationType()?.name ? 'mutation' : 'query';
    return this.down(path).map((field) => ({ kind, fields: [field] }));
  }

  private down([step, ...rest]: Path): fc.Arbitrary<AskedField> {
    const type = this.schema.getType(step?.type ?? '') as GraphQLObjectType;
    const field = type.getFields()[step?.field ?? ''] as GraphQLField<unknown, unknown>;
    const [next] = rest;
    if (next === undefined) return this.field(field, 2);
    const union = isUnionType(getNamedType(field.type));
    return fc.tuple(this.arguments(field.args), this.down(rest)).map(([list, below]) => {
      return { name: field.name, arguments: list, of: [{ type: next.type, fields: [below] }], union };
    });
  }

  private root(type: GraphQLObjectType, most: number): fc.Arbitrary<AskedField[]> {
    return this.fields(type, DEPTH, most);
  }

  private below(type: GraphQLObjectType, depth: number): fc.Arbitrary<AskedField[]> {
    const key = `${type.name} ${depth}`;
    const known = this.selections.get(key) ?? this.fields(type, depth, 4);
    this.selections.set(key, known);
    return known;
  }

  private fields(type: GraphQLObjectType, depth: number, most: number): fc.Arbitrary<AskedField[]> {
    const askable = Object.values(type.getFields()).filter(
      (field) => this.isAskable(type.name, field.name) && (depth > 1 || isLeafType(getNamedType(field.type))),
    );
    const options = askable.map((field) => ({
      weight: DEAR.has(field.name) ? 1 : 4,
      arbitrary: this.field(field, depth),
    }));
    if (options.length === 0) return fc.constant([{ name: '__typename', arguments: [] }]);
    return fc.uniqueArray(fc.oneof(...options), { selector: ({ name }) => name, minLength: 1, maxLength: most });
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): fc.Arbitrary<AskedField> {
    const list = this.arguments(field.args);
    const named = getNamedType(field.type);
    if (isLeafType(named)) return list.map((all) => ({ name: field.name, arguments: all }));
    const objects = isUnionType(named) ? named.getTypes() : isObjectType(named) ? [named] : [];
    const of = fc.tuple(
      ...objects.map((type) => this.below(type, depth - 1).map((fields): AskedObject => ({ type: type.name, fields }))),
    );
    const union = isUnionType(named);
    return fc.tuple(list, of).map(([all, asked]) => ({ name: field.name, arguments: all, of: asked, union }));
  }

  /** Arguments that fit together: a serial comes with the machine type it belongs to. */
  private arguments(list: readonly (GraphQLArgument | GraphQLInputField)[]): fc.Arbitrary<Argument[]> {
    const names = new Set(list.map(({ name }) => name));
    const ofMachine = names.has('machineType') && names.has('serial') ? MACHINE : new Set<string>();
    const others = list
      .filter(({ name }) => !ofMachine.has(name))
      .map(({ name, type }) => {
        const value = this.value(type, name).map((each): Argument[] => [[name, each]]);
        // Nothing may be said twice over; most may be left out, and shrinking leaves it out.
        return isNonNullType(type)
          ? value
          : fc.oneof({ weight: name === 'first' ? 1 : 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: value });
      });
    const key = this.values.ofMachine.map((values): Argument[] =>
      [...MACHINE].filter((name) => names.has(name)).map((name) => [name, values[name as keyof typeof values]]),
    );
    return fc.tuple(...(ofMachine.size > 0 ? [key] : []), ...others).map((parts) => parts.flat());
  }

  private value(type: GraphQLInputType, name: string): fc.Arbitrary<ArgumentValue> {
    const plain = getNullableType(type);
    if (isListType(plain)) {
      return fc.array(this.value(plain.ofType, name), { maxLength: 2 }).map((list) => ({ list }));
    }
    if (isInputObjectType(plain)) return this.arguments(Object.values(plain.getFields()));
    if (isEnumType(plain)) {
      return fc.constantFrom(...plain.getValues().map((value) => ({ text: value.name, origin: 'neutral' as const })));
    }
    return this.values.scalar(getNamedType(plain).name, name);
  }
}

const MACHINE = new Set(['machineType', 'serial', 'packSerial']);
