import type { Charge, Decision, Finding, Remedy } from './decision.ts';
import { type JudgedRepair, judgedRepair, type RepairRequest } from './judged-repair.ts';
import { decided, findingsOf, type Rule } from './judgement.ts';
import {
  beganAfterRegistration,
  hasNoPromisedArrival,
  isDispatched,
  isDoneByOthers,
  isNotAnAccident,
  isNotAPrecaution,
  isPaidByTheHour,
  isServedByItsMachine,
  isServedFromTheNextBusinessDay,
  isWithinTheEndOfSupport,
  isWorkOnASupportedMachine,
  mayWaitForParts,
  saysWhoAndWhich,
} from './repair.rule.ts';

const RULES: readonly Rule<JudgedRepair>[] = [
  saysWhoAndWhich,
  isServedByItsMachine,
  beganAfterRegistration,
  isNotAnAccident,
  isNotAPrecaution,
  isWithinTheEndOfSupport,
  isWorkOnASupportedMachine,
  isPaidByTheHour,
  isServedFromTheNextBusinessDay,
];

/** What is told with every call that is served. */
const TOLD: readonly Rule<JudgedRepair>[] = [isDispatched, hasNoPromisedArrival, mayWaitForParts, isDoneByOthers];

/** Is this call served, under what and from when (rules.md a.6, a.9)? */
export function reviewRepair(request: RepairRequest): Decision {
  const judged = judgedRepair(request);
  const findings = findingsOf(RULES, judged);
  const isServed = !findings.some(({ effect }) => effect === 'REFUSE');
  const told = isServed ? findingsOf(TOLD, judged) : [];
  return decided({ on: request.on, charges: chargesOf(findings) }, [...findings, ...told]);
}

/**
 * Where a contract does not serve the call: a repair by the hour, until the end of support; for an accident a person
 * may decide otherwise.
 */
export function remediesForRepair(request: RepairRequest): Remedy[] {
  const refusals = refusalsOf(reviewRepair(request));
  if (refusals.length === 0) return [];
  const spot: RepairRequest = { ...request, asksForSpotRepair: true };
  const remedies: Remedy[] = [];
  if (!request.asksForSpotRepair && refusalsOf(reviewRepair(spot)).length === 0)
    remedies.push({ action: 'SPOT_REPAIR', facts: { on: request.on } });
  if (refusals.every(({ rule }) => rule === 'REP_ACCIDENT'))
    remedies.push({ action: 'ASK_FOR_APPROVAL', facts: { reason: 'REPAIR', rules: ['REP_ACCIDENT'] } });
  return remedies;
}

function refusalsOf({ findings }: Decision): Finding[] {
  return findings.filter(({ effect }) => effect === 'REFUSE');
}

/** What is to be paid; how much is known after the visit. */
function chargesOf(findings: readonly Finding[]): Charge[] {
  const says = (rule: Finding['rule']) => findings.some((finding) => finding.rule === rule);
  if (says('SPOT_COST')) return [{ kind: 'LABOUR' }, { kind: 'TRAVEL' }, { kind: 'PARTS' }, { kind: 'PART_DELIVERY' }];
  return says('REP_PREVENTIVE') ? [{ kind: 'LABOUR' }, { kind: 'PARTS' }] : [];
}
