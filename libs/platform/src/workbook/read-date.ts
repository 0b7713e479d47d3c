import { addDays, type CalendarDate, calendarDate, lastDayOf, parseCalendarDate } from '#policy';
import { plainText, type Reading, saysNothing, unreadable } from './reading.ts';
import type { Cell } from './workbook.ts';

export interface DateReadingOptions {
  readonly date1904?: boolean;
  /** Days from this one on stand for "no such day" (lists write 2050 or 9999 for it). */
  readonly noneFrom?: CalendarDate;
}

const EARLIEST = calendarDate('1990-01-01');
const LATEST = calendarDate('2099-12-31');
const EXAMPLE = { example: '2027-03-31' };
const UNDECIDED = /^(?:未定|未発表|未公表|未確定|tbd|tba|not announced|none)$/i;

/**
 * Reads a day in any spelling a Japanese or English list uses: a day cell, its serial number, `2021年9月28日`,
 * `2021/9/28`, `20210928`, `令和3年9月28日`, `R3.9.28`, `28 Sep 2021`. What can be meant two ways is an issue, never a guess.
 */
export function readDate(cell: Cell, options: DateReadingOptions = {}): Reading<CalendarDate> {
  const { value } = cell;
  if (value.kind === 'date') return within(value.date, options);
  if (value.kind === 'number') return readSerial(value.number, options);
  const text = plainText(cell.raw);
  if (saysNothing(text) || UNDECIDED.test(text)) return {};
  return readDateText(text, options);
}

/** The first day that a text mentions, as in `2026年10月1日版`. */
export function findDate(text: string): CalendarDate | undefined {
  const plain = plainText(text);
  const year = '(?:(?:令和|平成|[RH])\\s?(?:\\d{1,2}|元)|\\d{4})';
  const [found] = new RegExp(`${year}\\s?[年./-]\\s?\\d{1,2}\\s?[月./-]\\s?\\d{1,2}`, 'i').exec(plain) ?? [];
  return found === undefined ? undefined : readDateText(found, {}).value;
}

function readDateText(text: string, options: DateReadingOptions): Reading<CalendarDate> {
  const tidy = text
    .replace(/\s*\([^)]*\)$/, '')
    .replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, '')
    .replace(/[‐‑‒–—―−ー]/g, '-');
  if (/^\d{5}$/.test(tidy)) return readSerial(Number(tidy), options);
  const parts = wholeDate(tidy);
  if (parts === undefined) return readIncomplete(tidy, options);
  const date = dayOf(parts);
  if (date !== undefined) return within(date, options);
  if (options.noneFrom !== undefined && parts.year >= Number(options.noneFrom.slice(0, 4))) return {};
  return unreadable('DATE_FORMAT', { ...EXAMPLE, reason: 'NO_SUCH_DAY' });
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const YEAR = '(?:(令和|平成|昭和|令|平|昭|[RHS])\\s?\\.?\\s?)?(\\d{1,4}|元)';
const YEAR_FIRST = new RegExp(`^${YEAR}\\s?([年./-])\\s?(\\d{1,2})\\s?[月./-]\\s?(\\d{1,2})\\s?日?$`, 'i');
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_MONTH_NAME = /^(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i;
const MONTH_NAME_DAY = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function wholeDate(text: string): DateParts | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, era, year = '', , month, day] = yearFirst;
    const westernYear = westernYearOf(era, year);
    return westernYear === undefined ? undefined : { year: westernYear, month: Number(month), day: Number(day) };
  }
  const [, year, month, day] = COMPACT.exec(text) ?? [];
  if (year !== undefined) return { year: Number(year), month: Number(month), day: Number(day) };
  const dayFirst = DAY_MONTH_NAME.exec(text);
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = MONTH_NAME_DAY.exec(text);
  return monthFirst ? named(monthFirst[3], monthFirst[1], monthFirst[2]) : undefined;
}

function named(year: string | undefined, month = '', day: string | undefined): DateParts | undefined {
  const index = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  return index < 0 ? undefined : { year: Number(year), month: index + 1, day: Number(day) };
}

/** The year before the first one of each era. */
const ERAS = new Map([
  ['令', 2018],
  ['R', 2018],
  ['平', 1988],
  ['H', 1988],
  ['昭', 1925],
  ['S', 1925],
]);

function westernYearOf(era: string | undefined, year: string): number | undefined {
  if (era === undefined) return /^\d{4}$/.test(year) ? Number(year) : undefined;
  const before = ERAS.get(era.charAt(0).toUpperCase());
  const number = year === '元' ? 1 : Number(year);
  return before === undefined || year.length > 2 || number === 0 ? undefined : before + number;
}

function dayOf({ year, month, day }: DateParts): CalendarDate | undefined {
  const [y, m, d] = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')];
  return parseCalendarDate(`${y}-${m}-${d}`);
}

const YEAR_AND_MONTH = new RegExp(`^${YEAR}\\s?[年./-]\\s?(\\d{1,2})\\s?月?\\s?(末日?)?$`, 'i');

function readIncomplete(text: string, options: DateReadingOptions): Reading<CalendarDate> {
  const [, era, year = '', month, atItsEnd] = YEAR_AND_MONTH.exec(text) ?? [];
  const westernYear = westernYearOf(era, year);
  if (westernYear !== undefined && month !== undefined) {
    const firstDay = dayOf({ year: westernYear, month: Number(month), day: 1 });
    if (firstDay === undefined) return unreadable('DATE_FORMAT', { ...EXAMPLE, reason: 'NO_SUCH_DAY' });
    if (atItsEnd === undefined) return unreadable('DATE_PARTIAL', EXAMPLE);
    const { value, issue } = within(lastDayOf(firstDay, 1), options);
    const readAs: { readAs: string } | undefined = value === undefined ? undefined : { readAs: value };
    return issue ? { issue } : { value, issue: { code: 'DATE_PARTIAL', severity: 'WARNING', expected: readAs } };
  }
  if (/^\d{1,2}月末日?$/.test(text) || /^(?:\d{4}|(?:令和|平成|[RH])\d{1,2})年(?:度|末)?$/i.test(text)) {
    return unreadable('DATE_PARTIAL', EXAMPLE);
  }
  if (/^\d{1,2}(?:月\s?\d{1,2}\s?日?|[/.-]\d{1,2})$/.test(text)) return unreadable('DATE_NO_YEAR', EXAMPLE);
  if (/^\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})$/.test(text)) return unreadable('DATE_AMBIGUOUS', EXAMPLE);
  return unreadable('DATE_FORMAT', EXAMPLE);
}

const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;

function readSerial(number: number, options: DateReadingOptions): Reading<CalendarDate> {
  const whole = Math.floor(number);
  if (/^(?:19|20)\d{6}$/.test(String(number))) return readDateText(String(number), options);
  if (!(whole >= FIRST_SERIAL && whole <= LAST_SERIAL)) {
    return options.noneFrom !== undefined && whole > LAST_SERIAL ? {} : unreadable('DATE_FORMAT', EXAMPLE);
  }
  const firstDay = calendarDate(options.date1904 ? '1904-01-01' : '1899-12-30');
  const { value, issue } = within(addDays(firstDay, whole), options);
  if (value === undefined || issue) return { issue };
  return { value, issue: { code: 'DATE_FROM_SERIAL', severity: 'WARNING', expected: { readAs: value } } };
}

function within(date: CalendarDate, { noneFrom }: DateReadingOptions): Reading<CalendarDate> {
  if (noneFrom !== undefined && date >= noneFrom) return {};
  if (date < EARLIEST || date > LATEST) return unreadable('DATE_OUT_OF_RANGE', { from: EARLIEST, until: LATEST });
  return { value: date };
}
