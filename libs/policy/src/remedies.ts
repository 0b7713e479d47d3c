import type { RuleCode } from './clauses.ts';
import type { Decision, Finding, Remedy } from './decision.ts';
import { nearestOfferings } from './nearest-offerings.ts';
import { LISTED_PLACE } from './region-remedies.ts';
import { renewalChains } from './renewal-chains.ts';
import { review } from './review.ts';
import type { OfferingFacts, ServiceRequest } from './service-request.ts';

/** Judges another offering for the same request; a caller that keeps its answers saves the work. */
export type Judge = (offering: OfferingFacts) => Decision;

const MOST_REMEDIES = 5;
const MOST_CHAINS = 2;

/** Warnings that a person would rather avoid than accept. */
const AVOIDABLE: readonly RuleCode[] = ['EOS_LT1Y', 'REN_CHAIN_MIN', 'EOS_TRUNCATE'];

/**
 * The nearest "yes" for a decision that is not `ELIGIBLE`, or that warns of a pack cut or over too early: best first,
 * at most five. Every single offering in it has been judged `ELIGIBLE`; a chain may still owe a fee whose amount is
 * not set. Nothing in it would be refused.
 */
export function remediesFor(request: ServiceRequest, decision: Decision, judge?: Judge): Remedy[] {
  if (decision.verdict === 'ELIGIBLE' && !avoidableIn(decision)) return [];
  const approval = askForApproval(request, decision);
  const remedies = [
    ...nameTheMunicipality(request, decision),
    ...takeAnIndividualContract(decision),
    ...withoutTheWishes(request, decision),
    ...orderAChain(request, decision),
    ...chooseAnOffering(request, decision, judge),
    ...orderOnceOnSale(request),
  ];
  return [...remedies.slice(0, MOST_REMEDIES - approval.length), ...approval];
}

/** The request as a new order today, without what the customer wished for. */
function asAnOrder(request: ServiceRequest): ServiceRequest {
  const plain = { ...request, requestedMonths: undefined, requestedStartsOn: undefined };
  return request.stage === 'REGISTRATION' ? { ...plain, stage: 'ORDER', orderedOn: request.on } : plain;
}

function hasWishes({ requestedMonths, requestedStartsOn }: ServiceRequest): boolean {
  return requestedMonths !== undefined || requestedStartsOn !== undefined;
}

/** The same pack on its own day, for its own term; or for half a year, where that was nearer to the wish. */
function withoutTheWishes(request: ServiceRequest, { verdict }: Decision): Remedy[] {
  if (verdict !== 'REFUSED' || !hasWishes(request)) return [];
  const { offering, requestedMonths } = request;
  const wishedMonths = requestedMonths === offering.termMonths ? [] : [6];
  const months = requestedMonths === undefined ? [undefined] : [...wishedMonths, undefined];
  return months.flatMap((each) => {
    const decision = review({ ...request, requestedStartsOn: undefined, requestedMonths: each });
    const isYes = decision.verdict === 'ELIGIBLE' && !says(decision, 'REN_CHAIN_MIN');
    return isYes ? [choose(offering, decision, each)] : [];
  });
}

function orderAChain(request: ServiceRequest, decision: Decision): Remedy[] {
  const isAsked = decision.verdict !== 'ELIGIBLE' || says(decision, 'REN_CHAIN_MIN');
  if (!isAsked || request.offering.kind === 'ADD_ON') return [];
  return renewalChains(asAnOrder(request), heldPeriodOf(request, decision)).slice(0, MOST_CHAINS);
}

/** What a held renewal covers once it is registered: a chain goes on from there. */
function heldPeriodOf({ stage, offering }: ServiceRequest, { verdict, period }: Decision) {
  const isHeld = stage === 'REGISTRATION' && offering.kind === 'RENEWAL' && verdict !== 'REFUSED';
  return isHeld ? period : undefined;
}

function chooseAnOffering(request: ServiceRequest, decision: Decision, judge?: Judge): Remedy[] {
  const isHeld = request.stage === 'REGISTRATION';
  if (isHeld && decision.verdict !== 'REFUSED') return [];
  const order = asAnOrder(request);
  const judged =
    judge && !isHeld && !hasWishes(request) ? judge : (offering: OfferingFacts) => review({ ...order, offering });
  const avoided: readonly RuleCode[] = decision.verdict === 'ELIGIBLE' ? AVOIDABLE : ['REN_CHAIN_MIN'];
  const remedies: Remedy[] = [];
  for (const offering of nearestOfferings(order, decision)) {
    const answer = judged(offering);
    if (answer.verdict === 'ELIGIBLE' && !avoided.some((rule) => says(answer, rule)))
      remedies.push(choose(offering, answer));
    if (remedies.length === MOST_REMEDIES) break;
  }
  return remedies;
}

function choose(offering: OfferingFacts, { period }: Decision, requestedMonths?: number): Remedy {
  const { kind, serviceLevel, premier, keepYourDrive, addOn, partNumber, termMonths } = offering;
  const offer = [kind, serviceLevel, premier && 'PREMIER', keepYourDrive && 'KEEP_YOUR_DRIVE', addOn].filter(
    (word) => typeof word === 'string',
  );
  const facts = { offer, partNumber, termMonths: requestedMonths ?? termMonths, ...period };
  return { action: 'CHOOSE_OFFERING', partNumber, ...(period && { period }), facts };
}

/** An offering not on sale yet can be ordered from its first day of sale. */
function orderOnceOnSale(request: ServiceRequest): Remedy[] {
  const { offering, orderedOn, stage } = request;
  const { onSaleFrom, partNumber } = offering;
  if (stage === 'REGISTRATION' || onSaleFrom === undefined || onSaleFrom <= orderedOn) return [];
  const { verdict, period } = review({ ...asAnOrder(request), on: onSaleFrom, orderedOn: onSaleFrom });
  if (verdict !== 'ELIGIBLE') return [];
  return [{ action: 'ORDER_BY', partNumber, ...(period && { period }), facts: { partNumber, orderOn: onSaleFrom } }];
}

/** Naming the municipality helps unless something else refuses even where the place is on the list. */
function nameTheMunicipality(request: ServiceRequest, decision: Decision): Remedy[] {
  const unknown = findingOf(decision, 'REG_UNKNOWN');
  if (unknown === undefined || unknown.facts.reason === 'NO_MARK') return [];
  if (review({ ...request, site: LISTED_PLACE }).verdict === 'REFUSED') return [];
  const { reason = '', candidates = [] } = unknown.facts;
  return [{ action: 'NAME_MUNICIPALITY', facts: { reason, candidates } }];
}

function takeAnIndividualContract(decision: Decision): Remedy[] {
  const shortOfAYear = findingOf(decision, 'EOS_LT1Y');
  return shortOfAYear ? [{ action: 'INDIVIDUAL_CONTRACT', facts: shortOfAYear.facts }] : [];
}

function askForApproval({ offering }: ServiceRequest, { verdict, findings, period }: Decision): Remedy[] {
  if (verdict !== 'NEEDS_APPROVAL') return [];
  const rules = findings.filter(({ effect }) => effect === 'APPROVE' || effect === 'FEE').map(({ rule }) => rule);
  const { partNumber } = offering;
  return [{ action: 'ASK_FOR_APPROVAL', partNumber, ...(period && { period }), facts: { partNumber, rules } }];
}

function avoidableIn({ findings }: Decision): boolean {
  return findings.some(({ rule, effect }) => effect === 'WARN' && AVOIDABLE.includes(rule));
}

function findingOf({ findings }: Decision, rule: RuleCode): Finding | undefined {
  return findings.find((finding) => finding.rule === rule);
}

function says(decision: Decision, rule: RuleCode): boolean {
  return findingOf(decision, rule) !== undefined;
}
