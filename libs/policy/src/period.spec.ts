import { expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { includes, overlaps, termFrom } from './period.ts';
import { aPeriod } from './testing/a-request.ts';

const year = termFrom(calendarDate('2024-03-01'), 12);

it.each([
  { day: '2024-02-29', inside: false },
  { day: '2024-03-01', inside: true },
  { day: '2025-02-28', inside: true },
  { day: '2025-03-01', inside: false },
])('a year from 2024-03-01 includes $day: $inside', ({ day, inside }) => {
  expect(includes(year, calendarDate(day))).toBe(inside);
});

it.each([
  { other: ['2023-03-01', '2024-02-29'], shared: false },
  { other: ['2023-03-02', '2024-03-01'], shared: true },
  { other: ['2025-02-28', '2026-02-27'], shared: true },
  { other: ['2025-03-01', '2026-02-28'], shared: false },
] as const)('and shares a day with $other: $shared', ({ other: [startsOn, endsOn], shared }) => {
  const other = aPeriod(startsOn, endsOn);
  expect(overlaps(year, other)).toBe(shared);
  expect(overlaps(other, year)).toBe(shared);
});
