import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  calendarDate,
  type CalendarDate,
  dayOfWeek,
  daysBetween,
  lastDayOf,
  monthsToReach,
  parseCalendarDate,
} from './calendar-date.ts';
import { aDay } from './testing/arbitraries.ts';

/** Civil Code 143(2), walked day by day with nothing of the language's own month arithmetic. */
function naiveLastDay(startsOn: string, months: number): string {
  const [year = 0, month = 0, dayOfMonth = 0] = startsOn.split('-').map(Number);
  const target = year * 12 + (month - 1) + months;
  const inTarget: string[] = [];
  for (let day = calendarDate(startsOn); ; day = addDays(day, 1)) {
    const [y = 0, m = 0] = day.split('-').map(Number);
    const index = y * 12 + (m - 1);
    if (index > target) break;
    if (index === target) inTarget.push(day);
  }
  const corresponding = inTarget.find((day) => Number(day.slice(8)) === dayOfMonth);
  return corresponding === undefined ? (inTarget.at(-1) ?? '') : addDays(calendarDate(corresponding), -1);
}

describe('the last day of a term', () => {
  it.each([
    { id: 'W28', startsOn: '2024-02-29', months: 12, endsOn: '2025-02-28' },
    { id: 'W30', startsOn: '2023-03-01', months: 12, endsOn: '2024-02-29' },
    { id: 'W30', startsOn: '2024-03-01', months: 12, endsOn: '2025-02-28' },
    { id: 'W31', startsOn: '2024-08-31', months: 6, endsOn: '2025-02-28' },
    { id: 'W31', startsOn: '2024-08-31', months: 18, endsOn: '2026-02-28' },
    { id: 'beside W31', startsOn: '2024-08-30', months: 6, endsOn: '2025-02-28' },
    { id: 'beside W31', startsOn: '2024-08-29', months: 6, endsOn: '2025-02-28' },
    { id: 'beside W31', startsOn: '2024-08-28', months: 6, endsOn: '2025-02-27' },
    { id: 'a leap year', startsOn: '2020-02-29', months: 48, endsOn: '2024-02-28' },
    { id: 'a year end', startsOn: '2024-01-01', months: 12, endsOn: '2024-12-31' },
  ])('$id: $months months from $startsOn end on $endsOn', ({ startsOn, months, endsOn }) => {
    expect(lastDayOf(calendarDate(startsOn), months)).toBe(endsOn);
  });

  it('is the one a day-by-day reading of the law gives', () => {
    fc.assert(
      fc.property(aDay(), fc.integer({ min: 1, max: 40 }), (startsOn, months) => {
        expect(lastDayOf(startsOn, months)).toBe(naiveLastDay(startsOn, months));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the months that reach a day', () => {
  it.each([
    { id: 'W55', from: '2024-04-01', to: '2028-10-31', months: 55 },
    { id: 'W56', from: '2024-04-01', to: '2028-09-30', months: 54 },
    { id: 'W56', from: '2024-04-01', to: '2028-10-01', months: 55 },
    { id: 'W59', from: '2024-01-31', to: '2024-02-29', months: 1 },
    { id: 'beside W59', from: '2024-01-31', to: '2024-03-01', months: 2 },
    { id: 'W61', from: '2024-04-01', to: '2024-04-01', months: 1 },
    { id: 'the day before', from: '2024-04-01', to: '2024-03-31', months: 0 },
  ])('$id: $months from $from to $to', ({ from, to, months }) => {
    expect(monthsToReach(calendarDate(from), calendarDate(to))).toBe(months);
  });

  it('are the fewest whose term reaches it', () => {
    fc.assert(
      fc.property(aDay(), fc.integer({ min: 0, max: 4000 }), (from, days) => {
        const to = addDays(from, days);
        const months = monthsToReach(from, to);
        expect(months).toBeGreaterThanOrEqual(1);
        expect(lastDayOf(from, months) >= to).toBe(true);
        expect(months === 1 || lastDayOf(from, months - 1) < to).toBe(true);
      }),
    );
  });
});

it.each([
  { text: '2024-02-29', day: '2024-02-29' },
  { text: '2023-02-29', day: undefined },
  { text: '2024-2-29', day: undefined },
  { text: '2024-02-29T00:00:00Z', day: undefined },
])('reads "$text" as $day', ({ text, day }) => {
  expect(parseCalendarDate(text)).toBe(day);
});

it('clamps a month that is too short', () => {
  expect(addMonths(calendarDate('2024-03-31'), -1)).toBe('2024-02-29');
});

/** Every day from 1990 to 2049. */
function everyDay(): CalendarDate[] {
  const days: CalendarDate[] = [];
  const last = Temporal.PlainDate.from('2049-12-31');
  for (
    let day = Temporal.PlainDate.from('1990-01-01');
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  )
    days.push(day.toString() as CalendarDate);
  return days;
}

/** Civil Code 143(2) from a calendar of month lengths alone. */
function byTheLaw(startsOn: string, months: number): string {
  const [year = 0, month = 0, day = 0] = startsOn.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const lengthOf = (at: number) => {
    const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
    if (m === 2) return (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28;
    return [4, 6, 9, 11].includes(m) ? 30 : 31;
  };
  const text = (at: number, d: number) =>
    [String(Math.floor(at / 12)).padStart(4, '0'), (at % 12) + 1, d]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
  if (day > lengthOf(index)) return text(index, lengthOf(index));
  return day === 1 ? text(index - 1, lengthOf(index - 1)) : text(index, day - 1);
}

it.each([1, 6, 12, 24, 36, 48, 60])('%i months from every day of sixty years end where the law says', (months) => {
  const wrong = everyDay().filter((day) => lastDayOf(day, months) !== byTheLaw(day, months));
  expect(wrong).toEqual([]);
});

it('every day of sixty years has its week day, and follows the day before', () => {
  const days = everyDay();
  expect(days.length).toBe(21_915);
  days.forEach((day, index) => {
    const plain = Temporal.PlainDate.from(day);
    const before = days[index - 1];
    if (dayOfWeek(day) !== plain.dayOfWeek || (before && addDays(before, 1) !== day)) throw new Error(day);
  });
});

it('agrees with Temporal from the year 1 to the year 9000', () => {
  const anyDay = fc
    .integer({ min: 0, max: 3_280_000 })
    .map((days) => Temporal.PlainDate.from('0001-01-01').add({ days }).toString() as CalendarDate);
  fc.assert(
    fc.property(anyDay, anyDay, fc.integer({ min: -400, max: 1200 }), (a, b, number) => {
      const plain = Temporal.PlainDate.from(a);
      const inRange = (date: Temporal.PlainDate) => date.year >= 1;
      expect(parseCalendarDate(a)).toBe(a);
      expect(daysBetween(a, b)).toBe(plain.until(Temporal.PlainDate.from(b), { largestUnit: 'days' }).days);
      expect(dayOfWeek(a)).toBe(plain.dayOfWeek);
      const later = plain.add({ days: number });
      if (inRange(later)) expect(addDays(a, number)).toBe(later.toString());
      const months = plain.add({ months: number });
      if (inRange(months)) expect(addMonths(a, number)).toBe(months.toString());
    }),
    { numRuns: 5000 },
  );
});

it.each(['12024-02-29', '2024-00-10', '2024-13-01', '2024-04-31', '2100-02-29', '2024-01-00', '2024-01-32', ''])(
  'is no day: "%s"',
  (text) => {
    expect(parseCalendarDate(text)).toBeUndefined();
    expect(() => calendarDate(text)).toThrow(new RangeError(`not a calendar day: ${text}`));
  },
);
