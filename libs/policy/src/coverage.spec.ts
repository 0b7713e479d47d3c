import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { coverageOn } from './coverage.ts';
import type { Period } from './period.ts';
import { aPeriod } from './testing/a-request.ts';
import type { CoverageLayer } from './vocabulary.ts';

interface Given {
  readonly layer: CoverageLayer;
  readonly period: Period;
}

const base: Given = { layer: 'BASE_WARRANTY', period: aPeriod('2021-03-01', '2024-02-29') };
const upgrade: Given = { layer: 'SERVICE', period: aPeriod('2021-03-01', '2024-02-29') };
const renewal: Given = { layer: 'SERVICE', period: aPeriod('2024-03-01', '2025-02-28') };
const late: Given = { layer: 'SERVICE', period: aPeriod('2024-04-01', '2025-03-31') };
const premier: Given = { layer: 'PREMIER', period: aPeriod('2023-01-01', '2025-12-31') };

describe('coverage on a day', () => {
  it.each([
    { what: 'the first day', periods: [base], on: '2021-03-01', covered: true, inForce: 1, lapses: [] },
    { what: 'the last day', periods: [base], on: '2024-02-29', covered: true, inForce: 1, lapses: [] },
    {
      what: 'the day after',
      periods: [base],
      on: '2024-03-01',
      covered: false,
      inForce: 0,
      lapses: [['2024-03-01', '2024-03-01']],
    },
    { what: 'the day before the first', periods: [base], on: '2021-02-28', covered: false, inForce: 0, lapses: [] },
    {
      what: 'layers over each other',
      periods: [renewal, base, upgrade],
      on: '2024-02-29',
      covered: true,
      inForce: 2,
      lapses: [],
    },
    {
      what: 'a renewal without a gap',
      periods: [renewal, base],
      on: '2024-03-01',
      covered: true,
      inForce: 1,
      lapses: [],
    },
    {
      what: 'a stretch without',
      periods: [late, base],
      on: '2024-03-15',
      covered: false,
      inForce: 0,
      lapses: [['2024-03-01', '2024-03-31']],
    },
    {
      what: 'two stretches without, told in any order',
      periods: [{ layer: 'SERVICE', period: aPeriod('2025-06-01', '2026-05-31') } as const, base, late],
      on: '2026-06-01',
      covered: false,
      inForce: 0,
      lapses: [
        ['2024-03-01', '2024-03-31'],
        ['2025-04-01', '2025-05-31'],
        ['2026-06-01', '2026-06-01'],
      ],
    },
    {
      what: 'a stretch gone by',
      periods: [late, base],
      on: '2024-04-01',
      covered: true,
      inForce: 1,
      lapses: [['2024-03-01', '2024-03-31']],
    },
    {
      what: 'Premier alone, which covers no machine',
      periods: [base, premier],
      on: '2024-03-01',
      covered: false,
      inForce: 1,
      lapses: [['2024-03-01', '2024-03-01']],
    },
  ])('$what ($on)', ({ periods, on, covered, inForce, lapses }) => {
    const coverage = coverageOn(periods, calendarDate(on));
    expect(coverage.covered).toBe(covered);
    expect(coverage.periods).toHaveLength(inForce);
    expect(coverage.lapses).toEqual(lapses.map(([startsOn, endsOn]) => ({ startsOn, endsOn })));
  });

  it('knows the last covered day, and that there may be none', () => {
    expect(coverageOn([base, renewal, premier], calendarDate('2024-01-01')).coveredUntil).toBe('2025-02-28');
    expect(coverageOn([premier], calendarDate('2024-01-01'))).toMatchObject({ covered: false, lapses: [] });
    expect(coverageOn([], calendarDate('2024-01-01')).coveredUntil).toBeUndefined();
  });

  it('a long period that holds a short one leaves no lapse', () => {
    const short = { layer: 'SERVICE', period: aPeriod('2021-03-01', '2021-12-31') } as const;
    expect(coverageOn([base, short, renewal], calendarDate('2024-06-01')).lapses).toEqual([]);
  });
});
