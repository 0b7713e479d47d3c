import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Problem, type ProblemCode } from '#platform';

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

/** A problem on a route outside GraphQL: the same code and words, with the status that HTTP has for it. */
@Catch(Problem)
export class HttpProblemFilter implements ExceptionFilter<Problem> {
  catch({ code, message, extensions }: Problem, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply.status(STATUS[code]).send({ error: { ...extensions, code, message } });
  }
}
