import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Problem, type ProblemCode } from '#platform';

import { retryAfter } from './limits/rate-headers.ts';

const STATUS: Readonly<Record<ProblemCode, number>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
};

/** A problem on a route outside GraphQL: the same code and words, with the status that HTTP has for it. */
@Catch(Problem)
export class HttpProblemFilter implements ExceptionFilter<Problem> {
  catch(problem: Problem, host: ArgumentsHost): void {
    const { code, message, extensions } = problem;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const seconds = retryAfter(problem);
    if (seconds !== undefined) void reply.header('retry-after', seconds);
    void reply.status(STATUS[code]).send({ error: { ...extensions, code, message } });
  }
}
