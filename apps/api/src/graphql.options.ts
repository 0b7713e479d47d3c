import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';

import type { VisitContext } from '#access';
import { type Database, type Deadline, Operation } from '#platform';

import { refuseForbidden } from './access-guard.ts';
import type { CompiledQueries } from './compiled-queries.ts';
import type { CompilingDriverConfig } from './compiling-driver.ts';
import { documentLimitsRule, MOST_TOKENS } from './limits/document-limits.ts';
import { limitOperations } from './limits/limit-operations.ts';
import type { Rates } from './limits/rates.ts';
import { answerInTime, type RequestTime, type TimedContext } from './limits/request-time.ts';
import { localeOf } from './locale-of.ts';
import { APOLLO_LOG, finishOperation, logFault, problemIn, requestIdOf } from './log-operations.ts';
import { type VisitedRequest, visitorOf } from './visitors.ts';

/** How the API answers GraphQL. */
export function graphqlOptions(
  database: Database,
  rates: Rates,
  time: RequestTime,
  production: boolean,
  queries: CompiledQueries,
): Omit<CompilingDriverConfig, 'driver'> {
  return {
    queries,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: [documentLimitsRule],
    logger: APOLLO_LOG,
    context: (request: VisitedRequest): VisitContext => contextFor(database, request, time.begin()),
    formatError: showError,
    // The cache-control plugin wraps every field resolver; without it and with plain JSON an answer costs about half.
    stringifyResult: JSON.stringify,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseForbidden,
      limitOperations(rates),
      answerInTime,
      finishOperation,
    ],
  };
}

/** The context of a request: who asks, and in which language. The one place that tells, for every way to ask. */
export function contextFor(
  database: Database,
  request: VisitedRequest,
  deadline?: Deadline,
): VisitContext & TimedContext {
  const visitor = visitorOf(request);
  const locale = localeOf(request.headers['accept-language']);
  const caller = { ...visitor, deadline };
  return { visitor, operation: new Operation(database, caller, locale, request.id), deadline };
}

const MASKED = 'INTERNAL_SERVER_ERROR';
/** What went wrong in an answer that does not come from Apollo Server, as it says it; bugs are in the log. */
export function showErrors(requestId: string, errors: readonly GraphQLError[]): GraphQLFormattedError[] {
  return errors.map((error) => {
    logFault(requestId, error);
    const formatted = error.toJSON();
    // What is answered past Apollo Server has errors without a code; it would give them this one.
    const code = formatted.extensions?.code ?? MASKED;
    return showError({ ...formatted, extensions: { ...formatted.extensions, code } }, error);
  });
}

/** Gives a problem its own code wherever it was found, and says nothing of the inside: a bug is answered with its request id. */
function showError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const problem = problemIn(error);
  if (problem) return { ...formatted, extensions: problem.extensions };
  if (formatted.extensions?.code !== MASKED) return formatted;
  return {
    message:
      'Something went wrong on our side. Give the request id when you report it. Repeat a change only under the same idempotency key: it may have been made.',
    path: formatted.path,
    locations: formatted.locations,
    extensions: { code: MASKED, requestId: requestIdOf(error) },
  };
}
