import type { Decision, Remedy } from './decision.ts';
import { coverageEndsOn, isOnSale } from './existing-coverage.ts';
import { givesTheSame, type Wanted, wantedBy } from './nearest-offerings.ts';
import type { Period } from './period.ts';
import { reviewRenewal } from './review-renewal.ts';
import type { CoverageFacts, OfferingFacts, ServiceRequest } from './service-request.ts';

interface Link {
  readonly offering: OfferingFacts;
  readonly period: Period;
}
type Chain = readonly Link[];

/** Eight packs outlast every service life that is sold; catalogues have two terms of renewals. */
const LONGEST_CHAIN = 8;
const MOST_TERMS = 4;

/**
 * Renewals one after the other, each from the day after the last, until the order day is covered (rules.md R-REN-CHAIN-MIN,
 * decision c.11). For each number of packs the one that overshoots least; fewest packs first. Each link is judged; a
 * fee whose amount is not set does not stop a chain, since it is owed once for the machine whatever is bought.
 * `held` is the period of a pack already held, from whose end the chain goes on.
 */
export function renewalChains(order: ServiceRequest, held?: Period): Remedy[] {
  const start = held ? withLink(order, { offering: order.offering, period: held }) : order;
  if (coverageEndsOn(start) >= order.on) return [];
  const best = new Map<number, Chain>();
  for (const chain of chainsFrom(start, renewalsLike(order), [])) {
    const known = best.get(chain.length);
    if (known === undefined || endOf(chain) < endOf(known)) best.set(chain.length, chain);
  }
  const shortest = held ? 1 : 2;
  return [...best.values()]
    .filter(({ length }) => length >= shortest)
    .sort((a, b) => a.length - b.length)
    .flatMap(chainRemedy);
}

function chainsFrom(request: ServiceRequest, renewals: readonly OfferingFacts[], links: Chain): Chain[] {
  if (links.length === LONGEST_CHAIN) return [];
  const longest = links.at(-1)?.offering.termMonths ?? Infinity;
  return renewals
    .filter(({ termMonths }) => termMonths <= longest)
    .flatMap((offering) => {
      const decision = reviewRenewal({ ...request, offering });
      const { period } = decision;
      if (period === undefined || !isSold(decision)) return [];
      const chain = [...links, { offering, period }];
      return period.endsOn >= request.on
        ? [chain]
        : chainsFrom(withLink(request, { offering, period }), renewals, chain);
    });
}

function isSold({ verdict, findings }: Decision): boolean {
  return (
    verdict === 'ELIGIBLE' || (verdict === 'NEEDS_APPROVAL' && !findings.some(({ effect }) => effect === 'APPROVE'))
  );
}

/**
 * One renewal on sale for each term, longest first, that gives what is wanted; without keep-your-drive where none has
 * it.
 */
function renewalsLike(order: ServiceRequest): OfferingFacts[] {
  const all = [order.offering, ...order.offerings].filter(
    (each) => each.kind === 'RENEWAL' && isOnSale(each, order.orderedOn),
  );
  const wanted = wantedBy(order);
  const like = (service: Wanted) => all.filter((each) => givesTheSame(each, service));
  const exact = like(wanted);
  const renewals = exact.length > 0 ? exact : like({ ...wanted, keepYourDrive: false });
  const oneForEachTerm = new Map(renewals.toReversed().map((each) => [each.termMonths, each]));
  return [...oneForEachTerm.values()].sort((a, b) => b.termMonths - a.termMonths).slice(0, MOST_TERMS);
}

function withLink(request: ServiceRequest, { offering, period }: Link): ServiceRequest {
  const { kind, serviceLevel, premier, keepYourDrive } = offering;
  const link: CoverageFacts = { layer: 'SERVICE', period, serviceLevel, premier, keepYourDrive, kind };
  return { ...request, coverage: [...request.coverage, link] };
}

function endOf(chain: Chain): string {
  return chain.at(-1)?.period.endsOn ?? '';
}

function chainRemedy(chain: Chain): Remedy[] {
  const [first] = chain;
  const last = chain.at(-1);
  if (first === undefined || last === undefined) return [];
  const period = { startsOn: first.period.startsOn, endsOn: last.period.endsOn };
  const facts = {
    partNumbers: chain.map(({ offering }) => offering.partNumber),
    terms: chain.map(({ offering }) => String(offering.termMonths)),
    periods: chain.map((link) => `${link.period.startsOn}/${link.period.endsOn}`),
    ...period,
  };
  return [{ action: 'ORDER_CHAIN', partNumber: first.offering.partNumber, period, facts }];
}
