import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { isServedToItsEnd } from './end-of-support.rule.ts';
import { review } from './review.ts';
import { aRenewal, aRequest, anUpgrade, findingOf, objectionsOf } from './testing/a-request.ts';

const ending = { warranty: ['2022-04-01', '2025-03-31'], on: '2025-01-15' } as const;

describe('end of support and a renewal', () => {
  it('W46: bought with less than a year to go it warns, and is cut', () => {
    const decision = review(aRequest({ ...ending, endOfSupportOn: '2025-12-31' }));
    expect(decision).toMatchObject({ verdict: 'ELIGIBLE', period: { startsOn: '2025-04-01', endsOn: '2025-12-31' } });
    expect(objectionsOf(decision)).toEqual(['WARN EOS_LT1Y', 'WARN EOS_TRUNCATE']);
  });

  it('W47: already held it is registered up to that day', () => {
    const decision = review(aRequest({ ...ending, stage: 'REGISTRATION', endOfSupportOn: '2025-12-31' }));
    expect(decision).toMatchObject({ verdict: 'ELIGIBLE', period: { startsOn: '2025-04-01', endsOn: '2025-12-31' } });
    expect(objectionsOf(decision)).toEqual([]);
    expect(findingOf(decision, 'EOS_HELD')?.effect).toBe('DERIVE');
    expect(findingOf(decision, 'EOS_TRUNCATE')?.effect).toBe('DERIVE');
  });

  it.each(['2026-03-31', '2026-04-01'])('W47: a pack held that ends by %s is not cut', (endOfSupportOn) => {
    const decision = review(aRequest({ ...ending, stage: 'REGISTRATION', endOfSupportOn }));
    expect(decision.period?.endsOn).toBe('2026-03-31');
    expect(findingOf(decision, 'EOS_HELD')).toBeUndefined();
    expect(findingOf(decision, 'EOS_TRUNCATE')).toBeUndefined();
  });

  it.each([
    {
      what: 'a day short of a year',
      endOfSupportOn: '2026-03-30',
      months: 12,
      objections: ['WARN EOS_LT1Y', 'WARN EOS_TRUNCATE'],
    },
    { what: 'exactly a year', endOfSupportOn: '2026-03-31', months: 12, objections: [] },
    { what: 'exactly a year, two asked', endOfSupportOn: '2026-03-31', months: 24, objections: ['WARN EOS_TRUNCATE'] },
    { what: 'exactly two years, two asked', endOfSupportOn: '2027-03-31', months: 24, objections: [] },
    {
      what: 'the first day itself',
      endOfSupportOn: '2025-04-01',
      months: 12,
      objections: ['WARN EOS_LT1Y', 'WARN EOS_TRUNCATE'],
    },
    {
      what: 'W51: the day before the first',
      endOfSupportOn: '2025-03-31',
      months: 12,
      objections: ['REFUSE EOS_MAYREFUSE'],
    },
  ])('$what', ({ endOfSupportOn, months, objections }) => {
    const decision = review(aRequest({ ...ending, endOfSupportOn, offering: aRenewal({ months }) }));
    expect(objectionsOf(decision)).toEqual(objections);
    expect(decision.period === undefined || decision.period.endsOn <= endOfSupportOn).toBe(true);
  });

  it('W51: nothing makes sense after it, also for a pack already held', () => {
    const decision = review(aRequest({ ...ending, stage: 'REGISTRATION', endOfSupportOn: '2025-03-31' }));
    expect(decision.verdict).toBe('REFUSED');
    expect(decision.period).toBeUndefined();
  });

  it('W53: not announced is a state of its own', () => {
    const decision = review(aRequest(ending));
    expect(findingOf(decision, 'EOS_UNANNOUNCED')?.effect).toBe('INFO');
    expect(findingOf(review(aRequest({ ...ending, endOfSupportOn: '2030-12-31' })), 'EOS_UNANNOUNCED')).toBeUndefined();
  });
});

describe('end of support and a new pack', () => {
  it.each([
    { on: '2025-02-28', objections: [] },
    { on: '2025-03-01', objections: ['REFUSE EOS_MAYREFUSE'] },
  ])('is bought on $on up to the end of support on 2025-02-28', ({ on, objections }) => {
    const offering = anUpgrade({ level: 'FULL_24X7' });
    const decision = review(
      aRequest({
        warranty: ['2022-03-01', '2025-03-31'],
        on,
        offering: { ...offering, termMonths: 37 },
        endOfSupportOn: '2025-02-28',
      }),
    );
    expect(objectionsOf(decision).filter((each) => each.includes('MAYREFUSE'))).toEqual(objections);
    expect(decision.period?.endsOn).toBe('2025-02-28');
  });
});

describe('end of support and a used machine', () => {
  it.each([
    { stage: 'QUOTE', asks: true },
    { stage: 'ORDER', asks: true },
    { stage: 'REGISTRATION', asks: false },
  ] as const)('at $stage asks for approval: $asks', ({ stage, asks }) => {
    const decision = review(aRequest({ ...ending, stage, machine: { used: true }, endOfSupportOn: '2028-03-31' }));
    expect(findingOf(decision, 'EOS_MAYREFUSE')?.effect).toBe(asks ? 'APPROVE' : undefined);
    expect(findingOf(review(aRequest({ ...ending, stage, machine: { used: true } })), 'EOS_MAYREFUSE')).toBeUndefined();
  });
});

describe('end of support and what was registered before it was announced', () => {
  it.each([
    { endsOn: '2028-02-29', endOfSupportOn: undefined, on: '2028-02-29', reason: undefined },
    { endsOn: '2028-02-29', endOfSupportOn: '2028-03-01', on: '2028-02-29', reason: undefined },
    { endsOn: '2028-02-29', endOfSupportOn: '2028-02-29', on: '2028-02-29', reason: undefined },
    { endsOn: '2028-02-29', endOfSupportOn: '2028-02-28', on: '2028-02-27', reason: 'REGISTERED' },
    { endsOn: '2028-02-29', endOfSupportOn: '2028-02-28', on: '2028-02-28', reason: 'REGISTERED' },
    { endsOn: '2028-02-29', endOfSupportOn: '2028-02-28', on: '2028-02-29', reason: 'PASSED' },
  ])('to $endsOn with $endOfSupportOn, on $on: $reason', ({ endsOn, endOfSupportOn, on, reason }) => {
    const finding = isServedToItsEnd({
      endsOn: calendarDate(endsOn),
      endOfSupportOn: endOfSupportOn === undefined ? undefined : calendarDate(endOfSupportOn),
      on: calendarDate(on),
    });
    expect(finding?.facts.reason).toBe(reason);
    expect(finding?.effect).toBe(reason && 'WARN');
  });
});
