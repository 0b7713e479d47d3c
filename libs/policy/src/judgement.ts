import type { Charge, Decision, Finding, Verdict } from './decision.ts';
import type { JudgedRequest } from './judged-request.ts';

/** One rule of a review: it says what it has to say about the request, or nothing. */
export type Rule<Request> = (request: Request) => Finding | undefined;

/** What every rule has to say, in the order of the rules; never only the first. */
export function findingsOf<Request>(rules: readonly Rule<Request>[], request: Request): Finding[] {
  return rules.map((rule) => rule(request)).filter((finding) => finding !== undefined);
}

/** The decision that follows from the findings. */
export function decisionOf(request: JudgedRequest, findings: readonly Finding[]): Decision {
  const charges = chargesOf(request, findings);
  const { period } = request;
  return {
    verdict: verdictOf(findings, charges),
    ...(period && { period }),
    findings,
    charges,
    evaluatedOn: request.on,
  };
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
