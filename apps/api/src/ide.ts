import fastifyStatic from '@fastify/static';
import { getDistDirectory, renderAltair } from 'altair-static';
import type { FastifyInstance } from 'fastify';

import { exampleQueries } from './example-queries.ts';

export const EDITOR_ASSETS = '/graphql-ide/';
const HOST = /^[\w.:[\]-]+$/;

/** Serves the query editor at GET /graphql to browsers, from the project's own files: nothing is loaded from elsewhere. */
export async function serveIde(fastify: FastifyInstance): Promise<void> {
  await fastify.register(fastifyStatic, { root: getDistDirectory(), prefix: EDITOR_ASSETS, index: false });
  fastify.addHook('onRequest', async (request, reply) => {
    const isPage =
      request.method === 'GET' && request.url === '/graphql' && request.headers.accept?.includes('text/html');
    if (isPage) await reply.type('text/html; charset=utf-8').send(pageFor(request.host));
  });
}

/** The page, for the address it was asked at: the editor takes whole addresses only. */
function pageFor(host: string): string {
  const endpointURL = `http://${HOST.test(host) ? host : 'localhost'}/graphql`;
  const windows = exampleQueries.map(({ title, query }) => ({ initialName: title, initialQuery: query, endpointURL }));
  // The window opened last is the one in front.
  const [first, ...others] = windows;
  return renderAltair({
    baseURL: EDITOR_ASSETS,
    endpointURL,
    initialWindows: first ? [...others, first] : [],
    disableAccount: true,
    initialSettings: {
      'banners.disable': true,
      'alert.disableUpdateNotification': true,
      disablePushNotification: true,
    },
  });
}
