import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Recognition, Visitor } from '#access';
import { Log, Problem } from '#platform';

import { inShapeFor, STATUS } from './http-problem.filter.ts';
import type { Rates } from './limits/rates.ts';

const log = new Log('Visitors');

/** What is answered to anybody: how to sign in, and what the query editor is made of. */
const OPEN = ['/sign-in', '/sign-in/', '/set-up', '/graphql-ide/'];

export type VisitedRequest = Pick<FastifyRequest, 'headers' | 'id'> & { visitor?: Visitor };

/** Who asks. Throws `UNAUTHENTICATED` where that was not found out. */
export function visitorOf(request: VisitedRequest): Visitor {
  if (request.visitor === undefined) throw unauthenticated();
  return request.visitor;
}

/** Finds out who asks before anything else of a request is looked at; whoever is not recognised gets no further. */
export function recogniseVisitors(fastify: FastifyInstance, recognition: Recognition, rates: Rates): void {
  fastify.decorateRequest('visitor', undefined);
  fastify.addHook('onRequest', (request, reply, done) => {
    const admit = (visitor: Visitor | undefined): void => {
      if (visitor) (request as VisitedRequest).visitor = visitor;
      if (visitor || isOpen(request.url)) return done();
      // Whoever tries one key after the other has no more to ask, in the end.
      void rates.chargeRefused(request.ip);
      refuse(request, reply, unauthenticated());
    };
    const recognised = recognition.visitorOf(request.headers, request.method);
    if (recognised instanceof Promise) recognised.then(admit, (cause: unknown) => fail(request, reply, cause));
    else admit(recognised);
  });
}

function isOpen(url: string): boolean {
  const path = url.split('?', 1)[0] ?? url;
  return OPEN.some((open) => (open.endsWith('/') ? path.startsWith(open) : path === open));
}

/** The same words for whoever shows nothing, and for what is unknown, over, revoked or no credential at all. */
function unauthenticated(): Problem {
  return new Problem(
    'UNAUTHENTICATED',
    'Sign in, or send a valid key: "authorization: Bearer kz_live_…". A key or session that was valid may have ended.',
  );
}

function refuse(request: FastifyRequest, reply: FastifyReply, { code, message }: Problem): void {
  const [path] = request.url.split('?', 1);
  const unknown = code === 'UNAUTHENTICATED';
  if (unknown && path === '/graphql' && request.method === 'GET' && request.headers.accept?.includes('text/html'))
    return void reply.redirect('/sign-in', 303);
  if (unknown) void reply.header('www-authenticate', 'Bearer');
  void reply.status(STATUS[code]).header('cache-control', 'no-store').send(inShapeFor(request.url, { code, message }));
}

/** It was not found out who asks: that is no answer to who it is. */
function fail(request: FastifyRequest, reply: FastifyReply, cause: unknown): void {
  if (!(cause instanceof Problem)) log.error(cause, { requestId: request.id });
  const problem =
    cause instanceof Problem
      ? cause
      : new Problem('SERVICE_UNAVAILABLE', 'Who asks cannot be found out right now. Try again in a moment.');
  refuse(request, reply, problem);
}
