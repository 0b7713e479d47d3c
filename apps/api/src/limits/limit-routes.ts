import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Problem } from '#platform';

import { inShapeFor } from '../http-problem.filter.ts';
import { visitorOf } from '../visitors.ts';
import { rateHeaders, retryAfter } from './rate-headers.ts';
import { Rates } from './rates.ts';

const COST = 'cost of a route';

/** What a route outside GraphQL costs, in points; to be used with `RouteRates`. */
export const RouteCost = (points: number): ReturnType<typeof SetMetadata> => SetMetadata(COST, points);

/** Charges a request for its route. */
@Injectable()
export class RouteRates implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly rates: Rates,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const cost = this.reflector.getAllAndOverride<number>(COST, [context.getHandler(), context.getClass()]);
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const balance = await this.rates.charge({ caller: visitorOf(request), address: request.ip }, cost);
    void http.getResponse<FastifyReply>().headers(Object.fromEntries(rateHeaders(balance)));
    return true;
  }
}

/** Answers an address that has nothing left without reading what it asks. */
export function refuseExhausted(fastify: FastifyInstance, rates: Rates): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const refused = await rates.requireSome(request.ip).catch((cause: unknown) => cause as Problem);
    if (!refused) return;
    const { code, message, extensions } = refused;
    const problem = inShapeFor(request.url, { ...extensions, code, message });
    await reply.status(429).header('retry-after', retryAfter(refused)).send(problem);
  });
}
