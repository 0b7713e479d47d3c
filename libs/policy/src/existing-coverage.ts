import { addDays, type CalendarDate, laterOf } from './calendar-date.ts';
import type { CoverageFacts, MachineFacts, OfferingFacts, ServiceRequest } from './service-request.ts';
import { compareLevels, type ServiceLevel } from './vocabulary.ts';

interface Covered {
  readonly machine: Pick<MachineFacts, 'warranty'>;
  readonly coverage: readonly CoverageFacts[];
}

/** Whether the period is of the base warranty or of an upgrade that began with it; a renewal is not warranty. */
export function isWarranty({ layer, kind }: CoverageFacts): boolean {
  return layer === 'BASE_WARRANTY' || (layer === 'SERVICE' && kind === 'WARRANTY_UPGRADE');
}

/** Whether the period carries the machine itself: base warranty or service. */
export function isMachineCoverage({ layer }: CoverageFacts): boolean {
  return layer === 'BASE_WARRANTY' || layer === 'SERVICE';
}

/** The last day of the base warranty, or of an upgrade that began with it. */
export function warrantyEndsOn({ machine, coverage }: Covered): CalendarDate {
  return lastDay(machine.warranty.endsOn, coverage.filter(isWarranty));
}

/** The last day of base warranty and service: a renewal starts the day after (rules.md R-REN-START). */
export function coverageEndsOn({ machine, coverage }: Covered): CalendarDate {
  return lastDay(machine.warranty.endsOn, coverage.filter(isMachineCoverage));
}

/** The day a renewal starts. */
export function renewalStartsOn(request: Covered): CalendarDate {
  return addDays(coverageEndsOn(request), 1);
}

/** The period of base warranty or service that ends last; of two, the one with the higher level. */
export function lastMachineCoverage({ coverage }: Pick<ServiceRequest, 'coverage'>): CoverageFacts | undefined {
  return coverage.filter(isMachineCoverage).reduce<CoverageFacts | undefined>((last, each) => {
    if (last === undefined || each.period.endsOn > last.period.endsOn) return each;
    if (each.period.endsOn < last.period.endsOn) return last;
    return higherOf(last.serviceLevel, each.serviceLevel) === last.serviceLevel ? last : each;
  }, undefined);
}

/** The highest level among the periods; absent when none has one. */
export function highestLevel(coverage: readonly CoverageFacts[]): ServiceLevel | undefined {
  return coverage.map(({ serviceLevel }) => serviceLevel).reduce(higherOf, undefined);
}

/** Whether the offering may be bought on the day; both days of sale included. */
export function isOnSale({ onSaleFrom, onSaleUntil }: OfferingFacts, on: CalendarDate): boolean {
  return (onSaleFrom === undefined || onSaleFrom <= on) && (onSaleUntil === undefined || on <= onSaleUntil);
}

function lastDay(first: CalendarDate, periods: readonly CoverageFacts[]): CalendarDate {
  return periods.reduce((last, { period }) => laterOf(last, period.endsOn), first);
}

function higherOf(a: ServiceLevel | undefined, b: ServiceLevel | undefined): ServiceLevel | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareLevels(a, b) >= 0 ? a : b;
}
