import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessDays } from './business-days.ts';
import { addDays, calendarDate, daysBetween } from './calendar-date.ts';
import { costOfWaiting, latestSafeOrder, type WaitingStretch } from './renewal-outlook.ts';
import { review } from './review.ts';
import { aPeriod, aRenewal, aRequest, anUpgrade, calendar, findingOf } from './testing/a-request.ts';
import { aDay, anyRequest } from './testing/arbitraries.ts';

describe('the days to order by', () => {
  it.each([
    { endsOn: '2024-02-29', recommendedOn: '2024-01-29', latestOn: '2024-02-19' },
    { endsOn: '2024-03-31', recommendedOn: '2024-02-29', latestOn: '2024-03-19' },
    { endsOn: '2024-05-12', recommendedOn: '2024-04-12', latestOn: '2024-04-25' },
  ])('for an end on $endsOn: $recommendedOn, at the latest $latestOn', ({ endsOn, recommendedOn, latestOn }) => {
    expect(latestSafeOrder(calendarDate(endsOn), calendar)).toEqual({ recommendedOn, latestOn });
  });

  it('the latest one arrives in time, the next one does not', () => {
    fc.assert(
      fc.property(aDay(), (endsOn) => {
        const { latestOn, recommendedOn } = latestSafeOrder(endsOn, calendar);
        expect(addBusinessDays(latestOn, 8, calendar) <= endsOn).toBe(true);
        expect(addBusinessDays(addDays(latestOn, 1), 8, calendar) > endsOn).toBe(true);
        expect(recommendedOn < latestOn).toBe(true);
      }),
    );
  });
});

describe('the cost of waiting', () => {
  const inShort = ({ orderedOn, reinstatementFee, deadDays }: WaitingStretch) => [
    `${orderedOn.startsOn}..${orderedOn.endsOn}`,
    reinstatementFee,
    deadDays.first,
    deadDays.last,
  ];

  it('rises with the fee on the 91st day, and with the days that are gone', () => {
    const stretches = costOfWaiting(aRequest({ on: '2024-02-15' }));
    expect(stretches.map(inShort)).toEqual([
      ['2024-02-15..2024-05-29', false, 0, 101],
      ['2024-05-30..2024-08-12', true, 102, 174],
    ]);
    expect(stretches[0]).toMatchObject({
      verdict: 'ELIGIBLE',
      period: aPeriod('2024-03-01', '2025-02-28'),
      charges: [{ kind: 'LIST_PRICE' }],
      daysCutByEndOfSupport: 0,
    });
    expect(stretches[1]?.charges).toHaveLength(2);
  });

  it('nothing is dead when the pack is registered by the first day', () => {
    const [first] = costOfWaiting(aRequest({ on: '2024-02-20' }), 1);
    expect(first && inShort(first)).toEqual(['2024-02-20..2024-02-20', false, 0, 0]);
    const [next] = costOfWaiting(aRequest({ on: '2024-02-21' }), 1);
    expect(next?.deadDays.first).toBe(3);
  });

  it('says what the end of support cuts off', () => {
    const [first] = costOfWaiting(aRequest({ endOfSupportOn: '2024-12-31' }), 10);
    expect(first?.daysCutByEndOfSupport).toBe(59);
    expect(first?.period).toEqual(aPeriod('2024-03-01', '2024-12-31'));
    const [none] = costOfWaiting(aRequest({ endOfSupportOn: '2024-02-28' }), 10);
    expect(none).toMatchObject({ verdict: 'REFUSED', daysCutByEndOfSupport: 0, deadDays: { first: 0, last: 0 } });
  });

  it('a whole period may be dead, and no more than that', () => {
    const [first] = costOfWaiting(aRequest({ on: '2026-01-15' }), 1);
    expect(first?.deadDays.first).toBe(365);
  });

  it('an upgrade is refused from the day after the warranty', () => {
    const stretches = costOfWaiting(aRequest({ on: '2024-02-20', offering: anUpgrade({ months: 60 }) }), 30);
    expect(stretches.map(({ verdict, orderedOn }) => [verdict, orderedOn.startsOn])).toEqual([
      ['ELIGIBLE', '2024-02-20'],
      ['REFUSED', '2024-03-01'],
    ]);
  });

  it('is asked of a new order, also for a pack that is held', () => {
    const held = aRequest({ stage: 'REGISTRATION', on: '2024-06-01', orderedOn: '2024-02-01' });
    expect(costOfWaiting(held, 1)[0]?.reinstatementFee).toBe(true);
    const crossing = { ...held, endOfSupportOn: calendarDate('2024-12-31') };
    const used = { ...crossing, machine: { ...crossing.machine, used: true } };
    // A used machine is asked about before a pack is ordered, not when it is registered.
    expect(costOfWaiting(used, 1)[0]?.verdict).toBe('NEEDS_APPROVAL');
    expect(review(used).verdict).toBe('ELIGIBLE');
    expect(costOfWaiting(held, 0)).toEqual([]);
  });

  it('stretches follow each other without a gap and tell what each day would be told', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const stretches = costOfWaiting(request, 60);
        const days = stretches.flatMap(({ orderedOn: { startsOn, endsOn }, ...told }) =>
          Array.from({ length: daysBetween(startsOn, endsOn) + 1 }, (_, n) => ({ on: addDays(startsOn, n), told })),
        );
        expect(days.map(({ on }) => on)).toEqual(Array.from({ length: 60 }, (_, n) => addDays(request.on, n)));
        const { on, told } = days[37] ?? { on: request.on, told: undefined };
        const stage = request.stage === 'REGISTRATION' ? 'ORDER' : request.stage;
        const decision = review({ ...request, stage, on, orderedOn: on });
        expect(told).toMatchObject({ verdict: decision.verdict, charges: decision.charges });
        expect(told?.period).toEqual(decision.period);
        expect(told?.reinstatementFee).toBe(findingOf(decision, 'REN_FEE_90') !== undefined);
      }),
      { numRuns: 60 },
    );
  });

  it('ordering a renewal earlier never costs more and never covers less', () => {
    fc.assert(
      fc.property(anyRequest, (given) => {
        const request = { ...given, offering: aRenewal() };
        const stretches = costOfWaiting(request, 200);
        stretches.forEach((stretch, index) => {
          const before = stretches[index - 1];
          expect(stretch.deadDays.first <= stretch.deadDays.last).toBe(true);
          if (before === undefined) return;
          expect(before.period).toEqual(stretch.period);
          expect(before.deadDays.last <= stretch.deadDays.first).toBe(true);
          expect(before.charges.length <= stretch.charges.length).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });
});
