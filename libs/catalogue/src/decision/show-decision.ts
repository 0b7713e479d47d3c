import { type Charge, clauseOf, type FactValue, type Finding, type Remedy } from '#policy';
import { moneyModel } from '#platform';

import type { ServiceOffering } from '../service-offering.entity.ts';
import type {
  BasedDecision,
  ChargeModel,
  DecisionModel,
  FactModel,
  FindingModel,
  RemedyModel,
} from './decision.model.ts';

/** Finds an offering that a remedy names. */
export type OfferingByPartNumber = (partNumber: string) => ServiceOffering | undefined;

/** A decision as the API shows it. `remedies` is called only when they are asked for. */
export function showDecision(
  decision: BasedDecision,
  remedies: () => readonly Remedy[] = () => [],
  offeringBy: OfferingByPartNumber = () => undefined,
): DecisionModel {
  return {
    decision,
    findRemedies: () => remedies().map((remedy) => showRemedy(remedy, offeringBy)),
    verdict: decision.verdict,
    period: decision.period,
    findings: decision.findings.map(showFinding),
    charges: decision.charges.map(showCharge),
    evaluatedOn: decision.evaluatedOn,
    basis: decision.basis,
  };
}

export function showCharge({ kind, price }: Charge): ChargeModel {
  return { kind, price: price && moneyModel(price) };
}

/** A finding as the API shows it. */
export function showFinding(finding: Finding): FindingModel {
  const { rule, effect, facts } = finding;
  const { document, locator } = clauseOf(rule, 'EN');
  return {
    finding,
    rule,
    effect,
    clause: { rule, document, locator },
    facts: Object.entries(facts).map(([name, value]): FactModel => ({ name, value: factText(value) })),
  };
}

function factText(value: FactValue): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}

function showRemedy(remedy: Remedy, offeringBy: OfferingByPartNumber): RemedyModel {
  const { action, partNumber, period } = remedy;
  return { remedy, action, period, offering: partNumber === undefined ? undefined : offeringBy(partNumber) };
}
