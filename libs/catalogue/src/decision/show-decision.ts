import { type Charge, clauseOf, type FactValue, type Finding, type Remedy } from '#policy';
import { moneyModel } from '#platform';

import type { ServiceOffering } from '../service-offering.entity.ts';
import type {
  BasedDecision,
  ChargeModel,
  ClauseModel,
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
    findings: decision.findings.map((finding) => new ShownFinding(finding)),
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
  return new ShownFinding(finding);
}

/** Its clause and facts are spelt out when they are asked for. */
class ShownFinding implements FindingModel {
  private shownFacts: FactModel[] | undefined;

  constructor(readonly finding: Finding) {}

  get rule(): Finding['rule'] {
    return this.finding.rule;
  }

  get effect(): Finding['effect'] {
    return this.finding.effect;
  }

  get clause(): ClauseModel {
    const { document, locator } = clauseOf(this.rule, 'EN');
    return { rule: this.rule, document, locator };
  }

  get facts(): FactModel[] {
    return (this.shownFacts ??= Object.entries(this.finding.facts).map(([name, value]) => {
      return { name, value: factText(value) };
    }));
  }
}

function factText(value: FactValue): string {
  return typeof value === 'object' ? value.join(', ') : String(value);
}

function showRemedy(remedy: Remedy, offeringBy: OfferingByPartNumber): RemedyModel {
  const { action, partNumber, period } = remedy;
  return { remedy, action, period, offering: partNumber === undefined ? undefined : offeringBy(partNumber) };
}
