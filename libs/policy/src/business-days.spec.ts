import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessDays, deliveryWindow, nextBusinessDay } from './business-days.ts';
import { calendarDate } from './calendar-date.ts';
import { calendar } from './testing/a-request.ts';
import { aDay } from './testing/arbitraries.ts';

describe('business days', () => {
  it.each([
    { id: 'W74', from: '2024-05-02', next: '2024-05-07' },
    { id: 'the day before W74', from: '2024-05-01', next: '2024-05-02' },
    { id: 'a Friday', from: '2024-05-31', next: '2024-06-03' },
    { id: 'a Sunday', from: '2024-06-02', next: '2024-06-03' },
  ])('$id: $next follows $from', ({ from, next }) => {
    expect(nextBusinessDay(calendarDate(from), calendar)).toBe(next);
  });

  it.each([
    { id: 'W20', orderedOn: '2024-05-31', startsOn: '2024-06-07', endsOn: '2024-06-12' },
    { id: 'the day after W20, a Saturday', orderedOn: '2024-06-01', startsOn: '2024-06-07', endsOn: '2024-06-12' },
    { id: 'over the holidays', orderedOn: '2024-04-26', startsOn: '2024-05-08', endsOn: '2024-05-13' },
  ])('$id: what is ordered on $orderedOn arrives from $startsOn to $endsOn', ({ orderedOn, startsOn, endsOn }) => {
    expect(deliveryWindow(calendarDate(orderedOn), calendar)).toEqual({ startsOn, endsOn });
  });

  it('stay put for none, and come back from a calendar that is always closed', () => {
    const closed = { isBusinessDay: () => false };
    expect(addBusinessDays(calendarDate('2024-06-01'), 0, calendar)).toBe('2024-06-01');
    expect(addBusinessDays(calendarDate('2024-06-01'), 2, closed)).toBe('2024-06-03');
  });

  it('never run backwards: a later day or more days give a day no earlier, and always a business day', () => {
    fc.assert(
      fc.property(aDay(), aDay(), fc.nat(20), fc.nat(20), (a, b, m, n) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const [few, many] = m < n ? [m, n] : [n, m];
        expect(addBusinessDays(early, n, calendar) <= addBusinessDays(late, n, calendar)).toBe(true);
        expect(addBusinessDays(a, few, calendar) <= addBusinessDays(a, many, calendar)).toBe(true);
        if (n > 0) expect(calendar.isBusinessDay(addBusinessDays(a, n, calendar))).toBe(true);
      }),
    );
  });
});
