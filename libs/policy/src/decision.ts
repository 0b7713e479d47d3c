import type { CalendarDate } from './calendar-date.ts';
import type { RuleCode } from './clauses.ts';
import type { Money } from './money.ts';
import type { Period } from './period.ts';

/** The policy's answer. `NEEDS_APPROVAL` is not self-served: it is allowed only after a person has decided. */
export const Verdict = { ELIGIBLE: 'ELIGIBLE', NEEDS_APPROVAL: 'NEEDS_APPROVAL', REFUSED: 'REFUSED' } as const;
export type Verdict = keyof typeof Verdict;

/** What one rule does to the request. */
export const FindingEffect = {
  REFUSE: 'REFUSE',
  APPROVE: 'APPROVE',
  FEE: 'FEE',
  WARN: 'WARN',
  INFO: 'INFO',
  DERIVE: 'DERIVE',
} as const;
export type FindingEffect = keyof typeof FindingEffect;

export type FactValue = string | number | boolean | readonly string[];

/** One rule's word in a decision, with the facts it looked at. Its texts are found by its rule code. */
export interface Finding {
  readonly rule: RuleCode;
  readonly effect: FindingEffect;
  readonly facts: Readonly<Record<string, FactValue>>;
}

export const ChargeKind = {
  LIST_PRICE: 'LIST_PRICE',
  REINSTATEMENT_FEE: 'REINSTATEMENT_FEE',
  LABOUR: 'LABOUR',
  TRAVEL: 'TRAVEL',
  PARTS: 'PARTS',
  PART_DELIVERY: 'PART_DELIVERY',
} as const;
export type ChargeKind = keyof typeof ChargeKind;

/** Something to pay; without a price where it must be asked for. Never computed from another price. */
export interface Charge {
  readonly kind: ChargeKind;
  readonly price?: Money;
}

export interface Decision {
  readonly verdict: Verdict;
  /** What it would cover; absent when no period makes sense. */
  readonly period?: Period;
  readonly findings: readonly Finding[];
  readonly charges: readonly Charge[];
  readonly evaluatedOn: CalendarDate;
}

export const RemedyAction = {
  CHOOSE_OFFERING: 'CHOOSE_OFFERING',
  ORDER_CHAIN: 'ORDER_CHAIN',
  ORDER_BY: 'ORDER_BY',
  NAME_MUNICIPALITY: 'NAME_MUNICIPALITY',
  ASK_FOR_APPROVAL: 'ASK_FOR_APPROVAL',
  INDIVIDUAL_CONTRACT: 'INDIVIDUAL_CONTRACT',
  SPOT_REPAIR: 'SPOT_REPAIR',
} as const;
export type RemedyAction = keyof typeof RemedyAction;

/** A nearest "yes": one thing changed, itself judged by the same policy. */
export interface Remedy {
  readonly action: RemedyAction;
  /** The offering to take instead; the first of a chain. */
  readonly partNumber?: string;
  /** What it covers; of a chain, from its first to its last day. */
  readonly period?: Period;
  /** What fills the remedy's message. */
  readonly facts: Readonly<Record<string, FactValue>>;
}
