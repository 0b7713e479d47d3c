/**
 * A calendar day, `YYYY-MM-DD`, with no time and no time zone; text order is date order.
 * All arithmetic on days lives in this file.
 */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** The day written as `YYYY-MM-DD`, or nothing when the text is not a day that exists (`2024-02-30`). */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  if (!SHAPE.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as CalendarDate;
  } catch {
    return undefined;
  }
}

/** As `parseCalendarDate`, for text that is known to be a day. Throws `RangeError` when it is not. */
export function calendarDate(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return parsed;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString() as CalendarDate;
}

/** The corresponding day `months` later or earlier; the last day of that month where it does not exist. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ months }).toString() as CalendarDate;
}

/** Whole days from `from` to `to`: 0 for the same day, 1 for the day after (rules.md R-DATE-DIFF). */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/** 1 for Monday … 7 for Sunday. */
export function dayOfWeek(date: CalendarDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/**
 * The last day of a term of `months` that starts on `startsOn`, by Civil Code article 143(2): the day before the
 * corresponding day; where that day does not exist, the last day of the month (rules.md R-DATE-TERM).
 */
export function lastDayOf(startsOn: CalendarDate, months: number): CalendarDate {
  const start = Temporal.PlainDate.from(startsOn);
  const corresponding = start.add({ months });
  const exists = corresponding.day === start.day;
  return (exists ? corresponding.subtract({ days: 1 }) : corresponding).toString() as CalendarDate;
}

/** The earlier of two days. */
export function earlierOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b;
}

/** The later of two days. */
export function laterOf(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b;
}

/**
 * The fewest months (at least 1) whose term from `startsOn` reaches `endsOn`: a part month counts as a month
 * (rules.md R-PREM-SIZE). 0 when `endsOn` lies before `startsOn`.
 */
export function monthsToReach(startsOn: CalendarDate, endsOn: CalendarDate): number {
  if (endsOn < startsOn) return 0;
  const whole = Temporal.PlainDate.from(startsOn).until(endsOn, { largestUnit: 'months' }).months;
  let months = Math.max(1, whole);
  while (lastDayOf(startsOn, months) < endsOn) months++;
  return months;
}
