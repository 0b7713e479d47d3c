import type { CalendarDate } from './calendar-date.ts';
import type { Decision, Remedy } from './decision.ts';
import type { RegionRequest } from './region.rule.ts';
import { reviewRegion } from './review-region.ts';
import { compareLevels, type ServiceLevel } from './vocabulary.ts';

const LEVELS_BELOW: readonly ServiceLevel[] = ['FULL_24X7_4H', 'FULL_24X7'];

/** A place that would be on the list, to see what naming it could change. */
export const LISTED_PLACE = {
  state: 'FOUND',
  municipalityCode: '',
  prefecture: '',
  municipality: '',
  marks: { FULL_24X7_4H: 'YES', FULL_24X7_2H: 'YES' },
} as const;

/**
 * The nearest "yes" for a place and a level that do not fit: naming the municipality, a lower level that is sold there,
 * asking for approval; best first (rules.md R-REG-OUT, R-REG-UNKNOWN, R-REG-2H-4H).
 */
export function remediesForRegion(request: RegionRequest, on: CalendarDate): Remedy[] {
  const decision = reviewRegion(request, on);
  if (decision.verdict === 'ELIGIBLE') return [];
  return [
    ...nameTheMunicipality(request, decision),
    ...takeALowerLevel(request, on),
    ...askForApproval(request, decision),
  ];
}

/** Naming the municipality helps where the list can be read for it, unless something refuses even a listed place. */
function nameTheMunicipality(
  request: RegionRequest,
  { findings, evaluatedOn }: Pick<Decision, 'findings' | 'evaluatedOn'>,
): Remedy[] {
  const unknown = findings.find(({ rule }) => rule === 'REG_UNKNOWN');
  if (unknown === undefined || unknown.facts.reason === 'NO_MARK') return [];
  if (reviewRegion({ ...request, site: LISTED_PLACE }, evaluatedOn).verdict === 'REFUSED') return [];
  const { reason = '', candidates = [] } = unknown.facts;
  return [{ action: 'NAME_MUNICIPALITY', facts: { reason, candidates } }];
}

function takeALowerLevel(request: RegionRequest, on: CalendarDate): Remedy[] {
  const asked = request.offering.serviceLevel;
  if (asked === undefined) return [];
  return LEVELS_BELOW.filter(
    (serviceLevel) =>
      compareLevels(serviceLevel, asked) < 0 &&
      reviewRegion({ ...request, offering: { serviceLevel } }, on).verdict === 'ELIGIBLE',
  ).map((serviceLevel) => ({ action: 'CHOOSE_OFFERING', facts: { reason: 'LEVEL', serviceLevel } }));
}

function askForApproval({ offering }: RegionRequest, { verdict, findings }: Decision): Remedy[] {
  if (verdict !== 'NEEDS_APPROVAL' || offering.serviceLevel === undefined) return [];
  const rules = findings.filter(({ effect }) => effect === 'APPROVE').map(({ rule }) => rule);
  return [{ action: 'ASK_FOR_APPROVAL', facts: { reason: 'REGION', serviceLevel: offering.serviceLevel, rules } }];
}
