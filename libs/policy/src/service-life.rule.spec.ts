import { describe, expect, it } from '@jest/globals';
import { review } from './review.ts';
import { serviceLifeOf } from './service-life.rule.ts';
import {
  aRenewal,
  aRequest,
  aService,
  anUpgrade,
  findingOf,
  objectionsOf,
  withoutTwoYearRenewals,
} from './testing/a-request.ts';
import type { ProductFamily } from './vocabulary.ts';

const fiveYears = {
  warranty: ['2019-04-01', '2022-03-31'],
  coverage: [aService('2019-04-01', '2024-03-31', { kind: 'WARRANTY_UPGRADE' })],
  on: '2024-01-15',
} as const;
const sevenYears = {
  ...fiveYears,
  coverage: [...fiveYears.coverage, aService('2024-04-01', '2026-03-31')],
  on: '2026-01-15',
} as const;
const sixYears = {
  ...fiveYears,
  coverage: [...fiveYears.coverage, aService('2024-04-01', '2025-03-31')],
  on: '2025-01-15',
} as const;

describe('service life of current hardware', () => {
  it('W36: two years more, exactly seven', () => {
    const decision = review(aRequest({ ...fiveYears, offering: aRenewal({ months: 24 }) }));
    expect(decision).toMatchObject({ verdict: 'ELIGIBLE', period: { startsOn: '2024-04-01', endsOn: '2026-03-31' } });
  });

  it('W37: not an eighth', () => {
    const decision = review(aRequest(sevenYears));
    expect(objectionsOf(decision)).toEqual(['REFUSE LIFE_7Y']);
    expect(findingOf(decision, 'LIFE_7Y')?.facts).toMatchObject({
      lastDay: '2026-03-31',
      endsOn: '2027-03-31',
      years: 7,
    });
  });

  it('W37: not one day of an eighth', () => {
    const aDayLater = { ...sixYears, coverage: [...fiveYears.coverage, aService('2024-04-01', '2025-04-01')] };
    expect(objectionsOf(review(aRequest(aDayLater)))).toEqual(['REFUSE LIFE_7Y']);
    expect(objectionsOf(review(aRequest(sixYears)))).toEqual([]);
  });

  it.each([
    { id: 'W39', given: fiveYears, objections: ['APPROVE LIFE_NO2Y'] },
    { id: 'beyond seven years', given: sevenYears, objections: ['REFUSE LIFE_7Y', 'APPROVE LIFE_NO2Y'] },
  ])('$id: without a two-year renewal', ({ given, objections }) => {
    expect(objectionsOf(review(aRequest({ ...given, offerings: withoutTwoYearRenewals })))).toEqual(objections);
  });

  it('a two-year renewal counts only while it is on sale', () => {
    const ended = aRenewal({ months: 24, until: '2024-01-14' });
    const onSale = aRenewal({ months: 24, until: '2024-01-15' });
    expect(objectionsOf(review(aRequest({ ...fiveYears, offerings: [ended] })))).toEqual(['APPROVE LIFE_NO2Y']);
    expect(objectionsOf(review(aRequest({ ...fiveYears, offerings: [onSale] })))).toEqual([]);
  });

  it('holds for a six-year upgrade too', () => {
    const offering = anUpgrade({ months: 72 });
    expect(objectionsOf(review(aRequest({ offering, offerings: withoutTwoYearRenewals })))).toEqual([
      'APPROVE LIFE_NO2Y',
    ]);
    expect(objectionsOf(review(aRequest({ offering: anUpgrade({ months: 96 }) })))).toEqual(['REFUSE LIFE_7Y']);
  });

  it('is judged on what is left after the end of support', () => {
    const decision = review(
      aRequest({ ...sixYears, offering: aRenewal({ months: 24 }), endOfSupportOn: '2026-03-31' }),
    );
    expect(objectionsOf(decision)).toEqual(['WARN EOS_TRUNCATE']);
  });
});

describe('service life of ST50', () => {
  const st50 = { family: 'ST50', warranty: ['2020-07-15', '2021-07-14'], on: '2021-01-15' } as const;
  it.each([
    { months: 60, endsOn: '2025-07-14', objections: [] },
    { months: 48, endsOn: '2024-07-14', objections: [] },
    { months: 36, endsOn: '2023-07-14', objections: [] },
    { months: 24, endsOn: '2022-07-14', objections: ['REFUSE LIFE_ST50_TERMS'] },
    { months: 72, endsOn: '2026-07-14', objections: ['REFUSE LIFE_ST50_TERMS', 'REFUSE LIFE_ST50'] },
  ])('W40, W41: an upgrade of $months months', ({ months, endsOn, objections }) => {
    const decision = review(aRequest({ ...st50, offering: anUpgrade({ months }) }));
    expect(decision.period?.endsOn).toBe(endsOn);
    expect(objectionsOf(decision)).toEqual(objections);
  });

  it.each([
    { id: 'W40', end: '2025-07-14', months: 12, objections: ['REFUSE LIFE_ST50'] },
    { id: 'W41', end: '2024-07-14', months: 12, objections: [] },
    { id: 'W41', end: '2023-07-14', months: 24, objections: ['REFUSE LIFE_ST50_TERMS'] },
  ])('$id: a renewal of $months months after $end', ({ end, months, objections }) => {
    const coverage = [aService('2020-07-15', end, { kind: 'WARRANTY_UPGRADE' })];
    expect(
      objectionsOf(review(aRequest({ ...st50, coverage, on: '2022-01-15', offering: aRenewal({ months }) }))),
    ).toEqual(objections);
  });
});

describe('service life of other families', () => {
  const families: { family: ProductFamily; six: string[]; eight: string[] }[] = [
    { family: 'THINKAGILE', six: ['APPROVE LIFE_EXCEPT'], eight: ['REFUSE LIFE_EXCEPT'] },
    { family: 'SWITCH', six: ['APPROVE LIFE_EXCEPT'], eight: ['REFUSE LIFE_EXCEPT'] },
    { family: 'STORAGE_DM_DE', six: ['APPROVE LIFE_DMDE_67'], eight: ['REFUSE LIFE_DMDE_67'] },
    { family: 'STORAGE_DG_DS', six: ['APPROVE LIFE_DMDE_67'], eight: ['REFUSE LIFE_DMDE_67'] },
    { family: 'STORAGE', six: [], eight: ['REFUSE LIFE_7Y'] },
    { family: 'SYSTEM_X', six: [], eight: [] },
  ];
  it.each(families)('W42, W44: $family, years six, seven and eight', ({ family, six, eight }) => {
    expect(objectionsOf(review(aRequest({ ...fiveYears, family })))).toEqual(six);
    expect(objectionsOf(review(aRequest({ ...fiveYears, family, offering: aRenewal({ months: 24 }) })))).toEqual(six);
    expect(objectionsOf(review(aRequest({ ...sevenYears, family })))).toEqual(eight);
  });

  it('the usual five years of DM and DE are named once they are passed', () => {
    const five = aRequest({
      family: 'STORAGE_DM_DE',
      warranty: ['2019-10-01', '2022-09-30'],
      on: '2022-01-15',
      offering: aRenewal({ months: 24 }),
    });
    expect(review(five)).toMatchObject({ verdict: 'ELIGIBLE', period: { endsOn: '2024-09-30' } });
    expect(findingOf(review(five), 'LIFE_DMDE_5')).toBeUndefined();
    expect(findingOf(review(aRequest({ ...fiveYears, family: 'STORAGE_DM_DE' })), 'LIFE_DMDE_5')?.effect).toBe('INFO');
  });

  it('older hardware is bounded by its end of support alone', () => {
    const decision = review(aRequest({ ...sevenYears, family: 'SYSTEM_X', endOfSupportOn: '2026-03-31' }));
    expect(findingOf(decision, 'LIFE_NONCURRENT')?.effect).toBe('DERIVE');
    expect(objectionsOf(decision)).toEqual(['REFUSE EOS_MAYREFUSE']);
  });
});

describe('the service life a machine has', () => {
  const lifeOf = (family: ProductFamily, given: Parameters<typeof aRequest>[0] = {}) =>
    serviceLifeOf(aRequest({ ...fiveYears, family, ...given }));

  it.each([
    { family: 'THINKSYSTEM', unaskedUntil: '2026-03-31', longestUntil: '2026-03-31' },
    { family: 'ST50', unaskedUntil: '2024-03-31', longestUntil: '2024-03-31' },
    { family: 'SWITCH', unaskedUntil: '2024-03-31', longestUntil: '2026-03-31' },
    { family: 'STORAGE_DM_DE', unaskedUntil: '2024-03-31', longestUntil: '2026-03-31' },
  ] as const)('$family: unasked until $unaskedUntil, at all until $longestUntil', ({ family, ...life }) => {
    expect(lifeOf(family)).toEqual(life);
  });

  it('is five years unasked without a two-year renewal on sale', () => {
    expect(lifeOf('THINKSYSTEM', { offerings: withoutTwoYearRenewals })).toEqual({
      unaskedUntil: '2024-03-31',
      longestUntil: '2026-03-31',
    });
  });

  it('is not bounded in years once the hardware is no longer current', () => {
    expect(lifeOf('SYSTEM_X')).toEqual({});
  });

  it('is the day up to which a renewal passes: one day more is refused', () => {
    const until = lifeOf('THINKSYSTEM').longestUntil;
    const last = review(aRequest({ ...fiveYears, offering: aRenewal({ months: 24 }) }));
    expect(last.period?.endsOn).toBe(until);
    expect(objectionsOf(review(aRequest(sevenYears)))).toEqual(['REFUSE LIFE_7Y']);
  });
});

it('a family called no longer current by the market is bounded by its end of support alone', () => {
  const market = { lifeLimits: { THINKSYSTEM: { nonCurrent: true } } };
  const decision = review({ ...aRequest(sevenYears), market });
  expect(objectionsOf(decision)).toEqual([]);
  expect(findingOf(decision, 'LIFE_NONCURRENT')?.facts).toEqual({ family: 'THINKSYSTEM' });
});

it('a market may sell ST50 for other terms', () => {
  const request = aRequest({ family: 'ST50', offering: anUpgrade({ months: 24 }) });
  expect(objectionsOf(review(request))).toContain('REFUSE LIFE_ST50_TERMS');
  const market = { lifeLimits: { ST50: { terms: [24] } } };
  expect(objectionsOf(review({ ...request, market }))).not.toContain('REFUSE LIFE_ST50_TERMS');
});
