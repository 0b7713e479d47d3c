import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import {
  GraphQLError,
  type GraphQLFormattedError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';

import { Log, type LogFacts, type OperationContext, Problem } from '#platform';

import type { ShownCost } from './limits/limit-operations.ts';
import { logProblem } from './log-problem.ts';

const log = new Log('GraphQL');

/** What Apollo says of itself may repeat what it was sent: only that it said something is kept. */
export const APOLLO_LOG = {
  debug: () => undefined,
  info: () => undefined,
  warn: (said: unknown) => log.warn('failed', said),
  error: (said: unknown) => log.error(said),
};

type Answered = GraphQLRequestContextWillSendResponse<OperationContext>;

/** Gives the operation's snapshot back before the answer is sent, and logs what was asked, without what was said. */
export const finishOperation: ApolloServerPlugin<OperationContext> = {
  async requestDidStart() {
    const begunAt = performance.now();
    return {
      async willSendResponse(answered) {
        await answered.contextValue.operation.end();
        logOperation(answered, performance.now() - begunAt);
      },
      async didEncounterErrors({ contextValue, errors }) {
        for (const error of errors) logFault(contextValue.operation.requestId, error);
      },
    };
  },
};

/** What is logged of every operation that was answered. */
interface AnsweredOperation {
  readonly operation: OperationContext['operation'];
  readonly queryHash?: string;
  /** What was charged; nothing for what was refused before. */
  readonly cost?: number;
  readonly ms: number;
  readonly errors?: readonly GraphQLFormattedError[];
}

function logOperation(answered: Answered, ms: number): void {
  const { operation: asked, queryHash, source, contextValue, response } = answered;
  const { errors, extensions } = response.body.kind === 'single' ? response.body.singleResult : {};
  const cost = (extensions?.cost as ShownCost | undefined)?.requested;
  const hash = source === undefined ? undefined : queryHash;
  const facts = factsOf({ operation: contextValue.operation, queryHash: hash, cost, ms, errors });
  if (!asked || cost === undefined) return log.info('refused', facts);
  if (asked.operation === OperationTypeNode.MUTATION)
    return log.info('mutation', { ...facts, fields: changesAsked(asked) });
  log.debug('query', facts);
}

/** Logs a query that was answered, without what was said. */
export function logQuery(answered: AnsweredOperation): void {
  log.debug('query', factsOf(answered));
}

function factsOf({ operation, queryHash, cost, ms, errors = [] }: AnsweredOperation): LogFacts {
  const { requestId, caller } = operation;
  const codes = new Set(errors.map(({ extensions }) => String(extensions?.code)));
  return {
    requestId,
    caller: caller.name,
    operation: queryHash?.slice(0, 16),
    cost,
    ms: Math.round(ms),
    codes: codes.size === 0 ? undefined : [...codes],
  };
}

/** The names of the fields at the root: what was asked to be changed, without what was said. */
function changesAsked({ selectionSet }: OperationDefinitionNode): string[] {
  return selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []));
}

const requestIds = new WeakMap<GraphQLError, string>();

/** Logs what went wrong while resolving a field, unless the request is to blame, and what was behind a problem. */
export function logFault(requestId: string, error: GraphQLError): void {
  const problem = problemIn(error);
  if (problem) return logProblem(log, problem, requestId);
  const whileResolving = error.path !== undefined;
  if (!whileResolving) return;
  requestIds.set(error, requestId);
  log.error(error.originalError ?? error, { requestId });
}

/** The request by whose id a fault is in the log. */
export function requestIdOf(error: unknown): string | undefined {
  return error instanceof GraphQLError ? requestIds.get(error) : undefined;
}

export function problemIn(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  return error instanceof GraphQLError && error.originalError ? problemIn(error.originalError) : undefined;
}
