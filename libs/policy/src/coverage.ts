import { addDays, type CalendarDate } from './calendar-date.ts';
import { includes, type Period } from './period.ts';
import type { CoverageLayer } from './vocabulary.ts';

/** What covers a machine on a day, and where it was without base or service coverage. */
export interface CoverageOnDay<T> {
  /** Whether base warranty or service is in force on the day. */
  readonly covered: boolean;
  /** What is in force on the day, of every layer. */
  readonly periods: readonly T[];
  /** The stretches without base or service coverage since the first covered day; the last one runs to the day asked. */
  readonly lapses: readonly Period[];
  /** The last day of base or service coverage known; absent when there never was any. */
  readonly coveredUntil?: CalendarDate;
}

/**
 * What of the periods covers the machine on the day. A stretch that no base warranty and no service covers is a lapse.
 */
export function coverageOn<T extends { readonly layer: CoverageLayer; readonly period: Period }>(
  periods: readonly T[],
  on: CalendarDate,
): CoverageOnDay<T> {
  const inForce = periods.filter(({ period }) => includes(period, on));
  const hardware = periods.filter(carriesMachine).sort((a, b) => (a.period.startsOn < b.period.startsOn ? -1 : 1));
  const lapses: Period[] = [];
  let coveredUntil: CalendarDate | undefined;
  for (const { period } of hardware) {
    if (coveredUntil !== undefined && period.startsOn > addDays(coveredUntil, 1)) {
      lapses.push({ startsOn: addDays(coveredUntil, 1), endsOn: addDays(period.startsOn, -1) });
    }
    if (coveredUntil === undefined || period.endsOn > coveredUntil) coveredUntil = period.endsOn;
  }
  if (coveredUntil === undefined) return { covered: false, periods: inForce, lapses };
  if (coveredUntil < on) lapses.push({ startsOn: addDays(coveredUntil, 1), endsOn: on });
  return { covered: inForce.some(carriesMachine), periods: inForce, lapses, coveredUntil };
}

function carriesMachine({ layer }: { readonly layer: CoverageLayer }): boolean {
  return layer === 'BASE_WARRANTY' || layer === 'SERVICE';
}
