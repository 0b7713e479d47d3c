import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

import { Problem } from '#platform';

import { admits, refusalOf, rowOfField } from './access-table.ts';
import type { Row } from './access-table/row.ts';
import type { Visitor } from './callers.ts';

/** A field that an operation reaches, and where it is first asked for. */
interface ReachedField {
  readonly name: string;
  readonly row: Row | undefined;
  readonly path: readonly string[];
}

// A server keeps the documents it was sent: each is looked through once.
const reachedBy = new WeakMap<OperationDefinitionNode, readonly ReachedField[]>();

/** What is in the way of a validated operation: `FORBIDDEN`, with the first field that is not for the visitor. */
export function forbiddenIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  visitor: Visitor,
): Problem | undefined {
  let reached = reachedBy.get(operation);
  if (reached === undefined) reachedBy.set(operation, (reached = fieldsReached(schema, document, operation)));
  const refused = reached.find(({ row }) => !admits(row, visitor));
  if (refused === undefined) return undefined;
  const { name, row, path } = refused;
  return new Problem('FORBIDDEN', refusalOf(name, row, visitor), { path });
}

/** Every field an operation reaches, whatever its directives say of it, each once. */
function fieldsReached(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly ReachedField[] {
  const reach = new Reach(schema, document);
  reach.into(schema.getRootType(operation.operation) ?? undefined, operation.selectionSet, []);
  return [...reach.fields.values()];
}

class Reach {
  readonly fields = new Map<string, ReachedField>();
  private readonly fragments: Map<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    { definitions }: DocumentNode,
  ) {
    this.fragments = new Map(
      definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
    );
  }

  into(type: GraphQLNamedType | undefined, { selections }: SelectionSetNode, path: readonly string[]): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) this.intoField(type, selection, path);
      else this.intoFragment(type, selection, path);
    }
  }

  /** A fragment is looked through once, wherever it is spread. */
  private intoFragment(
    type: GraphQLNamedType | undefined,
    spread: InlineFragmentNode | FragmentSpreadNode,
    path: readonly string[],
  ): void {
    const fragment = spread.kind === Kind.INLINE_FRAGMENT ? spread : this.fragments.get(spread.name.value);
    if (fragment === undefined) return;
    if (fragment.kind === Kind.FRAGMENT_DEFINITION) this.fragments.delete(fragment.name.value);
    const { typeCondition, selectionSet } = fragment;
    this.into(typeCondition ? this.schema.getType(typeCondition.name.value) : type, selectionSet, path);
  }

  private intoField(
    type: GraphQLNamedType | undefined,
    { name, alias, selectionSet }: FieldNode,
    path: readonly string[],
  ): void {
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const field = type.getFields()[name.value];
    // What tells of the schema, such as __typename, tells of no data.
    if (field === undefined) return;
    const here = [...path, alias?.value ?? name.value];
    const coordinate = `${type.name}.${field.name}`;
    if (!this.fields.has(coordinate))
      this.fields.set(coordinate, { name: coordinate, row: rowOfField(type.name, field.name), path: here });
    if (selectionSet) this.into(getNamedType(field.type), selectionSet, here);
  }
}
