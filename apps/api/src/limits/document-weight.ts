import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a document is once its fragments are put where they are spread. */
export interface DocumentWeight {
  /** Fields within fields. What is asked of the schema itself is not counted: the validation rules of GraphQL limit it. */
  readonly depth: number;
  /** Fields, and the fragments they come by. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: DocumentWeight = { depth: 0, fields: 0, aliases: 0, directives: 0 };
const OF_THE_SCHEMA = new Set(['__schema', '__type']);
const known = new WeakMap<DocumentNode, DocumentWeight>();

/** Weighs the heaviest operation of a document; each document once. */
export function weightOf(document: DocumentNode): DocumentWeight {
  let weight = known.get(document);
  if (!weight) known.set(document, (weight = new Weighing(document).heaviest(document)));
  return weight;
}

/** Looks at each fragment once, however often it is spread: the time is linear in the document. */
class Weighing {
  private readonly definitions = new Map<string, FragmentDefinitionNode>();
  private readonly fragments = new Map<string, DocumentWeight>();

  constructor({ definitions }: DocumentNode) {
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.definitions.set(definition.name.value, definition);
  }

  heaviest({ definitions }: DocumentNode): DocumentWeight {
    return definitions
      .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
      .map(({ selectionSet, directives }) => withDirectives(this.selections(selectionSet), directives))
      .reduce(heavier, NOTHING);
  }

  private selections(set: SelectionSetNode | undefined): DocumentWeight {
    return set ? set.selections.map((selection) => this.selection(selection)).reduce(together, NOTHING) : NOTHING;
  }

  private selection(selection: SelectionNode): DocumentWeight {
    const below = this.below(selection);
    const field = selection.kind === Kind.FIELD ? selection : undefined;
    const counted = {
      ...below,
      depth: field ? (OF_THE_SCHEMA.has(field.name.value) ? 1 : below.depth + 1) : below.depth,
      fields: below.fields + 1,
      aliases: below.aliases + (field?.alias ? 1 : 0),
    };
    return withDirectives(counted, selection.directives);
  }

  private below(selection: SelectionNode): DocumentWeight {
    return selection.kind === Kind.FRAGMENT_SPREAD
      ? this.fragment(selection.name.value)
      : this.selections(selection.selectionSet);
  }

  private fragment(name: string): DocumentWeight {
    const weighed = this.fragments.get(name);
    if (weighed) return weighed;
    // One that spreads itself weighs nothing within itself: it is refused as a circle, by its own rule.
    this.fragments.set(name, NOTHING);
    const definition = this.definitions.get(name);
    const weight = definition
      ? withDirectives(this.selections(definition.selectionSet), definition.directives)
      : NOTHING;
    this.fragments.set(name, weight);
    return weight;
  }
}

function withDirectives(weight: DocumentWeight, directives: readonly unknown[] = []): DocumentWeight {
  return directives.length === 0 ? weight : { ...weight, directives: weight.directives + directives.length };
}

function together(a: DocumentWeight, b: DocumentWeight): DocumentWeight {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
  };
}

function heavier(a: DocumentWeight, b: DocumentWeight): DocumentWeight {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: Math.max(a.fields, b.fields),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
  };
}
