import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';

import { admits, forbiddenIn, refusalOf, rowOfRoute, type VisitContext } from '#access';

import type { VisitedRequest } from './visitors.ts';

/** Refuses an operation as a whole where a field of it is not for whoever asks, before anything is resolved. */
export const refuseForbidden: ApolloServerPlugin<VisitContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, contextValue: { visitor } }) {
        const forbidden = operation && forbiddenIn(schema, document, operation, visitor);
        if (forbidden === undefined) return;
        throw new GraphQLError(forbidden.message, {
          path: forbidden.extensions.path as string[],
          originalError: forbidden,
          extensions: { http: { status: 403 } },
        });
      },
    };
  },
};

/** Refuses a route that is not for whoever asks, before its body is read. GraphQL documents are looked at by themselves. */
export function guardRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { url } = request.routeOptions;
    const { visitor } = request as VisitedRequest;
    // Whoever is not known has come this far only to what is open to anybody.
    if (url === undefined || visitor === undefined || OPEN.test(url)) return done();
    const route = `${request.method.replace('HEAD', 'GET')} ${url}`;
    const row = rowOfRoute(route);
    if (admits(row, visitor)) return done();
    void reply.status(403).send({ error: { code: 'FORBIDDEN', message: refusalOf(route, row, visitor) } });
  });
}

/** GraphQL itself, and the files of the query editor. */
const OPEN = /^\/graphql(-ide\/.*)?$/;
