import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { latestSafeOrderOn, recommendedOrderOn, reinstatementFeeFrom } from './renewal-days.ts';
import { review } from './review.ts';
import { aPeriod, aRenewal, aRequest, aService, calendar, findingOf, objectionsOf } from './testing/a-request.ts';

/** Coverage ends on 2024-02-29 and a 12-month renewal is ordered on the day. */
const orderedOn = (on: string) => review(aRequest({ on }));

describe('a late renewal', () => {
  it.each([
    { id: 'W04', on: '2024-02-29', backdated: false, fee: false },
    { id: 'W03', on: '2024-03-01', backdated: true, fee: false },
    { id: 'W07 (day 85)', on: '2024-05-24', backdated: true, fee: false },
    { id: 'W02 (day 90)', on: '2024-05-29', backdated: true, fee: false },
    { id: 'W01 (day 91)', on: '2024-05-30', backdated: true, fee: true },
    { id: 'W07 (day 95)', on: '2024-06-03', backdated: true, fee: true },
  ])('$id: ordered on $on, backdated $backdated, fee $fee', ({ on, backdated, fee }) => {
    const decision = orderedOn(on);
    expect(decision.verdict).toBe('ELIGIBLE');
    expect(decision.period).toEqual({ startsOn: '2024-03-01', endsOn: '2025-02-28' });
    expect(findingOf(decision, 'REN_BACKDATE') !== undefined).toBe(backdated);
    expect(findingOf(decision, 'REN_AFTER_POSSIBLE') !== undefined).toBe(backdated);
    expect(findingOf(decision, 'REN_BUY_IN_TERM') !== undefined).toBe(!backdated);
    expect(findingOf(decision, 'REN_FEE_90') !== undefined).toBe(fee);
    expect(decision.charges.map(({ kind }) => kind)).toEqual(
      fee ? ['LIST_PRICE', 'REINSTATEMENT_FEE'] : ['LIST_PRICE'],
    );
  });

  it('W07: says from which day on it costs the fee', () => {
    expect(findingOf(orderedOn('2024-05-24'), 'REN_BACKDATE')?.facts).toMatchObject({
      lapsedDays: 85,
      feeFrom: '2024-05-30',
    });
  });

  it('needs approval while the amount of the fee is not set, and no sooner', () => {
    expect(review(aRequest({ on: '2024-05-30', fee: null }))).toMatchObject({
      verdict: 'NEEDS_APPROVAL',
      charges: [{ kind: 'LIST_PRICE' }, { kind: 'REINSTATEMENT_FEE' }],
    });
    expect(review(aRequest({ on: '2024-05-29', fee: null })).verdict).toBe('ELIGIBLE');
  });

  it('counts the fee from the day of the order, not of the registration', () => {
    const registration = aRequest({ stage: 'REGISTRATION', on: '2024-06-10', orderedOn: '2024-05-29' });
    expect(findingOf(review(registration), 'REN_FEE_90')).toBeUndefined();
  });
});

describe('the day a renewal starts', () => {
  it('W08: the day after the end, bought early', () => {
    const decision = review(aRequest({ warranty: ['2022-04-01', '2025-03-31'], on: '2024-12-10' }));
    expect(decision.period).toEqual({ startsOn: '2025-04-01', endsOn: '2026-03-31' });
    expect(objectionsOf(decision)).toEqual([]);
  });

  it('W09: 24 months', () => {
    const decision = review(aRequest({ offering: aRenewal({ months: 24 }) }));
    expect(decision.period).toEqual({ startsOn: '2024-03-01', endsOn: '2026-02-28' });
  });

  it('W34: follows an imported end as it is', () => {
    const decision = review(aRequest({ warranty: ['2020-04-20', '2023-04-20'], on: '2023-01-10' }));
    expect(decision.period?.startsOn).toBe('2023-04-21');
  });

  it('W35: a warranty that ended yesterday has expired today', () => {
    expect(findingOf(orderedOn('2024-03-01'), 'REN_BACKDATE')?.facts.lapsedDays).toBe(1);
  });

  it('follows whatever ends last: pack, renewal or warranty', () => {
    const coverage = [
      aService('2021-03-01', '2026-02-28', { kind: 'WARRANTY_UPGRADE' }),
      aService('2026-03-01', '2027-02-28'),
    ];
    expect(review(aRequest({ coverage })).period?.startsOn).toBe('2027-03-01');
  });

  it.each([
    {
      id: 'W12',
      on: '2024-08-01',
      warranty: ['2019-07-01', '2022-06-30'],
      requestedStartsOn: '2024-08-01',
      verdict: 'REFUSED',
    },
    {
      id: 'W13',
      on: '2024-01-15',
      warranty: ['2021-03-01', '2024-02-29'],
      requestedStartsOn: '2024-04-01',
      verdict: 'REFUSED',
    },
    {
      id: 'the day before',
      on: '2024-01-15',
      warranty: ['2021-03-01', '2024-02-29'],
      requestedStartsOn: '2024-02-29',
      verdict: 'REFUSED',
    },
    {
      id: 'the day itself',
      on: '2024-01-15',
      warranty: ['2021-03-01', '2024-02-29'],
      requestedStartsOn: '2024-03-01',
      verdict: 'ELIGIBLE',
    },
  ] as const)('$id: asked to start on $requestedStartsOn is $verdict', ({ verdict, ...given }) => {
    const decision = review(aRequest(given));
    expect(decision.verdict).toBe(verdict);
    expect(findingOf(decision, 'REN_START')?.effect).toBe(verdict === 'REFUSED' ? 'REFUSE' : 'DERIVE');
  });
});

describe('the day a renewal should be ordered', () => {
  it.each([
    { id: 'W17', warranty: ['2021-04-01', '2024-03-31'], on: '2024-02-29', late: false },
    { id: 'W17', warranty: ['2021-04-01', '2024-03-31'], on: '2024-03-01', late: true },
    { id: 'W04', warranty: ['2021-03-01', '2024-02-29'], on: '2024-02-29', late: true },
    { id: 'beside W04', warranty: ['2021-03-01', '2024-02-29'], on: '2024-01-29', late: false },
    { id: 'beside W04', warranty: ['2021-03-01', '2024-02-29'], on: '2024-01-30', late: true },
    { id: 'after the end', warranty: ['2021-03-01', '2024-02-29'], on: '2024-03-01', late: false },
  ] as const)('$id: on $on, late $late', ({ late, ...given }) => {
    const decision = review(aRequest(given));
    expect(decision.verdict).toBe('ELIGIBLE');
    expect(findingOf(decision, 'REN_ORDER_1M')?.effect).toBe(late ? 'WARN' : undefined);
  });

  it('is known beforehand', () => {
    const end = calendarDate('2024-05-31');
    expect(recommendedOrderOn(end)).toBe('2024-04-30');
    expect(reinstatementFeeFrom(calendarDate('2024-02-29'))).toBe('2024-05-30');
    expect(latestSafeOrderOn(end, calendar)).toBe('2024-05-21');
  });

  it.each([
    { what: 'eight business days by the end', stage: 'QUOTE', on: '2024-02-19', orderedOn: '2024-02-19', late: false },
    { what: 'eight business days past the end', stage: 'QUOTE', on: '2024-02-20', orderedOn: '2024-02-20', late: true },
    { what: 'an order on the last day', stage: 'ORDER', on: '2024-02-29', orderedOn: '2024-02-29', late: true },
    { what: 'an order after the end', stage: 'ORDER', on: '2024-03-01', orderedOn: '2024-03-01', late: false },
    {
      what: 'registered on the last day',
      stage: 'REGISTRATION',
      on: '2024-02-29',
      orderedOn: '2024-01-15',
      late: false,
    },
    { what: 'registered the day after', stage: 'REGISTRATION', on: '2024-03-01', orderedOn: '2024-01-15', late: true },
    {
      what: 'ordered and registered late',
      stage: 'REGISTRATION',
      on: '2024-03-12',
      orderedOn: '2024-03-04',
      late: true,
    },
  ] as const)('registration should come by the end: $what', ({ late, stage, on, orderedOn }) => {
    const decision = review(aRequest({ stage, on, orderedOn }));
    expect(findingOf(decision, 'REN_REGISTER_BEFORE')?.effect).toBe(late ? 'WARN' : undefined);
  });
});

describe('a long lapse', () => {
  it.each([
    { id: 'W10', on: '2024-08-01', warns: true },
    { id: 'the last day of the renewal', on: '2023-06-30', warns: false },
    { id: 'the day after', on: '2023-07-01', warns: true },
  ])('$id: asked on $on, more packs needed: $warns', ({ on, warns }) => {
    const decision = review(aRequest({ warranty: ['2019-07-01', '2022-06-30'], on }));
    expect(decision.period).toEqual({ startsOn: '2022-07-01', endsOn: '2023-06-30' });
    expect(findingOf(decision, 'REN_CHAIN_MIN')?.effect).toBe(warns ? 'WARN' : undefined);
    expect(findingOf(decision, 'REN_CONTIGUOUS')?.effect).toBe(warns ? 'WARN' : undefined);
    expect(decision.charges.filter(({ kind }) => kind === 'REINSTATEMENT_FEE')).toHaveLength(1);
  });
});

describe('half a year', () => {
  it.each([
    { id: 'W14', months: 12, requestedMonths: 6, verdict: 'ELIGIBLE', endsOn: '2024-08-31', rule: 'REN_HALFYEAR' },
    { id: 'W15', months: 12, requestedMonths: 3, verdict: 'REFUSED', endsOn: '2025-02-28', rule: 'OFFER_NOMONTHS' },
    { id: 'W15', months: 12, requestedMonths: 9, verdict: 'REFUSED', endsOn: '2025-02-28', rule: 'OFFER_NOMONTHS' },
    {
      id: 'of two years',
      months: 24,
      requestedMonths: 6,
      verdict: 'REFUSED',
      endsOn: '2026-02-28',
      rule: 'REN_HALFYEAR',
    },
    {
      id: 'a year of two',
      months: 24,
      requestedMonths: 12,
      verdict: 'REFUSED',
      endsOn: '2026-02-28',
      rule: 'OFFER_NOMONTHS',
    },
  ] as const)(
    '$id: $requestedMonths of $months months is $verdict',
    ({ months, requestedMonths, verdict, endsOn, rule }) => {
      const decision = review(aRequest({ offering: aRenewal({ months }), requestedMonths }));
      expect(decision.verdict).toBe(verdict);
      expect(decision.period).toEqual({ startsOn: '2024-03-01', endsOn });
      expect(findingOf(decision, rule)).toBeDefined();
    },
  );

  it('W14: costs the full price, and the next renewal starts the day after', () => {
    expect(review(aRequest({ requestedMonths: 6 })).charges).toEqual(review(aRequest()).charges);
    expect(review(aRequest({ coverage: [aService('2024-03-01', '2024-08-31')] })).period?.startsOn).toBe('2024-09-01');
  });

  it('the whole term may be named', () => {
    expect(objectionsOf(review(aRequest({ requestedMonths: 12 })))).toEqual([]);
  });
});

describe('a used machine', () => {
  it.each([
    { months: 12, on: '2024-03-01', used: true, asks: false },
    { months: 24, on: '2024-03-01', used: true, asks: true },
    { months: 24, on: '2024-02-29', used: true, asks: false },
    { months: 24, on: '2024-03-01', used: false, asks: false },
  ])('$months months on $on (used $used): approval $asks', ({ months, on, used, asks }) => {
    const decision = review(aRequest({ on, offering: aRenewal({ months }), machine: { used } }));
    expect(findingOf(decision, 'REN_USED_2Y')?.effect).toBe(asks ? 'APPROVE' : undefined);
    expect(decision.verdict).toBe(asks ? 'NEEDS_APPROVAL' : 'ELIGIBLE');
  });
});

describe('the level', () => {
  it.each([
    { level: 'NBD_9X5', warns: true },
    { level: 'FULL_24X7', warns: false },
    { level: 'FULL_24X7_4H', warns: false },
  ] as const)('of a renewal after 24x7: $level warns $warns', ({ level, warns }) => {
    const coverage = [aService('2021-03-01', '2024-02-29', { kind: 'WARRANTY_UPGRADE', level: 'FULL_24X7' })];
    const decision = review(aRequest({ coverage, offering: aRenewal({ level }) }));
    expect(findingOf(decision, 'REN_TIER_CHANGE')?.effect).toBe(warns ? 'WARN' : undefined);
  });

  it('is compared with what ends last, not with what was highest once', () => {
    const coverage = [
      aService('2021-03-01', '2024-02-29', { kind: 'WARRANTY_UPGRADE', level: 'FULL_24X7' }),
      aService('2024-03-01', '2025-02-28'),
    ];
    expect(findingOf(review(aRequest({ coverage })), 'REN_TIER_CHANGE')).toBeUndefined();
  });
});

describe('the level that is renewed', () => {
  const base = { warranty: ['2021-03-01', '2024-02-29'], warrantyLevel: 'NBD_9X5' } as const;
  const fullTime = aService('2021-03-01', '2024-02-29', { kind: 'WARRANTY_UPGRADE', level: 'FULL_24X7' });
  const fourHours = aService('2021-03-01', '2024-02-29', { kind: 'WARRANTY_UPGRADE', level: 'FULL_24X7_4H' });
  const earlier = aService('2021-03-01', '2023-02-28', { kind: 'WARRANTY_UPGRADE', level: 'FULL_24X7_2H' });
  const { serviceLevel: _, ...withoutLevel } = fullTime;

  it.each([
    { what: 'the higher of two that end together', coverage: [fullTime, fourHours], previous: 'FULL_24X7_4H' },
    { what: 'the same in another order', coverage: [fourHours, fullTime], previous: 'FULL_24X7_4H' },
    { what: 'not a higher one that ended before', coverage: [earlier, fullTime], previous: 'FULL_24X7' },
    { what: 'the same in another order', coverage: [fullTime, earlier], previous: 'FULL_24X7' },
    { what: 'a known one beside an unknown one', coverage: [withoutLevel, fullTime], previous: 'FULL_24X7' },
    { what: 'the same in another order', coverage: [fullTime, withoutLevel], previous: 'FULL_24X7' },
  ])('is $what', ({ coverage, previous }) => {
    const finding = findingOf(review(aRequest({ ...base, coverage })), 'REN_TIER_CHANGE');
    expect(finding?.facts).toEqual({ serviceLevel: 'NBD_9X5', previousLevel: previous });
  });

  it('is compared with nothing where the renewal has no level', () => {
    const { serviceLevel, ...offering } = aRenewal();
    expect(serviceLevel).toBe('NBD_9X5');
    expect(findingOf(review(aRequest({ coverage: [fullTime], offering })), 'REN_TIER_CHANGE')).toBeUndefined();
  });
});

describe('the sale and the price', () => {
  it.each([
    { from: '2024-01-15', until: '2024-01-15', on: '2024-01-15', verdict: 'ELIGIBLE' },
    { from: '2024-01-16', until: undefined, on: '2024-01-15', verdict: 'REFUSED' },
    { from: undefined, until: '2024-01-14', on: '2024-01-15', verdict: 'REFUSED' },
  ])('on sale from $from until $until, on $on: $verdict', ({ from, until, on, verdict }) => {
    expect(review(aRequest({ on, offering: aRenewal({ from, until }) })).verdict).toBe(verdict);
  });

  it('a pack already held is judged by the day it was ordered', () => {
    const given = { stage: 'REGISTRATION', on: '2024-02-10', orderedOn: '2024-01-15' } as const;
    expect(review(aRequest({ ...given, offering: aRenewal({ until: '2024-01-15' }) })).verdict).toBe('ELIGIBLE');
  });

  it('costs the list price of the list, and the fee of the market beside it', () => {
    const offering = aRenewal({ price: 88_000 });
    const listPrice = { kind: 'LIST_PRICE', price: { amountMinor: 88_000, currency: 'JPY' } };
    expect(review(aRequest({ offering })).charges).toEqual([listPrice]);
    expect(review(aRequest({ offering, on: '2024-05-30', fee: 25_000 })).charges).toEqual([
      listPrice,
      { kind: 'REINSTATEMENT_FEE', price: { amountMinor: 25_000, currency: 'JPY' } },
    ]);
  });

  it('W83: a missing price is asked for, never a fifth of another', () => {
    const decision = review(aRequest({ offering: aRenewal({ price: null }) }));
    expect(objectionsOf(decision)).toEqual(['APPROVE OFFER_PRICE_NOPRORATE']);
    expect(decision.charges).toEqual([{ kind: 'LIST_PRICE' }]);
    expect(decision.verdict).toBe('NEEDS_APPROVAL');
  });

  it('the period of a renewal does not depend on the layers above', () => {
    const premier = {
      layer: 'PREMIER',
      period: aPeriod('2022-01-01', '2026-01-01'),
      premier: true,
      keepYourDrive: false,
    } as const;
    expect(review(aRequest({ coverage: [premier] })).period?.startsOn).toBe('2024-03-01');
  });
});
