import { randomUUID } from 'node:crypto';

import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { Logger } from '@nestjs/common';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, Kind, OperationTypeNode } from 'graphql';

import type { VisitContext } from '#access';
import { type Database, Operation, type OperationContext, Problem } from '#platform';

import { refuseForbidden } from './access-guard.ts';
import type { CompilingDriverConfig } from './compiling-driver.ts';
import { documentLimitsRule, MOST_TOKENS } from './limits/document-limits.ts';
import { limitOperations } from './limits/limit-operations.ts';
import type { Rates } from './limits/rates.ts';
import { localeOf } from './locale-of.ts';
import { type VisitedRequest, visitorOf } from './visitors.ts';

const log = new Logger('GraphQL');

/** How the API answers GraphQL. */
export function graphqlOptions(
  database: Database,
  rates: Rates,
  production: boolean,
  compileQueriesAfter: number,
): Omit<CompilingDriverConfig, 'driver'> {
  return {
    compileQueriesAfter,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [documentLimitsRule],
    context: (request: VisitedRequest): VisitContext => contextFor(database, request),
    formatError: showError,
    // The cache-control plugin wraps every field resolver; without it and with plain JSON an answer costs about half.
    stringifyResult: JSON.stringify,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseForbidden,
      limitOperations(rates),
      finishOperation,
    ],
  };
}

/** The context of a request: who asks, and in which language. The one place that tells, for every way to ask. */
export function contextFor(database: Database, request: VisitedRequest): VisitContext {
  const visitor = visitorOf(request);
  const locale = localeOf(request.headers['accept-language']);
  return { visitor, operation: new Operation(database, visitor, locale, randomUUID()) };
}

/** Gives the operation's snapshot back before the answer is sent. */
const finishOperation: ApolloServerPlugin<OperationContext> = {
  async requestDidStart() {
    const begunAt = performance.now();
    return {
      async willSendResponse({ contextValue: { operation }, response, document }) {
        response.http.headers.set('x-request-id', operation.requestId);
        await operation.finish();
        if (document && isMutation(document)) {
          log.log(
            `mutation ${operation.requestId} by ${operation.caller.name}: ${changesAsked(document)}, ${spent(begunAt)}`,
          );
        }
      },
      async didEncounterErrors({ contextValue, errors }) {
        for (const error of errors) logBug(contextValue.operation.requestId, error);
      },
    };
  },
};

function isMutation({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) => 'operation' in definition && definition.operation === OperationTypeNode.MUTATION,
  );
}

/** The names of the fields at the root: what was asked to be changed, without what was said. */
function changesAsked({ definitions }: DocumentNode): string {
  const names = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((field) => (field.kind === Kind.FIELD ? [field.name.value] : []))
      : [],
  );
  return names.join(', ');
}

function spent(since: number): string {
  return `${Math.round(performance.now() - since)} ms`;
}

const MASKED = 'INTERNAL_SERVER_ERROR';
const requestIds = new WeakMap<GraphQLError, string>();

/** Logs what went wrong while resolving a field, unless the request is to blame. */
function logBug(requestId: string, error: GraphQLError): void {
  const whileResolving = error.path !== undefined;
  if (!whileResolving || problemIn(error)) return;
  requestIds.set(error, requestId);
  log.error(error.originalError ?? error, requestId);
}

/** What went wrong in an answer that is streamed, as any other answer says it; bugs are in the log. */
export function showErrors(requestId: string, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  return errors.map((error) => {
    logBug(requestId, error);
    const formatted = error.toJSON();
    // A stream is answered past the server that gives unknown errors their code.
    return showError(problemIn(error) ? formatted : { ...formatted, extensions: { code: MASKED } }, error);
  });
}

function problemIn(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  return error instanceof GraphQLError && error.originalError ? problemIn(error.originalError) : undefined;
}

/** Gives a problem its own code wherever it was found, and says nothing of the inside: a bug is answered with its request id. */
function showError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const problem = problemIn(error);
  if (problem) return { ...formatted, extensions: problem.extensions };
  if (formatted.extensions?.code !== MASKED) return formatted;
  const requestId = error instanceof GraphQLError ? requestIds.get(error) : undefined;
  return {
    message:
      'Something went wrong on our side. Give the request id when you report it. Repeat a change only under the same idempotency key: it may have been made.',
    path: formatted.path,
    locations: formatted.locations,
    extensions: { code: MASKED, requestId },
  };
}
