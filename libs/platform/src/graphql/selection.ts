import type { GraphQLResolveInfo } from 'graphql';
import { parseResolveInfo, type ResolveTree } from 'graphql-parse-resolve-info';

/**
 * What a query asks of one object: read at the root field, so that a whole tree is loaded in a few statements, planned
 * before the first one runs. Aliases, fragments and type conditions are merged.
 */
export class Selection {
  private constructor(private readonly trees: readonly ResolveTree[]) {}

  /** The selection under the field that is being resolved. */
  static of(info: GraphQLResolveInfo): Selection {
    const tree = parseResolveInfo(info) as ResolveTree | null | undefined;
    return new Selection(tree ? [tree] : []);
  }

  static readonly nothing = new Selection([]);

  /** A selection that asks for one field, and for `inner` of the object under it. */
  static wrapping(field: string, inner: Selection): Selection {
    const fields = Object.fromEntries(inner.trees.flatMap(childrenOf).map((child, index) => [String(index), child]));
    return new Selection([treeOf({ [field]: { ...treeOf(fields), name: field, alias: field } })]);
  }

  /** Whether the field is asked for at all. */
  has(field: string): boolean {
    return this.occurrences(field).length > 0;
  }

  /** Whether anything asks for it. */
  get isAsked(): boolean {
    return this.trees.length > 0;
  }

  /** What is asked of the object under a field, followed through any further ones. */
  at(...path: string[]): Selection {
    const [field, ...rest] = path;
    if (field === undefined) return this;
    return new Selection(this.occurrences(field)).at(...rest);
  }

  /** What is asked of the object under a field at any depth: for an object that a query reaches again from within itself. */
  anywhere(field: string): Selection {
    return new Selection(this.trees.flatMap((tree) => below(tree)).filter(({ name }) => name === field));
  }

  /** The arguments of each occurrence of a field. */
  argumentsOf(field: string): readonly Readonly<Record<string, unknown>>[] {
    return this.occurrences(field).map(({ args }) => args);
  }

  /** Both selections as one. */
  and(other: Selection): Selection {
    return new Selection([...this.trees, ...other.trees]);
  }

  /** This selection with one more field: for what an answer needs although the query does not name it. */
  alsoAsking(field: string, args: Readonly<Record<string, unknown>> = {}): Selection {
    const child: ResolveTree = { name: field, alias: field, args: args as ResolveTree['args'], fieldsByTypeName: {} };
    return new Selection([...this.trees, treeOf({ [field]: child })]);
  }

  private occurrences(field: string): ResolveTree[] {
    return this.trees.flatMap(childrenOf).filter(({ name }) => name === field);
  }
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
