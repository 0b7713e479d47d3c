import type { FactValue, Finding } from './decision.ts';
import { approve, derive, inform, refuse } from './finding.ts';
import type { ServiceRequest, SiteFacts } from './service-request.ts';
import { isTimed, type RegionMark, type ServiceLevel, type TimedLevel } from './vocabulary.ts';

/** What a region check looks at: a level, a place and a machine type. */
export type RegionRequest = Pick<ServiceRequest, 'site' | 'machineTypeMarks'> & {
  readonly machine: { readonly machineType: string };
  readonly offering: { readonly serviceLevel?: ServiceLevel };
};

type Found = Extract<SiteFacts, { state: 'FOUND' }>;

/** A timed level is sold where the place and the machine type are both on the list (rules.md R-REG-CHECK). */
export function isOnTheRegionList({ offering, site, machine, machineTypeMarks }: RegionRequest): Finding | undefined {
  const level = offering.serviceLevel;
  if (!isTimed(level) || site.state !== 'FOUND') return undefined;
  if (markAt(site, level) !== 'YES' || machineTypeMarks?.[level] !== 'YES') return undefined;
  return inform('REG_CHECK', { serviceLevel: level, place: placeOf(site), machineType: machine.machineType });
}

/** A place outside the list, or marked for consultation, is not self-served (R-REG-OUT). */
export function isInsideTheRegion({ offering, site }: RegionRequest): Finding | undefined {
  const level = offering.serviceLevel;
  if (!isTimed(level) || site.state !== 'FOUND' || !isOut(markAt(site, level))) return undefined;
  return approve('REG_OUT', { serviceLevel: level, place: placeOf(site), mark: markAt(site, level) });
}

/** The machine type must be eligible for the timed level too, not only the place (R-REG-MODEL). */
export function isForTheMachineType({ offering, machine, machineTypeMarks }: RegionRequest): Finding | undefined {
  const level = offering.serviceLevel;
  if (!isTimed(level)) return undefined;
  const mark = machineTypeMarks?.[level] ?? 'UNKNOWN';
  const facts = { serviceLevel: level, machineType: machine.machineType, mark };
  if (mark === 'YES') return undefined;
  if (mark === 'NO') return refuse('REG_MODEL', { ...facts, reason: 'NOT_ELIGIBLE' });
  return approve('REG_MODEL', { ...facts, reason: mark === 'CONDITIONAL' ? 'ON_CONSULTATION' : 'NOT_LISTED' });
}

/** A place that is not known for certain never passes: its municipality is asked for (R-REG-UNKNOWN). */
export function isAKnownPlace({ offering, site }: RegionRequest): Finding | undefined {
  const level = offering.serviceLevel;
  if (!isTimed(level)) return undefined;
  const doubt = doubtAbout(site, level);
  return doubt && approve('REG_UNKNOWN', { serviceLevel: level, ...doubt });
}

/** A place or machine type may be in for four hours and out for two (R-REG-2H-4H). */
export function isServedWithinFourHours({ offering, site, machineTypeMarks }: RegionRequest): Finding | undefined {
  if (offering.serviceLevel !== 'FULL_24X7_2H') return undefined;
  const limitedBy: string[] = [];
  if (site.state === 'FOUND' && isOnlyForFourHours(marksAt(site))) limitedBy.push('PLACE');
  if (machineTypeMarks && isOnlyForFourHours(machineTypeMarks)) limitedBy.push('MACHINE_TYPE');
  return limitedBy.length === 0 ? undefined : derive('REG_2H_4H', { limitedBy, serviceLevel: 'FULL_24X7_4H' });
}

/** An abolished municipality code is read as its successor (R-REG-DEFUNCT). */
export function isReadAsItsSuccessor({ offering, site }: RegionRequest): Finding | undefined {
  if (!isTimed(offering.serviceLevel) || site.state !== 'FOUND' || site.abolishedCode === undefined) return undefined;
  const { abolishedCode, municipalityCode } = site;
  return derive('REG_DEFUNCT', { abolishedCode, municipalityCode, place: placeOf(site) });
}

/** All region rules, in the order a person reads them; silent for levels without an hour commitment. */
export const REGION_RULES = [
  isOnTheRegionList,
  isInsideTheRegion,
  isForTheMachineType,
  isAKnownPlace,
  isServedWithinFourHours,
  isReadAsItsSuccessor,
] as const;

function doubtAbout(site: SiteFacts, level: TimedLevel): Record<string, FactValue> | undefined {
  switch (site.state) {
    case 'NOT_GIVEN':
      return { reason: 'NOT_GIVEN', candidates: [] };
    case 'NOT_FOUND':
      return { reason: 'NOT_FOUND', place: site.lookedFor, candidates: [] };
    case 'AMBIGUOUS':
      return { reason: 'AMBIGUOUS', candidates: site.candidates };
    case 'FOUND':
      return markAt(site, level) === 'UNKNOWN'
        ? { reason: 'NO_MARK', place: placeOf(site), candidates: [] }
        : undefined;
  }
}

function placeOf({ prefecture, municipality }: Found): string {
  return municipality.startsWith(prefecture) ? municipality : prefecture + municipality;
}

/** The mark of the place; a ward without one has its city's. */
function markAt({ marks, cityMarks }: Found, level: TimedLevel): RegionMark {
  return marks[level] === 'UNKNOWN' && cityMarks !== undefined ? cityMarks[level] : marks[level];
}

function marksAt(site: Found): Readonly<Record<TimedLevel, RegionMark>> {
  return { FULL_24X7_4H: markAt(site, 'FULL_24X7_4H'), FULL_24X7_2H: markAt(site, 'FULL_24X7_2H') };
}

function isOut(mark: RegionMark): boolean {
  return mark === 'NO' || mark === 'CONDITIONAL';
}

function isOnlyForFourHours(marks: Readonly<Record<TimedLevel, RegionMark>>): boolean {
  return marks.FULL_24X7_4H === 'YES' && isOut(marks.FULL_24X7_2H);
}
