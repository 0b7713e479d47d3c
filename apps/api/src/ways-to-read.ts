import { type DocumentNode, type ExecutionResult, type GraphQLSchema, Kind, visit } from 'graphql';

import { isOfTheMoment, type OperationContext, type WayToRead } from '#platform';

import type { TimedContext } from './limits/request-time.ts';
import type { ReadingHabit } from './reading-habit.ts';

type Context = OperationContext & Partial<TimedContext>;

interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** How it has read so far, where that is known. */
  readonly habit?: ReadingHabit;
}

/**
 * Answers a query by the cheapest way to read that is known to do: all at once over a shared connection what used to ask
 * so, and from a replica where there are any. Each of these may fall short, and has no last word: then the query is
 * answered anew by the next one. The last is a connection of its own to the primary, whose answer counts.
 */
export async function answeredInTheBestWay(
  context: Context,
  asked: Asked,
  answer: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const { hasReplicas } = context.operation;
  const showsWork = hasReplicas && asksTheMoment(asked);
  const readsAnywhere = hasReplicas && !showsWork;
  const ways: WayToRead[] = [
    ...(asked.habit?.isAtOnce ? [{ readsAnywhere, atOnce: true }] : []),
    ...(readsAnywhere ? [{ readsAnywhere, atOnce: false }] : []),
  ];
  for (const way of ways) {
    const operation = (context.operation = context.operation.anew(way));
    const result = await answer();
    asked.habit?.note(operation);
    const isWhole = !way.atOnce || operation.wentAtOnce;
    const isLastWord = isWhole && !(way.readsAnywhere && result.errors);
    if (isLastWord || context.deadline?.isOver) return showsWork ? shown(context, result) : result;
    await operation.end();
    if (isWhole) break;
  }
  if (ways.length > 0) context.operation = context.operation.anew({ readsAnywhere: false, atOnce: false });
  const result = await answer();
  asked.habit?.note(context.operation);
  return showsWork ? shown(context, result) : result;
}

/** What the worker does meanwhile is told to all others before it is shown. */
async function shown({ operation }: Context, result: ExecutionResult): Promise<ExecutionResult> {
  await operation.shown();
  return result;
}

const known = new WeakMap<DocumentNode, boolean>();

/** Whether a document has any root field that shows work as it goes. */
function asksTheMoment({ schema, document }: Asked): boolean {
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
