import type { RuleCode } from './clauses.ts';
import type { FactValue, Finding } from './decision.ts';

/** What a rule looked at, by name; a message fills its places from it. */
export type Facts = Readonly<Record<string, FactValue>>;

/** It cannot be done. */
export function refuse(rule: RuleCode, facts: Facts): Finding {
  return { rule, effect: 'REFUSE', facts };
}

/** A person must decide first. */
export function approve(rule: RuleCode, facts: Facts): Finding {
  return { rule, effect: 'APPROVE', facts };
}

/** It can be done, and costs a charge. */
export function charge(rule: RuleCode, facts: Facts): Finding {
  return { rule, effect: 'FEE', facts };
}

/** It can be done; a person should know this before. */
export function warn(rule: RuleCode, facts: Facts): Finding {
  return { rule, effect: 'WARN', facts };
}

/** Something to show. */
export function inform(rule: RuleCode, facts: Facts): Finding {
  return { rule, effect: 'INFO', facts };
}

/** Something computed for the request. */
export function derive(rule: RuleCode, facts: Facts): Finding {
  return { rule, effect: 'DERIVE', facts };
}
