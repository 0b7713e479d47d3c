import type { CalendarDate } from '#policy';

/** The standard rate of Japan's consumption tax in percent, by its first day, newest first. */
const RATES: readonly (readonly [from: string, percent: number])[] = [
  ['2019-10-01', 10],
  ['2014-04-01', 8],
  ['1997-04-01', 5],
  ['1989-04-01', 3],
];

/** Whether the two amounts belong together at the rate of the day, however the fraction of a yen was dropped. */
export function taxFits(withoutTax: number, withTax: number, on: CalendarDate, percent = ratePercentOn(on)): boolean {
  return Math.abs(withTax - (withoutTax * (100 + percent)) / 100) < 1;
}

function ratePercentOn(day: CalendarDate): number {
  return RATES.find(([from]) => from <= day)?.[1] ?? 0;
}
