import type { CalendarDate } from '#policy';
import type { OfferingRow } from './parse-offering-row.ts';
import type { ParsedMachineType } from './parsed-catalogue.ts';

/**
 * What the good rows together say about each machine type. Rows that give different ends of support are warned about;
 * the one that most rows give is taken, of equally many the earlier.
 */
export function describeMachineTypes(rows: readonly OfferingRow[]): ParsedMachineType[] {
  const byType = new Map<string, OfferingRow[]>();
  for (const one of rows) {
    for (const code of new Set(one.offering.appliesTo.map(({ machineType }) => machineType))) {
      const known = byType.get(code);
      if (known) known.push(one);
      else byType.set(code, [one]);
    }
  }
  return [...byType].map(([code, ofType]) => describe(code, ofType));
}

function describe(code: string, rows: readonly OfferingRow[]): ParsedMachineType {
  const announcedOn = rows
    .map(({ offering }) => offering.onSaleFrom)
    .filter((day) => day !== undefined)
    .toSorted()[0];
  const endOfSupport = mostFrequent(rows.map((one) => one.endOfSupport).filter((day) => day !== undefined));
  if (endOfSupport !== undefined) warnAboutOthers(code, rows, endOfSupport);
  return {
    code,
    productName: mostFrequent(rows.map((one) => one.productName).filter((name) => name !== undefined)) ?? code,
    ...(announcedOn && { announcedOn }),
    ...(endOfSupport && endOfSupport !== 'NOT_ANNOUNCED' && { endOfSupportOn: endOfSupport }),
  };
}

function warnAboutOthers(code: string, rows: readonly OfferingRow[], taken: CalendarDate | 'NOT_ANNOUNCED'): void {
  for (const { row, endOfSupport } of rows) {
    if (endOfSupport === undefined || endOfSupport === taken) continue;
    row.report('endOfSupport', 'EOS_CONFLICT', { machineType: code, taken }, 'WARNING');
  }
}

/** Of equally frequent values the smaller text: a day comes before `NOT_ANNOUNCED`, an earlier day before a later one. */
function mostFrequent<T extends string>(values: readonly T[]): T | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, same]) => ({ value, count: same.length }));
  return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))[0]?.value;
}
