import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';

import { badUserInput } from '../problem.ts';
import { costsNothing } from './field-cost.ts';
import { DEFAULT_PAGE, LARGEST_PAGE } from './page-size.ts';
import type { KeyKind } from './key-kinds.ts';

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor?: string;

  @Field(() => String, { nullable: true })
  endCursor?: string;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: `At most ${LARGEST_PAGE}; ${DEFAULT_PAGE} when left out.` })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'The page before a cursor, in the same order.' })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount?: number;
}

/** The connection type of a node class: `edges`, `nodes`, `pageInfo`, `totalCount`. */
export function connectionOf<T>(node: Type<T>): Type<Connection<T>> {
  @ObjectType(`${node.name}Edge`)
  class NodeEdge {
    @Field(() => String)
    cursor!: string;

    @Field(() => node)
    node!: T;
  }

  @ObjectType({ isAbstract: true })
  class NodeConnection {
    @Field(() => [NodeEdge], { complexity: 1 })
    edges!: NodeEdge[];

    @Field(() => [node], { complexity: 1 })
    nodes!: T[];

    @Field(() => PageInfo, { complexity: costsNothing })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Counted only when it is asked for.' })
    totalCount?: number;
  }
  return NodeConnection;
}

/** A page by key: how many rows, in which direction, beyond which key. */
export interface Page {
  readonly size: number;
  readonly backwards: boolean;
  /** The values of the order columns of the row the page starts beyond. */
  readonly beyond: readonly unknown[] | undefined;
}

/** Reads the page arguments. A cursor is opaque to clients; `kinds` are those of the order columns whose values it must hold. */
export function pageOf({ first, after, last, before }: PageArgs, kinds: readonly KeyKind[]): Page {
  const forwards = first ?? after;
  const backwards = (last ?? before) != null;
  if (forwards != null && backwards) {
    throw badUserInput('last', 'Ask for a page forwards (first, after) or backwards (last, before), not both.');
  }
  const size = (backwards ? last : first) ?? DEFAULT_PAGE;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) {
    throw badUserInput(backwards ? 'last' : 'first', `${size} rows are not a page. Ask for 1 to ${LARGEST_PAGE}.`);
  }
  const cursor = backwards ? before : after;
  return {
    size,
    backwards,
    beyond: cursor == null ? undefined : readCursor(cursor, backwards ? 'before' : 'after', kinds),
  };
}

export function writeCursor(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readCursor(cursor: string, argument: string, kinds: readonly KeyKind[]): readonly unknown[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === kinds.length && kinds.every((isKind, at) => isKind(key[at]))) return key;
  } catch {
    // answered below, like any other text that is no cursor
  }
  throw badUserInput(argument, 'This is not a cursor of this list. Take cursors from pageInfo or edges as they are.');
}

/**
 * The part of a statement that selects a page: a condition beyond the cursor, the order, and one row more than asked for,
 * which tells whether there is a next page. `columns` order the list and must be unique together and never null.
 */
export function keyset(
  columns: readonly string[],
  page: Page,
  firstParameter: number,
): { where: string; order: string; values: unknown[] } {
  const direction = page.backwards ? 'DESC' : 'ASC';
  const order = `ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')} LIMIT ${page.size + 1}`;
  if (page.beyond === undefined) return { where: 'true', order, values: [] };
  const parameters = columns.map((_, index) => `$${firstParameter + index}`).join(', ');
  const comparison = page.backwards ? '<' : '>';
  return { where: `(${columns.join(', ')}) ${comparison} (${parameters})`, order, values: [...page.beyond] };
}

/** An edge whose cursor is written when it is asked for: of a page, that is mostly the last one's. */
class KeyedEdge<R, T> implements Edge<T> {
  readonly #keyOf: (row: R) => readonly unknown[];
  readonly #row: R;

  constructor(
    keyOf: (row: R) => readonly unknown[],
    row: R,
    readonly node: T,
  ) {
    this.#keyOf = keyOf;
    this.#row = row;
  }

  get cursor(): string {
    return writeCursor(this.#keyOf(this.#row));
  }
}

/** Rows that `keyset` selected as a connection; `keyOf` gives the values of the order columns. */
export function connectionFrom<R, T>(
  rows: readonly R[],
  page: Page,
  keyOf: (row: R) => readonly unknown[],
  nodeOf: (row: R) => T,
  totalCount?: number,
): Connection<T> {
  const more = rows.length > page.size;
  const kept = rows.slice(0, page.size);
  if (page.backwards) kept.reverse();
  const edges = kept.map((row) => new KeyedEdge(keyOf, row, nodeOf(row)));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.backwards ? page.beyond !== undefined : more,
      hasPreviousPage: page.backwards ? more : page.beyond !== undefined,
      get startCursor() {
        return edges[0]?.cursor;
      },
      get endCursor() {
        return edges.at(-1)?.cursor;
      },
    },
    totalCount,
  };
}

/** A page of a list that was loaded whole, in the order of its keys. */
export function connectionFromAll<T>(
  all: readonly T[],
  args: PageArgs,
  keyOf: (item: T) => readonly (string | number)[],
  kinds: readonly KeyKind[],
): Connection<T> {
  const page = pageOf(args, kinds);
  const ordered = page.backwards ? all.toReversed() : all;
  const lies = page.backwards ? -1 : 1;
  const beyond = ordered.filter((item) => page.beyond === undefined || compareKeys(keyOf(item), page.beyond) === lies);
  return connectionFrom(beyond.slice(0, page.size + 1), page, keyOf, (item) => item, all.length);
}

function compareKeys(a: readonly (string | number)[], b: readonly unknown[]): number {
  const differs = a.findIndex((value, index) => value !== b[index]);
  if (differs === -1) return 0;
  return (a[differs] as string) < (b[differs] as string) ? -1 : 1;
}
