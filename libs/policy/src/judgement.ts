import type { CalendarDate } from './calendar-date.ts';
import type { Charge, Decision, Finding, Verdict } from './decision.ts';
import type { JudgedRequest } from './judged-request.ts';
import type { Period } from './period.ts';

/** One rule of a review: it says what it has to say about the request, or nothing. */
export type Rule<Request> = (request: Request) => Finding | undefined;

/** What every rule has to say, in the order of the rules; never only the first. */
export function findingsOf<Request>(rules: readonly Rule<Request>[], request: Request): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    const finding = rule(request);
    if (finding !== undefined) findings.push(finding);
  }
  return findings;
}

/** What a decision is about, beside its findings. */
interface Decided {
  readonly on: CalendarDate;
  readonly period?: Period | undefined;
  readonly charges?: readonly Charge[];
}

/** The decision that follows from the findings. */
export function decided({ on, period, charges = [] }: Decided, findings: readonly Finding[]): Decision {
  const verdict = verdictOf(findings, charges);
  return period === undefined
    ? { verdict, findings, charges, evaluatedOn: on }
    : { verdict, period, findings, charges, evaluatedOn: on };
}

/** The decision on a request to buy or register an offering, with what it costs. */
export function decisionOf(request: JudgedRequest, findings: readonly Finding[]): Decision {
  const { on, period } = request;
  return decided({ on, period, charges: chargesOf(request, findings) }, findings);
}

/** Refused when any rule refuses; else a person decides when any rule asks for it, or a fee has no amount. */
export function verdictOf(findings: readonly Finding[], charges: readonly Charge[]): Verdict {
  if (findings.some(({ effect }) => effect === 'REFUSE')) return 'REFUSED';
  const isFeeToBeAsked = charges.some(({ kind, price }) => kind === 'REINSTATEMENT_FEE' && price === undefined);
  const needsApproval = isFeeToBeAsked || findings.some(({ effect }) => effect === 'APPROVE');
  return needsApproval ? 'NEEDS_APPROVAL' : 'ELIGIBLE';
}

function chargesOf({ offering, market }: JudgedRequest, findings: readonly Finding[]): Charge[] {
  const charges: Charge[] = [{ kind: 'LIST_PRICE', ...(offering.listPrice && { price: offering.listPrice }) }];
  if (findings.some(({ effect }) => effect === 'FEE')) {
    const price = market.reinstatementFee;
    charges.push({ kind: 'REINSTATEMENT_FEE', ...(price && { price }) });
  }
  return charges;
}
