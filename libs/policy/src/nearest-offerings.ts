import type { RuleCode } from './clauses.ts';
import type { Decision } from './decision.ts';
import { lastMachineCoverage } from './existing-coverage.ts';
import type { OfferingFacts, ServiceRequest } from './service-request.ts';
import { compareLevels, type ServiceLevel } from './vocabulary.ts';

/** What a service gives beside its term. */
export type Wanted = Pick<OfferingFacts, 'serviceLevel' | 'premier' | 'keepYourDrive'>;

const RENEWAL_FIRST: readonly RuleCode[] = ['NEW_INWARRANTY', 'NEW_SALESENDED', 'PREM_WHO'];
const LEVEL_FIRST: readonly RuleCode[] = ['REG_OUT', 'REG_MODEL', 'REG_UNKNOWN'];

/** The service the request is after: of a Premier upgrade, the service the machine has, with Premier. */
export function wantedBy({ offering, coverage }: Pick<ServiceRequest, 'offering' | 'coverage'>): Wanted {
  if (offering.kind !== 'PREMIER_UPGRADE') return offering;
  const last = lastMachineCoverage({ coverage });
  return { serviceLevel: last?.serviceLevel, premier: true, keepYourDrive: last?.keepYourDrive ?? false };
}

/** The machine's other offerings that change one thing about the request, nearest first. */
export function nearestOfferings(request: ServiceRequest, { findings }: Pick<Decision, 'findings'>): OfferingFacts[] {
  const groups = [otherTerms(request), otherLevels(request), otherKinds(request), otherExtras(request)] as const;
  const [terms, levels, kinds, extras] = groups;
  const speaks = (rules: readonly RuleCode[]) => findings.some(({ rule }) => rules.includes(rule));
  if (speaks(RENEWAL_FIRST)) return [...kinds, ...terms, ...levels, ...extras];
  if (speaks(LEVEL_FIRST)) return [...levels, ...terms, ...kinds, ...extras];
  return [...terms, ...levels, ...kinds, ...extras];
}

/** Whether the offering gives the same level, Premier and keep-your-drive. */
export function givesTheSame(a: Wanted, b: Wanted): boolean {
  return isSameService(a, b) && a.keepYourDrive === b.keepYourDrive;
}

function otherTerms({ offering, offerings }: ServiceRequest): OfferingFacts[] {
  return offerings
    .filter((each) => isSameKind(each, offering) && givesTheSame(each, offering) && !isSame(each, offering))
    .sort(nearestFirst((each) => each.termMonths - offering.termMonths));
}

function otherLevels({ offering, offerings }: ServiceRequest): OfferingFacts[] {
  const { serviceLevel } = offering;
  if (serviceLevel === undefined) return [];
  const isOther = (each: OfferingFacts) =>
    isSameKind(each, offering) &&
    each.termMonths === offering.termMonths &&
    each.serviceLevel !== serviceLevel &&
    givesTheSame({ ...each, serviceLevel }, offering);
  return offerings.filter(isOther).sort(nearestFirst((each) => riseOf(each, serviceLevel)));
}

/** The renewal instead of an upgrade; the Premier pack or renewal instead of a Premier upgrade. */
function otherKinds(request: ServiceRequest): OfferingFacts[] {
  const { kind } = request.offering;
  if (kind !== 'WARRANTY_UPGRADE' && kind !== 'PREMIER_UPGRADE') return [];
  const wanted = wantedBy(request);
  const instead = request.offerings.filter(
    (each) =>
      (each.kind === 'RENEWAL' || (each.kind === 'WARRANTY_UPGRADE' && kind === 'PREMIER_UPGRADE')) &&
      isSameService(each, wanted),
  );
  const keepsTheDrive = (each: OfferingFacts) => (each.keepYourDrive === wanted.keepYourDrive ? 0 : 1);
  const isRenewal = (each: OfferingFacts) => (each.kind === 'RENEWAL' ? 1 : 0);
  return instead.sort(
    (a, b) => isRenewal(a) - isRenewal(b) || keepsTheDrive(a) - keepsTheDrive(b) || a.termMonths - b.termMonths,
  );
}

function otherExtras({ offering, offerings }: ServiceRequest): OfferingFacts[] {
  const { serviceLevel, termMonths } = offering;
  return offerings.filter(
    (each) =>
      isSameKind(each, offering) &&
      each.termMonths === termMonths &&
      each.serviceLevel === serviceLevel &&
      !givesTheSame(each, offering),
  );
}

function isSameKind(a: OfferingFacts, b: OfferingFacts): boolean {
  return a.kind === b.kind && a.addOn === b.addOn;
}

function isSameService(a: Wanted, b: Wanted): boolean {
  return a.serviceLevel === b.serviceLevel && a.premier === b.premier;
}

function isSame(a: OfferingFacts, b: OfferingFacts): boolean {
  return a.partNumber === b.partNumber;
}

function riseOf({ serviceLevel }: OfferingFacts, from: ServiceLevel): number {
  return serviceLevel === undefined ? 0 : compareLevels(serviceLevel, from);
}

/** By distance; of two as far, the one below first. */
function nearestFirst(distance: (offering: OfferingFacts) => number) {
  return (a: OfferingFacts, b: OfferingFacts) =>
    Math.abs(distance(a)) - Math.abs(distance(b)) || distance(a) - distance(b);
}
