import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, type GraphQLFormattedError, type GraphQLError } from 'graphql';

import { forbiddenIn, type Visitor } from '#access';
import { type Database, type Deadline, tookTooLong } from '#platform';

import type { CompiledQueries, CompiledQuery } from './compiled-queries.ts';
import { contextFor, showErrors } from './graphql.options.ts';
import { type ChargedOperation, chargeOperation, isMiss, type MaybeRefused } from './limits/limit-operations.ts';
import { rateHeaders } from './limits/rate-headers.ts';
import type { Rates } from './limits/rates.ts';
import type { RequestTime } from './limits/request-time.ts';
import { logQuery } from './log-operations.ts';
import type { VisitedRequest } from './visitors.ts';
import { answeredInTheBestWay } from './ways-to-read.ts';

export interface AnsweringParts {
  readonly queries: CompiledQueries;
  readonly database: Database;
  readonly rates: Rates;
  readonly time: RequestTime;
}

interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

interface Answer {
  readonly status: number;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly data?: ExecutionResult['data'];
}

/**
 * Answers a query that came before in the same words without Apollo Server. What that finds out of the words alone
 * (whether they are valid, which fields they reach, their weight) is known by then; who asks, the price and the time are
 * looked at as ever. Whatever else a request may be, or be refused for, is left to Apollo Server, and what is answered
 * here is what it would answer.
 */
export function answerCompiled(fastify: FastifyInstance, parts: AnsweringParts): void {
  fastify.addHook('preHandler', (request, reply, done) => {
    const asked = plainlyAsked(request);
    const query = asked && parts.queries.ofText(asked.query, asked.operationName);
    const { visitor } = request as VisitedRequest;
    if (!query || !visitor || isForbidden(query, visitor)) return done();
    const { schema, document, operation } = query.asked;
    const asker = { caller: visitor, address: request.ip };
    chargeOperation(parts.rates, asker, { schema, document, operation, variables: asked.variables }).then(
      (charged) => answer(parts, query, asked.variables, charged, request, reply).catch(done),
      (refusal: Error) => {
        // Apollo Server says so, in the words and the shape it has for it.
        (request as MaybeRefused).refusal = refusal;
        done();
      },
    );
  });
}

/** What is asked where it is asked as most clients do; nothing where there is anything more to it. */
function plainlyAsked({ method, routeOptions, headers, body }: FastifyRequest): Asked | undefined {
  if (method !== 'POST' || routeOptions.url !== '/graphql' || contentTypeFor(headers.accept) === undefined)
    return undefined;
  if (typeof body !== 'object' || body === null || 'extensions' in body) return undefined;
  const { query, operationName, variables } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string' || Array.isArray(variables)) return undefined;
  if (operationName != null && (typeof operationName !== 'string' || operationName === '')) return undefined;
  if (variables != null && typeof variables !== 'object') return undefined;
  return {
    query,
    operationName: operationName ?? undefined,
    variables: (variables as Asked['variables']) ?? undefined,
  };
}

const JSON_ANSWER = 'application/json; charset=utf-8';
const GRAPHQL_ANSWER = 'application/graphql-response+json; charset=utf-8';

/** As what an answer is sent, where that takes no weighing of one against another. */
function contentTypeFor(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return JSON_ANSWER;
  return /^application\/graphql-response\+json *(,|$)/.test(accept) ? GRAPHQL_ANSWER : undefined;
}

function isForbidden({ asked: { schema, document, operation } }: CompiledQuery, visitor: Visitor): boolean {
  return forbiddenIn(schema, document, operation, visitor) !== undefined;
}

async function answer(
  { database, rates, time }: AnsweringParts,
  query: CompiledQuery,
  variables: Asked['variables'],
  { balance, shown }: ChargedOperation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const begunAt = performance.now();
  const deadline = time.begin();
  const context = contextFor(database, request, deadline);
  const asked = { ...query.asked, habit: query.habit };
  const result = await answeredInTheBestWay(context, asked, () => query.answer(context, variables))
    .finally(() => context.operation.end())
    .finally(() => deadline.lift());
  const { operation } = context;
  const { status, errors, data } = answerOf(result, operation.requestId, deadline);
  await rates.lookedFor({ caller: operation.caller, address: request.ip }, errors?.filter(isMiss).length ?? 0);
  const { queryHash } = query.asked;
  logQuery({ operation, queryHash, cost: shown.requested, ms: performance.now() - begunAt, errors });
  for (const [name, value] of rateHeaders(balance)) void reply.header(name, value);
  void reply
    .status(status)
    .header('content-type', contentTypeFor(request.headers.accept))
    .send(JSON.stringify({ errors, data, extensions: { cost: shown } }));
}

function answerOf({ errors, data }: ExecutionResult, requestId: string, deadline: Deadline): Answer {
  if (errors === undefined) return { status: 200, data };
  if (deadline.isOver) {
    const { message, extensions } = tookTooLong();
    return { status: 503, errors: [{ message, extensions }] };
  }
  if (data === undefined) return { status: 400, errors: errors.map(unfit) };
  return { status: 200, errors: showErrors(requestId, errors), data };
}

/** What is wrong with the variables. */
function unfit(error: GraphQLError): GraphQLFormattedError {
  return { ...error.toJSON(), extensions: { ...error.extensions, code: 'BAD_USER_INPUT' } };
}
