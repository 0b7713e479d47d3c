import type { ApolloServerPlugin, HTTPGraphQLHead } from '@apollo/server';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';

import { type OperationContext, Problem } from '#platform';

import { kindOf, tooHeavy } from './document-limits.ts';
import { rateHeaders, retryAfter } from './rate-headers.ts';
import type { Asker, Balance, Rates } from './rates.ts';
import { costOf, MOST_COST } from './request-cost.ts';

/** What an operation costs whose variables are refused. */
const UNFIT_VARIABLES_COST = 10;

/** The context of a resolver as Nest completes it, with the request it came by. */
type RequestContext = OperationContext & { readonly req: MaybeRefused & { readonly ip: string } };

/** A request whose charge was tried before it came to Apollo Server, and was refused: it is not tried again. */
export interface MaybeRefused {
  refusal?: Error;
}

/** What a request has cost and what is left: `extensions.cost` of its answer. */
export interface ShownCost {
  readonly requested: number;
  /** The most a request may cost. */
  readonly limit: number;
  readonly available: number;
  readonly restoredPerMinute: number;
}

export interface ChargedOperation {
  readonly shown: ShownCost;
  readonly balance: Balance;
}

/** What is asked, once it is known to be valid. */
export interface AskedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Charges an operation before it runs. Throws `BAD_USER_INPUT` when it is too heavy or too costly for whoever asks,
 * `RATE_LIMITED` when they have not so much left this minute.
 */
export async function chargeOperation(
  rates: Rates,
  asker: Asker,
  { schema, document, operation, variables }: AskedOperation,
): Promise<ChargedOperation> {
  const [heavy] = tooHeavy(document, kindOf(asker.caller));
  if (heavy !== undefined) throw new Problem('BAD_USER_INPUT', heavy, { reason: 'TOO_HEAVY' });
  const cost = Math.max(costOf(schema, document, operation, variables) ?? UNFIT_VARIABLES_COST, 1);
  if (cost > MOST_COST) throw tooCostly(cost);
  const balance = await rates.charge(asker, cost);
  const { available, perMinute } = balance;
  return { balance, shown: { requested: cost, limit: MOST_COST, available, restoredPerMinute: perMinute } };
}

function tooCostly(requested: number): Problem {
  return new Problem(
    'BAD_USER_INPUT',
    `The request would cost ${requested} points; a request may cost ${MOST_COST}. Ask for smaller pages, or for less of each item.`,
    { reason: 'TOO_COSTLY', cost: { requested, limit: MOST_COST } },
  );
}

/** Limits what GraphQL is asked: by weight, by cost, and by cost a minute. */
export function limitOperations(rates: Rates): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ schema, contextValue }) {
      const asker = { caller: contextValue.operation.caller, address: contextValue.req.ip };
      let charged: ChargedOperation | undefined;
      return {
        async didResolveOperation({ document, operation, request, response }) {
          // No operation of that name: the execution says so.
          if (!operation) return;
          try {
            if (contextValue.req.refusal !== undefined) throw contextValue.req.refusal;
            charged = await chargeOperation(rates, asker, {
              schema,
              document,
              operation,
              variables: request.variables,
            });
          } catch (refused) {
            setStatus(response.http, refused);
            throw refused;
          }
        },
        async willSendResponse({ response: { body, http } }) {
          if (!charged) return http.status === 429 ? undefined : rates.chargeRefused(asker.address);
          for (const [name, value] of rateHeaders(charged.balance)) http.headers.set(name, value);
          if (body.kind !== 'single') return;
          await rates.lookedFor(asker, (body.singleResult.errors ?? []).filter(isMiss).length);
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: charged.shown };
        },
      };
    },
  };
}

/** Whether something was looked for that is not there. */
export function isMiss({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.code === 'NOT_FOUND';
}

function setStatus(http: HTTPGraphQLHead, refused: unknown): void {
  const limited = retryAfter(refused);
  http.status = limited === undefined ? 400 : 429;
  if (limited !== undefined) http.headers.set('retry-after', String(limited));
}
