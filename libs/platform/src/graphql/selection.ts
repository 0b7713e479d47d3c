import { type FieldNode, type GraphQLResolveInfo, Kind, visit } from 'graphql';
import { parseResolveInfo, type ResolveTree } from 'graphql-parse-resolve-info';

/**
 * What a query asks of one object: read at the root field, so that a whole tree is loaded in a few statements, planned
 * before the first one runs. Aliases, fragments and type conditions are merged.
 */
export class Selection {
  private readonly below = new Map<string, Selection>();
  private readonly deepBelow = new Map<string, Selection>();

  private constructor(private readonly trees: readonly ResolveTree[]) {}

  /**
   * The selection under the field that is being resolved. Where no variable decides about it, it is the same each time
   * the document is asked, and read once.
   */
  static of(info: GraphQLResolveInfo): Selection {
    const [field, ...more] = info.fieldNodes;
    if (field === undefined || more.length > 0 || !isFixed(field, info)) return read(info);
    let selection = fixed.get(field);
    if (selection === undefined) fixed.set(field, (selection = read(info)));
    return selection;
  }

  /** The selection of trees. */
  static from(trees: readonly ResolveTree[]): Selection {
    return new Selection(trees);
  }

  static readonly nothing = new Selection([]);

  /** A selection that asks for one field, and for `inner` of the object under it. */
  static wrapping(field: string, inner: Selection): Selection {
    const fields = Object.fromEntries(inner.trees.flatMap(childrenOf).map((child, index) => [String(index), child]));
    return new Selection([treeOf({ [field]: { ...treeOf(fields), name: field, alias: field } })]);
  }

  /** Whether the field is asked for at all. */
  has(field: string): boolean {
    return this.under(field).isAsked;
  }

  /** Whether anything asks for it. */
  get isAsked(): boolean {
    return this.trees.length > 0;
  }

  /** What is asked of the object under a field, followed through any further ones. */
  at(...path: string[]): Selection {
    const [field, ...rest] = path;
    if (field === undefined) return this;
    return this.under(field).at(...rest);
  }

  /** What is asked of the object under a field at any depth: for an object that a query reaches again from within itself. */
  anywhere(field: string): Selection {
    return kept(this.deepBelow, field, () => {
      return new Selection(this.trees.flatMap((tree) => below(tree)).filter(({ name }) => name === field));
    });
  }

  /** The arguments of each occurrence of a field. */
  argumentsOf(field: string): readonly Readonly<Record<string, unknown>>[] {
    return this.under(field).trees.map(({ args }) => args);
  }

  /** Both selections as one. */
  and(other: Selection): Selection {
    if (!other.isAsked) return this;
    if (!this.isAsked) return other;
    return new Selection([...this.trees, ...other.trees]);
  }

  /** This selection with one more field: for what an answer needs although the query does not name it. */
  alsoAsking(field: string, args: Readonly<Record<string, unknown>> = {}): Selection {
    const child: ResolveTree = { name: field, alias: field, args: args as ResolveTree['args'], fieldsByTypeName: {} };
    return new Selection([...this.trees, treeOf({ [field]: child })]);
  }

  private under(field: string): Selection {
    return kept(this.below, field, () => {
      return new Selection(this.trees.flatMap(childrenOf).filter(({ name }) => name === field));
    });
  }
}

function kept(map: Map<string, Selection>, field: string, make: () => Selection): Selection {
  let selection = map.get(field);
  if (selection === undefined) map.set(field, (selection = make()));
  return selection;
}

/** Selections by the field they are of: nodes live as long as the document is kept. */
const fixed = new WeakMap<FieldNode, Selection>();
const isFixedField = new WeakMap<FieldNode, boolean>();

function read(info: GraphQLResolveInfo): Selection {
  const tree = parseResolveInfo(info) as ResolveTree | null | undefined;
  return Selection.from(tree ? [tree] : []);
}

/** Whether no variable decides what is asked below a field, or with which arguments; fragments are elsewhere in the document. */
function isFixed(field: FieldNode, { fragments }: GraphQLResolveInfo): boolean {
  let known = isFixedField.get(field);
  if (known === undefined) {
    known = [field.selectionSet, ...Object.values(fragments)].every(
      (part) => part === undefined || !usesVariables(part),
    );
    isFixedField.set(field, known);
  }
  return known;
}

function usesVariables(part: Parameters<typeof visit>[0]): boolean {
  let used = false;
  visit(part, {
    [Kind.VARIABLE]() {
      used = true;
    },
  });
  return used;
}

function treeOf(fields: Record<string, ResolveTree>): ResolveTree {
  return { name: '', alias: '', args: {}, fieldsByTypeName: { '': fields } };
}

function childrenOf(tree: ResolveTree): ResolveTree[] {
  return Object.values(tree.fieldsByTypeName).flatMap((fields) => Object.values(fields));
}

function below(tree: ResolveTree): ResolveTree[] {
  return childrenOf(tree).flatMap((child) => [child, ...below(child)]);
}
