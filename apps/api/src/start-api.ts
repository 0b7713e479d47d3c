import { randomUUID } from 'node:crypto';

import multipart from '@fastify/multipart';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ValidationError } from 'class-validator';
import type { FastifyListenOptions } from 'fastify';

import { Recognition, refuseDemo } from '#access';
import { badUserInput, Database } from '#platform';

import { answerCompiled } from './answer-compiled.ts';
import { guardRoutes } from './access-guard.ts';
import { ApiModule, type ApiOptions, AS_SHIPPED } from './api.module.ts';
import { CompiledQueries } from './compiled-queries.ts';
import { HttpProblemFilter } from './http-problem.filter.ts';
import { serveIde } from './ide.ts';
import { letRequestsEnd } from './let-requests-end.ts';
import { LARGEST_BODY_BYTES } from './limits/document-limits.ts';
import { refuseExhausted } from './limits/limit-routes.ts';
import { Rates } from './limits/rates.ts';
import { RequestTime } from './limits/request-time.ts';
import { setResponseHeaders } from './response-headers.ts';
import { RulesPipe } from './rules-pipe.ts';
import { recogniseVisitors } from './visitors.ts';

export interface ListeningApi {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** So long a request may take to arrive, its file with it. */
const SLOWEST_REQUEST_MS = 120_000;

/** Puts the API together; it answers once it listens, or is initialised. Rejects as `startApi` does. */
export async function createApi(
  options: ApiOptions & { logger: LoggerService | false },
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_BODY_BYTES,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    requestTimeout: SLOWEST_REQUEST_MS,
    trustProxy: (options.limits ?? AS_SHIPPED).trustedProxies,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(options), adapter, {
    logger: options.logger,
    abortOnError: false,
  });
  app.useGlobalFilters(new HttpProblemFilter());
  app.useGlobalPipes(new RulesPipe({ exceptionFactory: asProblem, transform: false }));
  const fastify = adapter.getInstance();
  letRequestsEnd(fastify);
  setResponseHeaders(fastify, options.production);
  const rates = app.get(Rates);
  refuseExhausted(fastify, rates);
  await fastify.register(multipart);
  // A file may be sent under any name of its type; what it is, its bytes say.
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  if (options.production)
    await refuseDemo(app.get(Database)).catch((cause: unknown) =>
      app.close().then(() => Promise.reject(cause as Error)),
    );
  recogniseVisitors(fastify, app.get(Recognition), rates);
  guardRoutes(fastify);
  answerCompiled(fastify, {
    queries: app.get(CompiledQueries),
    database: app.get(Database),
    rates,
    time: app.get(RequestTime),
  });
  if (!options.production) await serveIde(fastify);
  app.enableShutdownHooks();
  return app;
}

/**
 * Starts the API. Port 0 takes any free one; with `sharesPort` others that say so listen on the same one, and the system
 * gives each new connection to one of them. Rejects with EADDRINUSE when the port is taken, and with `DemoProblem` for
 * demo people or keys in production.
 */
export async function startApi(
  options: ApiOptions & { host: string; port: number; sharesPort?: boolean; logger: LoggerService | false },
): Promise<ListeningApi> {
  const app = await createApi(options);
  const { port: wished, host, sharesPort: reusePort = false } = options;
  await app.listen({ port: wished, host, reusePort } as FastifyListenOptions);
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    url: `http://${options.host === '0.0.0.0' ? 'localhost' : options.host}:${port}`,
    port,
    close: () => app.close(),
  };
}

/** What validation found, as one problem that names the first argument and says everything. */
function asProblem(errors: ValidationError[]): Error {
  const found = errors.flatMap((error) => flatten(error, 'input'));
  return badUserInput(found[0]?.path ?? 'input', found.map(({ message }) => message).join('; '));
}

function flatten(
  { property, constraints, children }: ValidationError,
  path: string,
): { path: string; message: string }[] {
  const own = Object.values(constraints ?? {}).map((message) => ({ path: `${path}.${property}`, message }));
  return [...own, ...(children ?? []).flatMap((child) => flatten(child, `${path}.${property}`))];
}
