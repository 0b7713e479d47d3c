import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Log, Problem, type ProblemCode } from '#platform';

import { logProblem } from './log-problem.ts';
import { retryAfter } from './limits/rate-headers.ts';

/** The status that HTTP has for a problem. */
export const STATUS: Readonly<Record<ProblemCode, number>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
};

/** What is told of a problem: code, words, and what else there is to know. */
interface Told {
  readonly code: string;
  readonly message: string;
  readonly [detail: string]: unknown;
}

interface Answer {
  readonly status: number;
  readonly error: Told;
}

const log = new Log('Routes');

/**
 * What goes wrong with a request before GraphQL has it, or outside of it: a problem in its own code and words, with the
 * status that HTTP has for it; anything else as a bug, of which nothing is said but the request id that the log has too.
 * Clients of GraphQL hear it in the shape they know.
 */
@Catch()
export class HttpProblemFilter implements ExceptionFilter {
  catch(cause: unknown, host: ArgumentsHost): void {
    // What a resolver throws is told by the operation's own answer.
    if (host.getType() !== 'http') throw cause;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, error } = answerTo(cause, request.id) ?? bug(cause, request.id);
    // An answer that has begun cannot take another turn: it is broken off.
    if (reply.raw.headersSent) return void reply.raw.destroy();
    const seconds = retryAfter(cause);
    if (seconds !== undefined) void reply.header('retry-after', seconds);
    void reply.status(status).send(inShapeFor(request.url, error));
  }
}

function answerTo(cause: unknown, requestId: string): Answer | undefined {
  if (cause instanceof Problem) {
    logProblem(log, cause, requestId);
    return {
      status: STATUS[cause.code],
      error: { ...cause.extensions, code: cause.code, message: cause.message },
    };
  }
  if (cause instanceof HttpException) {
    const said = cause.getResponse();
    if (typeof said === 'object' && 'error' in said && typeof said.error === 'object' && said.error !== null)
      return { status: cause.getStatus(), error: said.error as Told };
    return blamed(cause, cause.getStatus());
  }
  return Error.isError(cause) && 'statusCode' in cause ? blamed(cause, Number(cause.statusCode)) : undefined;
}

/** What the framework says of a request that it cannot read. */
function blamed({ message }: Error, status: number): Answer | undefined {
  if (!(status >= 400 && status < 500)) return undefined;
  return { status, error: { code: status === 404 ? 'NOT_FOUND' : 'BAD_USER_INPUT', message } };
}

function bug(cause: unknown, requestId: string): Answer {
  log.error(cause, { requestId });
  return {
    status: 500,
    error: {
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong on our side. Give the request id when you report it.',
      requestId,
    },
  };
}

/** A problem as whoever asked at an address expects it. */
export function inShapeFor(url: string, error: Told): object {
  if (!url.startsWith('/graphql')) return { error };
  const { message, ...extensions } = error;
  return { errors: [{ message, extensions }] };
}
