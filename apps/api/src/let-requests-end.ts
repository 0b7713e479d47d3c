import type { FastifyInstance } from 'fastify';

/** Less than the launcher waits before it ends the process the hard way. */
const MOST_MS = 2_500;
const LOOK_EVERY_MS = 20;

/**
 * Once the API is told to stop it takes no more connections, but answers what has been asked. A connection is closed with
 * its answer, and whatever is not answered in time is cut off.
 */
export function letRequestsEnd(fastify: FastifyInstance): void {
  const { server } = fastify;
  fastify.addHook('preClose', (done) => {
    const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS).unref();
    const patience = setTimeout(() => server.closeAllConnections(), MOST_MS).unref();
    server.once('close', () => {
      clearInterval(looking);
      clearTimeout(patience);
    });
    done();
  });
}
