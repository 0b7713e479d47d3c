import type { Connection, PageArgs } from './connection.ts';

/** Everything a list holds, page by page: as much is held at once as a page has. */
export async function* everyPage<T>(
  read: (args: PageArgs) => Promise<Connection<T>>,
  size = 100,
): AsyncGenerator<readonly T[]> {
  let after: string | undefined;
  do {
    const { nodes, pageInfo } = await read({ first: size, after });
    if (nodes.length > 0) yield nodes;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
  } while (after !== undefined);
}
