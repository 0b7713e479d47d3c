import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { review } from './review.ts';
import {
  aCatalogue,
  aPremierUpgrade,
  aRequest,
  aService,
  findingOf,
  type Given,
  objectionsOf,
} from './testing/a-request.ts';

/** A service from 2022 to the day, upgraded with effect from `on`. */
function upgraded(on: string, endsOn: string, months: number, given: Given = {}) {
  const coverage = [aService('2022-01-01', endsOn, { kind: 'WARRANTY_UPGRADE' })];
  const warranty = ['2022-01-01', '2022-12-31'] as const;
  return review(
    aRequest({
      stage: 'REGISTRATION',
      on,
      orderedOn: on,
      warranty,
      coverage,
      offering: aPremierUpgrade(months),
      ...given,
    }),
  );
}

describe('the size of a Premier upgrade', () => {
  it.each([
    { id: 'W55', on: '2024-04-01', endsOn: '2028-10-31', months: 60, remaining: 55, objections: [] },
    {
      id: 'W55, too small',
      on: '2024-04-01',
      endsOn: '2028-10-31',
      months: 48,
      remaining: 55,
      objections: ['REFUSE PREM_SIZE'],
    },
    { id: 'W56', on: '2024-04-01', endsOn: '2028-09-30', months: 60, remaining: 54, objections: [] },
    { id: 'W56', on: '2024-04-01', endsOn: '2028-10-01', months: 60, remaining: 55, objections: [] },
    { id: 'exactly 48', on: '2024-04-01', endsOn: '2028-03-31', months: 48, remaining: 48, objections: [] },
    {
      id: 'exactly 48, larger asked',
      on: '2024-04-01',
      endsOn: '2028-03-31',
      months: 60,
      remaining: 48,
      objections: ['WARN PREM_SIZE'],
    },
    {
      id: '48 and a day',
      on: '2024-04-01',
      endsOn: '2028-04-01',
      months: 48,
      remaining: 49,
      objections: ['REFUSE PREM_SIZE'],
    },
    { id: 'W59', on: '2024-01-31', endsOn: '2024-02-29', months: 12, remaining: 1, objections: [] },
    { id: 'W61', on: '2024-04-01', endsOn: '2024-04-01', months: 12, remaining: 1, objections: ['WARN PREM_SIZE'] },
  ])('$id: up to $months months from $on to $endsOn', ({ on, endsOn, months, remaining, objections }) => {
    const decision = upgraded(on, endsOn, months);
    expect(decision.period).toEqual({ startsOn: on, endsOn });
    expect(findingOf(decision, 'PREM_COTERM')?.facts).toMatchObject({ endsOn, remainingMonths: remaining });
    expect(objectionsOf(decision)).toEqual(objections);
  });

  it('W61: says that the service ends that day', () => {
    expect(findingOf(upgraded('2024-04-01', '2024-04-01', 12), 'PREM_SIZE')?.facts.reason).toBe('ENDS_THAT_DAY');
    expect(findingOf(upgraded('2024-04-01', '2024-04-02', 12), 'PREM_SIZE')).toBeUndefined();
  });

  it('names the smaller one that would do, unless it is not on sale', () => {
    const ended = aCatalogue.map((each) =>
      each.partNumber === aPremierUpgrade(48).partNumber ? { ...each, onSaleUntil: calendarDate('2024-03-31') } : each,
    );
    expect(findingOf(upgraded('2024-04-01', '2028-03-31', 60), 'PREM_SIZE')?.facts).toMatchObject({
      reason: 'LARGER_THAN_NEEDED',
      smallestMonths: 48,
    });
    expect(findingOf(upgraded('2024-04-01', '2028-03-31', 60, { offerings: ended }), 'PREM_SIZE')).toBeUndefined();
  });

  it('is the smallest that will do, in whatever order the list has them', () => {
    const offerings = [48, 12, 36, 24, 60].map(aPremierUpgrade);
    expect(findingOf(upgraded('2024-04-01', '2026-03-31', 60, { offerings }), 'PREM_SIZE')?.facts.smallestMonths).toBe(
      24,
    );
  });

  it('beyond the ladder the largest needs approval; a smaller one is too small', () => {
    expect(objectionsOf(upgraded('2024-04-01', '2029-04-01', 60))).toEqual(['APPROVE PREM_MAX']);
    expect(findingOf(upgraded('2024-04-01', '2029-04-01', 60), 'PREM_MAX')?.facts).toEqual({
      largestMonths: 60,
      endsOn: '2029-04-01',
      remainingMonths: 61,
    });
    expect(objectionsOf(upgraded('2024-04-01', '2029-03-31', 60))).toEqual([]);
    expect(objectionsOf(upgraded('2024-04-01', '2029-04-01', 48))).toEqual(['REFUSE PREM_SIZE', 'APPROVE PREM_MAX']);
  });
});

describe('the day a Premier upgrade takes effect', () => {
  it('is planned as eight business days after the order', () => {
    const decision = upgraded('2024-05-31', '2025-04-30', 12, { stage: 'QUOTE' });
    expect(decision.period).toEqual({ startsOn: '2024-06-12', endsOn: '2025-04-30' });
    expect(findingOf(decision, 'PREM_ASOF')?.facts).toMatchObject({ reason: 'PLANNED', effectiveOn: '2024-06-12' });
  });

  it('is not chosen', () => {
    expect(objectionsOf(upgraded('2024-04-01', '2025-03-31', 12, { requestedStartsOn: '2024-05-01' }))).toEqual([
      'REFUSE PREM_ASOF',
    ]);
    expect(objectionsOf(upgraded('2024-04-01', '2025-03-31', 12, { requestedStartsOn: '2024-04-01' }))).toEqual([]);
  });
});

describe('who may have a Premier upgrade (W63)', () => {
  const warranty = ['2022-01-01', '2024-12-31'] as const;
  it.each([
    { what: 'base warranty only', given: { warranty, coverage: [] }, reason: 'BASE_ONLY' },
    {
      what: 'already Premier',
      given: { coverage: [aService('2022-01-01', '2024-12-31', { premier: true })] },
      reason: 'ALREADY_PREMIER',
    },
    { what: 'expired yesterday', given: { coverage: [aService('2022-01-01', '2024-03-31')] }, reason: 'EXPIRED' },
    { what: 'expires today', given: { coverage: [aService('2022-01-01', '2024-04-01')] }, reason: undefined },
    { what: 'expired base warranty', given: { coverage: [] }, reason: 'EXPIRED' },
    {
      what: 'base warranty after a service that ended',
      given: { warranty, coverage: [aService('2022-01-01', '2023-12-31')] },
      reason: 'BASE_ONLY',
    },
    {
      what: 'a gap before a renewal that has yet to start',
      given: { coverage: [aService('2024-05-01', '2025-04-30')] },
      reason: 'EXPIRED',
    },
    {
      what: 'a warranty that has yet to start',
      given: { warranty: ['2024-06-01', '2027-05-31'] as const, coverage: [] },
      reason: 'BASE_ONLY',
    },
    {
      what: 'an add-on alone after the warranty',
      given: {
        coverage: [{ ...aService('2022-01-01', '2024-12-31', { kind: 'ADD_ON' }), layer: 'ADD_ON' } as const],
      },
      reason: 'EXPIRED',
    },
    {
      what: 'a renewal that has yet to start',
      given: { warranty, coverage: [aService('2025-01-01', '2025-12-31')] },
      reason: 'BASE_ONLY',
    },
  ])('$what: $reason', ({ given, reason }) => {
    const decision = upgraded('2024-04-01', '2024-12-31', 12, given);
    expect(findingOf(decision, 'PREM_WHO')?.facts.reason).toBe(reason);
    expect(decision.verdict).toBe(reason === undefined ? 'ELIGIBLE' : 'REFUSED');
  });

  it('a Premier upgrade already registered counts as Premier', () => {
    const service = aService('2022-01-01', '2024-12-31');
    const premier = { ...service, layer: 'PREMIER', kind: 'PREMIER_UPGRADE', premier: true } as const;
    expect(
      findingOf(upgraded('2024-04-01', '2024-12-31', 12, { coverage: [service, premier] }), 'PREM_WHO')?.facts.reason,
    ).toBe('ALREADY_PREMIER');
  });

  it('upgrades the service in force that ends last, should there be two', () => {
    const coverage = [
      aService('2022-01-01', '2024-12-31'),
      aService('2022-01-01', '2025-12-31'),
      aService('2022-01-01', '2024-06-30'),
    ];
    for (const each of [coverage, coverage.toReversed()])
      expect(upgraded('2024-04-01', '2025-12-31', 24, { coverage: each }).period?.endsOn).toBe('2025-12-31');
  });

  it('upgrades the service in force, not the one to follow', () => {
    const coverage = [aService('2022-01-01', '2024-12-31'), aService('2025-01-01', '2025-12-31')];
    const decision = upgraded('2024-04-01', '2024-12-31', 12, { coverage });
    expect(decision.period?.endsOn).toBe('2024-12-31');
    expect(findingOf(decision, 'PREM_CHAIN')?.facts).toEqual({ endsOn: '2024-12-31', followOnStartsOn: '2025-01-01' });
    expect(findingOf(upgraded('2024-04-01', '2024-12-31', 12), 'PREM_CHAIN')).toBeUndefined();
    const addOn = { ...aService('2025-01-01', '2025-12-31', { kind: 'ADD_ON' }), layer: 'ADD_ON' } as const;
    const withAddOn = upgraded('2024-04-01', '2024-12-31', 12, { coverage: [coverage[0] ?? addOn, addOn] });
    expect(findingOf(withAddOn, 'PREM_CHAIN')).toBeUndefined();
  });
});

describe('the machine of a Premier upgrade (W64)', () => {
  it.each([
    { premierEligible: false, objections: ['REFUSE PREM_MACHINE'] },
    { premierEligible: undefined, objections: ['APPROVE PREM_MACHINE'] },
    { premierEligible: true, objections: [] },
  ])('flag $premierEligible', ({ premierEligible, objections }) => {
    expect(objectionsOf(upgraded('2024-04-01', '2025-03-31', 12, { machine: { premierEligible } }))).toEqual(
      objections,
    );
  });
});

describe('end of support of a Premier upgrade', () => {
  it.each([
    { endOfSupportOn: '2024-03-31', objections: ['REFUSE EOS_MAYREFUSE'] },
    { endOfSupportOn: '2024-12-31', objections: [] },
  ])('$endOfSupportOn', ({ endOfSupportOn, objections }) => {
    const decision = upgraded('2024-04-01', '2025-03-31', 12, { endOfSupportOn });
    expect(objectionsOf(decision)).toEqual(objections);
    expect(decision.period?.endsOn).toBe(objections.length > 0 ? undefined : endOfSupportOn);
  });
});
