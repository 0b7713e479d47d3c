import { type DocumentNode, type ExecutionResult, type GraphQLSchema, Kind, visit } from 'graphql';

import { isOfTheMoment, type OperationContext } from '#platform';

import type { TimedContext } from './limits/request-time.ts';

type Context = OperationContext & Partial<TimedContext>;

/**
 * Answers a query from whichever database has seen everything that was answered before. Where anything is wrong with the
 * answer of a replica the primary is asked, and its answer counts: a replica may break off, and has no last word on what
 * there is not. What the worker does meanwhile is read of the primary, and told to all others before it is shown.
 */
export async function answeredAnywhere(
  context: Context,
  { schema, document }: { readonly schema: GraphQLSchema; readonly document: DocumentNode },
  answer: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  if (!context.operation.hasReplicas) return answer();
  if (asksTheMoment(schema, document)) {
    const result = await answer();
    await context.operation.shown();
    return result;
  }
  context.operation = context.operation.anew({ readsAnywhere: true });
  const result = await answer();
  if (result.errors === undefined || context.deadline?.isOver) return result;
  await context.operation.end();
  context.operation = context.operation.anew({ readsAnywhere: false });
  return answer();
}

const known = new WeakMap<DocumentNode, boolean>();

/** Whether a document has any root field that shows work as it goes. */
function asksTheMoment(schema: GraphQLSchema, document: DocumentNode): boolean {
  let asks = known.get(document);
  if (asks === undefined) {
    const fields = schema.getQueryType()?.getFields() ?? {};
    asks = false;
    visit(document, {
      [Kind.FIELD]({ name }) {
        asks ||= isOfTheMoment(fields[name.value]?.extensions);
      },
    });
    known.set(document, asks);
  }
  return asks;
}
