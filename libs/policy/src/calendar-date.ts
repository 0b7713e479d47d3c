/**
 * A calendar day, `YYYY-MM-DD`, with no time and no time zone; text order is date order. All arithmetic on days lives in
 * this file, on whole numbers: `Temporal.PlainDate` says the same, which the tests require, but is far slower.
 */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const DAYS_IN_MONTH: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_IN_400_YEARS = 146_097;
/** Two digits for every number a month or a day can have. */
const TWO_DIGITS: readonly string[] = Array.from({ length: 32 }, (_, number) => String(number).padStart(2, '0'));

/** The day written as `YYYY-MM-DD`, or nothing when the text is not a day that exists (`2024-02-30`). */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  if (!SHAPE.test(text)) return undefined;
  const date = text as CalendarDate;
  const month = monthOf(date);
  const day = dayOf(date);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(yearOf(date), month);
  return exists ? date : undefined;
}

/** As `parseCalendarDate`, for text that is known to be a day. Throws `RangeError` when it is not. */
export function calendarDate(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (parsed === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return parsed;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const day = dayOf(date) + days;
  // Most steps stay within a month: every month has 28 days.
  if (day >= 1 && day <= 28) return (date.slice(0, 8) + two(day)) as CalendarDate;
  return fromDayNumber(dayNumber(date) + days);
}

/** The corresponding day `months` later or earlier; the last day of that month where it does not exist. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year, month] = monthAfter(date, months);
  return written(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

/** Whole days from `from` to `to`: 0 for the same day, 1 for the day after (rules.md R-DATE-DIFF). */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 for Monday … 7 for Sunday. */
export function dayOfWeek(date: CalendarDate): number {
  // 0000-03-01, the day with the number 0, was a Wednesday.
  return ((dayNumber(date) + 2) % 7) + 1;
}

/**
 * The last day of a term of `months` that starts on `startsOn`, by Civil Code article 143(2): the day before the
 * corresponding day; where that day does not exist, the last day of the month (rules.md R-DATE-TERM).
 */
export function lastDayOf(startsOn: CalendarDate, months: number): CalendarDate {
  const [year, month] = monthAfter(startsOn, months);
  const corresponding = dayOf(startsOn);
  const length = daysInMonth(year, month);
  if (corresponding > length) return written(year, month, length);
  return corresponding > 1 ? written(year, month, corresponding - 1) : addDays(written(year, month, 1), -1);
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
  const apart = (yearOf(endsOn) - yearOf(startsOn)) * 12 + monthOf(endsOn) - monthOf(startsOn);
  const isReached = apart > 0 && lastDayOf(startsOn, apart) >= endsOn;
  return isReached ? apart : apart + 1;
}

function yearOf(date: CalendarDate): number {
  return digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);
}

function monthOf(date: CalendarDate): number {
  return digit(date, 5) * 10 + digit(date, 6);
}

function dayOf(date: CalendarDate): number {
  return digit(date, 8) * 10 + digit(date, 9);
}

function digit(date: CalendarDate, place: number): number {
  return date.charCodeAt(place) - 48;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function monthAfter(date: CalendarDate, months: number): readonly [year: number, month: number] {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  return [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
}

/** Days since 0000-03-01: a year counted from March ends with its leap day. */
function dayNumber(date: CalendarDate): number {
  const month = monthOf(date);
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const fromMarch = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + Math.floor((153 * fromMarch + 2) / 5) + dayOf(date) - 1;
}

function fromDayNumber(number: number): CalendarDate {
  const era = Math.floor(number / DAYS_IN_400_YEARS);
  const dayOfEra = number - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return written(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

function written(year: number, month: number, day: number): CalendarDate {
  const digits = year >= 1000 ? String(year) : String(year).padStart(4, '0');
  return `${digits}-${two(month)}-${two(day)}` as CalendarDate;
}

function two(number: number): string {
  return TWO_DIGITS[number] ?? '';
}
