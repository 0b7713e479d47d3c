import type { IncomingMessage, ServerResponse } from 'node:http';

import type { FastifyInstance, FastifyRequest } from 'fastify';
import helmet from 'helmet';

import { EDITOR_ASSETS } from './ide.ts';

const NOBODY = ["'none'"];
const OURSELVES = ["'self'"];

const secured = {
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const;

/** Answers are data: nothing in them is run or shown by a browser. A page says for itself what it needs beyond that. */
const DATA = {
  useDefaults: false,
  directives: {
    defaultSrc: NOBODY,
    baseUri: NOBODY,
    formAction: OURSELVES,
    frameAncestors: NOBODY,
  },
};

/** The query editor of development brings scripts and styles in its page, and compiles templates. */
const EDITOR = {
  useDefaults: false,
  directives: {
    ...DATA.directives,
    baseUri: OURSELVES,
    connectSrc: OURSELVES,
    fontSrc: [...OURSELVES, 'data:'],
    imgSrc: [...OURSELVES, 'data:'],
    manifestSrc: OURSELVES,
    scriptSrc: [...OURSELVES, "'unsafe-inline'", "'unsafe-eval'"],
    styleSrc: [...OURSELVES, "'unsafe-inline'"],
    workerSrc: [...OURSELVES, 'blob:'],
  },
};

const forData = [true, false].map((https) => headersWith(DATA, https));
const forEditor = [true, false].map((https) => headersWith(EDITOR, https));

/** The headers that helmet sets: they are the same for every answer, and written down once. */
function headersWith(contentSecurityPolicy: typeof DATA, https: boolean): readonly (readonly [string, string])[] {
  const headers = new Map<string, string>();
  const answer = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  const set = helmet({ ...secured, contentSecurityPolicy, strictTransportSecurity: https });
  set({} as IncomingMessage, answer as unknown as ServerResponse, () => undefined);
  return [...headers];
}

/**
 * What every answer tells browsers to keep to, and the request's id. Set on the bare answer, so that streams have them
 * too. HSTS only where the request came by https: elsewhere it means nothing.
 */
export function setResponseHeaders(fastify: FastifyInstance, production: boolean): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const [https, http] = !production && isEditor(request) ? forEditor : forData;
    for (const [name, value] of (request.protocol === 'https' ? https : http) ?? []) reply.raw.setHeader(name, value);
    reply.raw.setHeader('x-request-id', request.id);
    done();
  });
}

function isEditor({ method, url, headers }: FastifyRequest): boolean {
  if (url.startsWith(EDITOR_ASSETS)) return true;
  return method === 'GET' && url === '/graphql' && headers.accept?.includes('text/html') === true;
}
