import { describe, expect, it } from '@jest/globals';
import { review } from './review.ts';
import { aPeriod, aRequest, aService, anAddOn, anUpgrade, findingOf, objectionsOf } from './testing/a-request.ts';

const w22 = { warranty: ['2021-06-10', '2024-06-09'], on: '2023-02-15' } as const;
const w20 = { warranty: ['2021-06-01', '2024-05-31'], offering: anUpgrade({ level: 'FULL_24X7' }) } as const;

describe('a new pack and the end of the warranty', () => {
  it.each([
    { id: 'W19', on: '2024-04-01', refused: true },
    { id: 'the last day', on: '2024-03-31', refused: false },
  ])('$id: ordered on $on, refused $refused', ({ on, refused }) => {
    const decision = review(
      aRequest({ warranty: ['2021-04-01', '2024-03-31'], on, offering: anUpgrade({ months: 60 }) }),
    );
    expect(decision.verdict).toBe(refused ? 'REFUSED' : 'ELIGIBLE');
    expect(findingOf(decision, 'NEW_INWARRANTY')?.effect).toBe(refused ? 'REFUSE' : undefined);
    expect(findingOf(decision, 'NEW_NOCONTRACT_AFTER')?.effect).toBe(refused ? 'REFUSE' : undefined);
    expect(decision.period).toEqual({ startsOn: '2021-04-01', endsOn: '2026-03-31' });
  });

  it('a live renewal is not warranty, an upgrade is', () => {
    const given = { on: '2024-06-01', offering: anUpgrade({ months: 60, level: 'FULL_24X7' }) };
    const renewal = aRequest({ ...given, coverage: [aService('2024-03-01', '2025-02-28')] });
    const upgrade = aRequest({
      ...given,
      coverage: [aService('2021-03-01', '2025-02-28', { kind: 'WARRANTY_UPGRADE' })],
    });
    expect(objectionsOf(review(renewal))).toEqual([
      'REFUSE NEW_INWARRANTY',
      'REFUSE NEW_NOCONTRACT_AFTER',
      'REFUSE COVERAGE_OVERLAP',
    ]);
    expect(objectionsOf(review(upgrade))).toEqual([]);
  });

  it('W20: ordered on the last day it is accepted with a warning', () => {
    const decision = review(aRequest({ ...w20, stage: 'ORDER', on: '2024-05-31' }));
    expect(decision.verdict).toBe('ELIGIBLE');
    expect(findingOf(decision, 'NEW_DELIVERY_RISK')?.facts).toEqual({
      warrantyEndsOn: '2024-05-31',
      arrivesFrom: '2024-06-07',
      arrivesBy: '2024-06-12',
    });
  });

  it.each([
    { on: '2024-05-21', warns: false },
    { on: '2024-05-22', warns: true },
  ])('beside W20: ordered on $on, the delivery warns $warns', ({ on, warns }) => {
    expect(findingOf(review(aRequest({ ...w20, on })), 'NEW_DELIVERY_RISK')?.effect).toBe(warns ? 'WARN' : undefined);
  });

  it('W21: registered after the end it is refused', () => {
    const decision = review(aRequest({ ...w20, stage: 'REGISTRATION', on: '2024-06-10', orderedOn: '2024-05-31' }));
    expect(objectionsOf(decision)).toEqual(['REFUSE NEW_INWARRANTY', 'REFUSE NEW_NOCONTRACT_AFTER']);
  });
});

describe('the period of a new pack', () => {
  it('W22: counts from the warranty start, and says what effectively remains', () => {
    const decision = review(aRequest({ ...w22, offering: anUpgrade({ months: 60 }) }));
    expect(decision).toMatchObject({ verdict: 'ELIGIBLE', period: { startsOn: '2021-06-10', endsOn: '2026-06-09' } });
    expect(findingOf(decision, 'NEW_START_LATER')?.facts).toMatchObject({ remainingMonths: 39, remainingDays: 26 });
    expect(findingOf(decision, 'NEW_START')).toBeUndefined();
  });

  it.each([
    { on: '2023-02-15', endsOn: '2024-06-09', remainingMonths: 15, remainingDays: 26 },
    { on: '2023-06-10', endsOn: '2024-06-09', remainingMonths: 12, remainingDays: 0 },
    { on: '2024-06-09', endsOn: '2024-06-09', remainingMonths: 0, remainingDays: 1 },
    { on: '2024-06-10', endsOn: '2024-06-09', remainingMonths: 0, remainingDays: 0 },
  ])('on $on there remain $remainingMonths months and $remainingDays days', ({ on, endsOn, ...remaining }) => {
    const decision = review(aRequest({ ...w22, on, offering: anUpgrade({ level: 'FULL_24X7' }) }));
    expect(findingOf(decision, 'NEW_START_LATER')?.facts).toMatchObject({ endsOn, ...remaining });
  });

  it('bought by the warranty start it starts with it', () => {
    const decision = review(aRequest({ ...w22, on: '2021-06-10', offering: anUpgrade({ level: 'FULL_24X7' }) }));
    expect(findingOf(decision, 'NEW_START')?.effect).toBe('DERIVE');
    expect(findingOf(decision, 'NEW_START_LATER')).toBeUndefined();
  });

  it('W24: a higher level of the same length leaves the days as they are', () => {
    const offering = anUpgrade({ level: 'FULL_24X7_4H' });
    const site = {
      state: 'FOUND',
      municipalityCode: '131016',
      prefecture: '東京都',
      municipality: '千代田区',
      marks: { FULL_24X7_4H: 'YES', FULL_24X7_2H: 'NO' },
    } as const;
    const decision = review(aRequest({ ...w22, offering, site }));
    expect(decision).toMatchObject({ verdict: 'ELIGIBLE', period: { startsOn: '2021-06-10', endsOn: '2024-06-09' } });
  });

  it.each([
    { requestedStartsOn: '2021-06-10', verdict: 'ELIGIBLE' },
    { requestedStartsOn: '2021-06-11', verdict: 'REFUSED' },
    { requestedStartsOn: '2023-02-15', verdict: 'REFUSED' },
  ])('W86: warranty is not discarded to start on $requestedStartsOn ($verdict)', ({ requestedStartsOn, verdict }) => {
    const decision = review(aRequest({ ...w22, offering: anUpgrade({ months: 60 }), requestedStartsOn }));
    expect(decision.verdict).toBe(verdict);
    expect(findingOf(decision, 'NEW_START')?.effect).toBe(verdict === 'REFUSED' ? 'REFUSE' : undefined);
  });

  it('other months than the term are refused, half a year among them', () => {
    const decision = review(aRequest({ ...w22, offering: anUpgrade({ months: 60 }), requestedMonths: 6 }));
    expect(objectionsOf(decision)).toEqual(['REFUSE OFFER_NOMONTHS']);
  });
});

describe('the sale of a new pack', () => {
  it.each([
    { id: 'W23', until: '2022-12-31', objections: ['REFUSE NEW_ONSALE', 'REFUSE NEW_SALESENDED'] },
    { id: 'the last day of sale', until: '2023-02-15', objections: [] },
    { id: 'not yet on sale', from: '2023-02-16', objections: ['REFUSE NEW_ONSALE'] },
    { id: 'the first day of sale', from: '2023-02-15', objections: [] },
  ])('$id', ({ from, until, objections }) => {
    expect(objectionsOf(review(aRequest({ ...w22, offering: anUpgrade({ months: 60, from, until }) })))).toEqual(
      objections,
    );
  });

  it('of a pack already held is judged by the day it was ordered', () => {
    const offering = anUpgrade({ months: 60, until: '2023-02-15' });
    const decision = review(
      aRequest({ ...w22, stage: 'REGISTRATION', on: '2023-02-27', orderedOn: '2023-02-15', offering }),
    );
    expect(objectionsOf(decision)).toEqual([]);
  });
});

describe('what an upgrade must give', () => {
  const coverage = [aService('2021-06-10', '2025-06-09', { kind: 'WARRANTY_UPGRADE', level: 'FULL_24X7' })];
  it.each([
    { what: 'a shorter one', offering: anUpgrade({ level: 'FULL_24X7_4H' }), objections: ['REFUSE NEW_NOSHORTER'] },
    { what: 'a lower level', offering: anUpgrade({ months: 60 }), objections: ['REFUSE NEW_MUST_RISE'] },
    {
      what: 'nothing more',
      offering: anUpgrade({ months: 48, level: 'FULL_24X7' }),
      objections: ['REFUSE NEW_MUST_RISE'],
    },
    { what: 'a later end', offering: anUpgrade({ months: 60, level: 'FULL_24X7' }), objections: [] },
    { what: 'a higher level', offering: anUpgrade({ months: 48, level: 'FULL_24X7_4H' }), objections: [] },
    { what: 'Premier', offering: anUpgrade({ months: 48, level: 'FULL_24X7', premier: true }), objections: [] },
    {
      what: 'keep-your-drive',
      offering: anUpgrade({ months: 48, level: 'FULL_24X7', keepYourDrive: true }),
      objections: [],
    },
  ])('$what', ({ offering, objections }) => {
    const site = {
      state: 'FOUND',
      municipalityCode: '131016',
      prefecture: '東京都',
      municipality: '千代田区',
      marks: { FULL_24X7_4H: 'YES', FULL_24X7_2H: 'NO' },
    } as const;
    expect(objectionsOf(review(aRequest({ ...w22, coverage, offering, site })))).toEqual(objections);
  });

  it.each([
    {
      what: 'Premier once more',
      offering: anUpgrade({ premier: true }),
      layer: { layer: 'PREMIER', premier: true, keepYourDrive: false },
    },
    {
      what: 'keep-your-drive once more',
      offering: anUpgrade({ keepYourDrive: true }),
      layer: { layer: 'ADD_ON', addOn: 'KEEP_YOUR_DRIVE', premier: false, keepYourDrive: true },
    },
  ] as const)('$what raises nothing', ({ offering, layer }) => {
    const had = { ...layer, period: aPeriod('2021-06-10', '2024-06-09') };
    expect(objectionsOf(review(aRequest({ ...w22, coverage: [had], offering })))).toEqual(['REFUSE NEW_MUST_RISE']);
  });

  it.each([
    { what: 'over a registered renewal', months: 60, objections: ['REFUSE COVERAGE_OVERLAP'] },
    { what: 'up to a registered renewal', months: 36, objections: [] },
  ])('$what', ({ months, objections }) => {
    const renewal = aService('2024-06-10', '2025-06-09');
    expect(
      objectionsOf(
        review(aRequest({ ...w22, coverage: [renewal], offering: anUpgrade({ months, level: 'FULL_24X7' }) })),
      ),
    ).toEqual(objections);
  });

  it('names the renewal it would lie over', () => {
    const coverage = [aService('2024-06-10', '2025-06-09')];
    const decision = review(aRequest({ ...w22, coverage, offering: anUpgrade({ months: 60, level: 'FULL_24X7' }) }));
    expect(findingOf(decision, 'COVERAGE_OVERLAP')?.facts).toEqual({
      what: 'RENEWAL',
      startsOn: '2024-06-10',
      endsOn: '2025-06-09',
    });
  });
});

describe('an add-on', () => {
  const addOn = anAddOn('KEEP_YOUR_DRIVE');
  it('is sold as an upgrade is: in warranty, from the warranty start', () => {
    expect(review(aRequest({ ...w22, offering: addOn }))).toMatchObject({
      verdict: 'ELIGIBLE',
      period: { startsOn: '2021-06-10', endsOn: '2024-06-09' },
    });
    expect(objectionsOf(review(aRequest({ ...w22, on: '2024-06-10', offering: addOn })))).toEqual([
      'REFUSE NEW_INWARRANTY',
      'REFUSE NEW_NOCONTRACT_AFTER',
    ]);
  });

  it.each([
    { what: 'the same', addOn: 'KEEP_YOUR_DRIVE', objections: ['REFUSE COVERAGE_OVERLAP'] },
    { what: 'another', addOn: 'VALUE_SELECTION', objections: [] },
  ] as const)('lies over $what add-on: $objections', ({ addOn: had, objections }) => {
    const coverage = [
      {
        layer: 'ADD_ON',
        addOn: had,
        period: aPeriod('2022-01-01', '2024-06-09'),
        premier: false,
        keepYourDrive: false,
      },
    ] as const;
    expect(objectionsOf(review(aRequest({ ...w22, coverage, offering: addOn })))).toEqual(objections);
  });
});
