import type { ServerResponse } from 'node:http';

import { type BeforeApplicationShutdown, Controller, Get, HttpException, Post, Req, Res } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  locatedError,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  subscribe,
} from 'graphql';

import { forbiddenIn, type VisitContext } from '#access';
import { badUserInput, Database, type Operation } from '#platform';

import { contextFor, showErrors } from './graphql.options.ts';
import { DocumentCheck } from './limits/document-check.ts';
import { MOST_TOKENS } from './limits/document-limits.ts';
import { chargeOperation, type ShownCost } from './limits/limit-operations.ts';
import { rateHeaders } from './limits/rate-headers.ts';
import { Rates } from './limits/rates.ts';
import { Slots } from './slots.ts';

/** So many answers may be open at once; whoever comes later is asked to poll. */
const MOST_STREAMS = 100;
/** A stream on which nothing was said for so long is ended; its reader may ask again. */
const IDLE_MS = 5 * 60_000;
/** Between events something is sent, so that nobody on the way takes the connection for dead. */
const KEEP_ALIVE_MS = 12_000;

interface Asked {
  readonly query?: unknown;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string;
}

/**
 * GraphQL subscriptions over server-sent events, one stream for each: events `next` with a result each, then
 * `complete`. The same callers, headers and documents as POST /graphql.
 */
@Controller('graphql/stream')
export class SubscriptionsController implements BeforeApplicationShutdown {
  private readonly slots = new Slots(MOST_STREAMS, 'subscriptions');
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly host: GraphQLSchemaHost,
    private readonly check: DocumentCheck,
    private readonly rates: Rates,
  ) {}

  @Post()
  async post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.answer(request.body ?? {}, request, reply);
  }

  /** As browsers' own EventSource asks: everything in the address. */
  @Get()
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { query, variables, operationName } = request.query as Record<string, string | undefined>;
    await this.answer({ query, variables: readVariables(variables), operationName }, request, reply);
  }

  /** Streams are completed; whoever follows asks again, of another process. */
  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  private async answer(asked: Asked, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    this.slots.take(reply);
    const { operationName, variables } = asked;
    const document = await this.readOrCharge(asked, request);
    const context = contextFor(this.database, request);
    this.refuseForbidden(document, operationName, context);
    const { operation } = context;
    try {
      const cost = await this.charge(document, asked, operation, request, reply);
      const results = await subscribe({
        schema: this.host.schema,
        document,
        operationName,
        variableValues: variables ?? undefined,
        contextValue: context,
      });
      reply.hijack();
      const events = Symbol.asyncIterator in results ? results : once(results);
      await stream(reply.raw, events, operation.requestId, cost, this.stopping.signal);
    } finally {
      await operation.end();
    }
  }

  private refuseForbidden(document: DocumentNode, name: string | undefined, { visitor }: VisitContext): void {
    const asked = getOperationAST(document, name);
    const forbidden = asked && forbiddenIn(this.host.schema, document, asked, visitor);
    if (forbidden) throw forbidden;
  }

  /** Charges a stream as any other operation, when it is opened; what comes of it later is paid with that. */
  private async charge(
    document: DocumentNode,
    { operationName, variables }: Asked,
    { caller }: Operation,
    { ip: address }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<ShownCost> {
    const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
    const asked = { schema: this.host.schema, document, operation, variables: variables ?? undefined };
    const { balance, shown } = await chargeOperation(this.rates, { caller, address }, asked);
    for (const [name, value] of rateHeaders(balance)) reply.raw.setHeader(name, value);
    return shown;
  }

  private async readOrCharge(asked: Asked, { ip }: FastifyRequest): Promise<DocumentNode> {
    try {
      return this.read(asked);
    } catch (refused) {
      await this.rates.chargeRefused(ip);
      throw refused;
    }
  }

  /** The document, once it is known to be one subscription that the schema has. */
  private read({ query, operationName, variables }: Asked): DocumentNode {
    if (typeof query !== 'string') throw refusal(400, 'BAD_USER_INPUT', 'Send { "query": "subscription { … }" }.');
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: MOST_TOKENS });
    } catch (cause) {
      throw refusal(400, 'GRAPHQL_PARSE_FAILED', cause instanceof Error ? cause.message : String(cause));
    }
    const errors = this.check.errors(this.host.schema, document);
    if (errors[0]) throw refusal(400, 'GRAPHQL_VALIDATION_FAILED', errors.map(({ message }) => message).join(' '));
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION)
      throw refusal(
        400,
        'BAD_USER_INPUT',
        'Only subscriptions are streamed. Send queries and mutations to POST /graphql.',
      );
    if (variables !== undefined && variables !== null && typeof variables !== 'object')
      throw badUserInput('variables', 'The variables are no JSON object.');
    return document;
  }
}

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield result;
}

/** Sends the results as they come, as fast as they are taken, until there are no more or nobody listens. */
async function stream(
  raw: ServerResponse,
  results: AsyncIterable<ExecutionResult> & { return?: (value?: never) => Promise<unknown> },
  requestId: string,
  cost: ShownCost,
  stopping: AbortSignal,
): Promise<void> {
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const iterator = results[Symbol.asyncIterator]();
  const leave = (): void => void iterator.return?.();
  const alive = setInterval(() => raw.write(':\n\n'), KEEP_ALIVE_MS);
  let idle = setTimeout(leave, IDLE_MS);
  raw.once('close', leave);
  stopping.addEventListener('abort', leave);
  try {
    for (;;) {
      const { done, value } = await next(iterator);
      if (done || raw.destroyed) break;
      clearTimeout(idle);
      idle = setTimeout(leave, IDLE_MS);
      const took = raw.write(`event: next\ndata: ${JSON.stringify(shown(value, requestId, cost))}\n\n`);
      if (!took) await new Promise((settle) => raw.once('drain', settle).once('close', settle));
    }
    raw.write('event: complete\ndata:\n\n');
  } finally {
    clearInterval(alive);
    clearTimeout(idle);
    raw.off('close', leave);
    stopping.removeEventListener('abort', leave);
    raw.end();
  }
}

/** The next result; what broke the stream off is the last one. */
async function next(iterator: AsyncIterator<ExecutionResult>): Promise<IteratorResult<ExecutionResult, unknown>> {
  return iterator.next().catch((cause: unknown) => ({
    done: false,
    value: { errors: [locatedError(cause, undefined, [])] },
  }));
}

function shown({ errors, ...result }: ExecutionResult, requestId: string, cost: ShownCost): object {
  const answer = { ...result, extensions: { ...result.extensions, cost } };
  return errors ? { errors: showErrors(requestId, errors), ...answer } : answer;
}

function readVariables(text: string | undefined): Asked['variables'] {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Asked['variables'];
  } catch {
    throw badUserInput('variables', 'The variables are no JSON object.');
  }
}

function refusal(status: number, code: string, message: string): HttpException {
  return new HttpException({ error: { code, message } }, status);
}
