import { type CalendarDate, lastDayOf } from './calendar-date.ts';

/** A stretch of days, both ends included. */
export interface Period {
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** The period of a term of `months` from its first day. */
export function termFrom(startsOn: CalendarDate, months: number): Period {
  return { startsOn, endsOn: lastDayOf(startsOn, months) };
}

/** Whether the day lies in the period, ends included. */
export function includes(period: Period, date: CalendarDate): boolean {
  return period.startsOn <= date && date <= period.endsOn;
}

/** Whether the two periods share a day. */
export function overlaps(a: Period, b: Period): boolean {
  return a.startsOn <= b.endsOn && b.startsOn <= a.endsOn;
}
