import type { CalendarDate, Period } from '#policy';

/** The days of a stored row as a period. */
export function periodOf({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Period {
  return { startsOn: startsOn as CalendarDate, endsOn: endsOn as CalendarDate };
}
