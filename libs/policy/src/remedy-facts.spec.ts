import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import type { Remedy } from './decision.ts';
import { remediesFor } from './remedies.ts';
import { review } from './review.ts';
import {
  aCatalogue,
  aPlace,
  aRenewal,
  aRequest,
  anAddOn,
  anUpgrade,
  type Given,
  withoutTwoYearRenewals,
} from './testing/a-request.ts';

function remediesOf(given: Given): Remedy[] {
  const request = aRequest(given);
  return remediesFor(request, review(request));
}
const actionsOf = (given: Given): string[] => remediesOf(given).map(({ action }) => action);
const chainsOf = (given: Given): unknown[] =>
  remediesOf(given)
    .filter(({ action }) => action === 'ORDER_CHAIN')
    .map(({ facts }) => facts.terms);

/** Two years and a month after the end of coverage. */
const longLapse = { warranty: ['2019-07-01', '2022-06-30'], on: '2024-08-01' } as const;

describe('a remedy says', () => {
  it('what it gives: kind, level, Premier and keep-your-drive, where it gives them', () => {
    const full = { level: 'FULL_24X7', premier: true, keepYourDrive: true } as const;
    const offerings = [aRenewal(full), aRenewal({ level: 'FULL_24X7', premier: true })];
    const ended = { ...full, months: 24, until: '2023-12-31' };
    const offers = remediesOf({ offering: aRenewal(ended), offerings }).map(({ facts }) => facts.offer);
    expect(offers).toEqual([['RENEWAL', 'FULL_24X7', 'PREMIER', 'KEEP_YOUR_DRIVE']]);
    const plain = aRenewal({ level: 'FULL_24X7', months: 24, until: '2023-12-31' });
    const [instead] = remediesOf({ offering: plain, offerings: [aRenewal({ level: 'FULL_24X7' })] });
    expect(instead?.facts.offer).toEqual(['RENEWAL', 'FULL_24X7']);
  });

  it('which add-on it is', () => {
    const offering = { ...anAddOn('KEEP_YOUR_DRIVE', 60), onSaleUntil: calendarDate('2022-12-31') };
    const [instead] = remediesOf({ on: '2023-01-15', offering, offerings: [anAddOn('KEEP_YOUR_DRIVE')] });
    expect(instead?.facts.offer).toEqual(['ADD_ON', 'KEEP_YOUR_DRIVE']);
  });

  it.each<{ what: string; given: Given; rules: string[] }>([
    {
      what: 'a rule that asks',
      given: { warranty: ['2019-02-01', '2024-01-31'], offerings: withoutTwoYearRenewals },
      rules: ['LIFE_NO2Y'],
    },
    { what: 'a fee without an amount', given: { on: '2024-06-15', fee: null }, rules: ['REN_FEE_90'] },
    {
      what: 'both',
      given: { warranty: ['2019-01-01', '2023-12-31'], on: '2024-06-15', fee: null, offerings: withoutTwoYearRenewals },
      rules: ['REN_FEE_90', 'LIFE_NO2Y'],
    },
  ])('which rules an approval is for: $what', ({ given, rules }) => {
    const approval = remediesOf(given).at(-1);
    expect([approval?.action, approval?.facts.rules]).toEqual(['ASK_FOR_APPROVAL', rules]);
  });
});

describe('remedies are', () => {
  it('five at most, of which the approval is one', () => {
    const site = { state: 'NOT_FOUND', lookedFor: '000-0000' } as const;
    const levels = { offering: aRenewal({ level: 'FULL_24X7_2H' }), site };
    const premier = aCatalogue.filter(({ kind }) => kind === 'RENEWAL');
    const more = { ...longLapse, ...levels, fee: null, offerings: premier };
    for (const given of [levels, more, { ...levels, on: '2024-03-01' }]) {
      expect(remediesOf(given).length).toBeLessThanOrEqual(5);
      expect(actionsOf(given).at(-1)).toBe('ASK_FOR_APPROVAL');
    }
    const late = { offering: anUpgrade({ level: 'NBD_9X5', months: 36 }), on: '2024-03-01' };
    const renewals = [12, 18, 24, 30, 36, 42].map((months) => aRenewal({ months }));
    expect(actionsOf({ ...late, offerings: renewals })).toHaveLength(5);
  });

  it('none for a warning that nothing is lost by', () => {
    const given = { on: '2024-02-20' };
    expect(review(aRequest(given)).findings.some(({ effect }) => effect === 'WARN')).toBe(true);
    expect(remediesOf(given)).toEqual([]);
  });

  it('no other municipality where the municipality is known but has no mark', () => {
    const given = { offering: aRenewal({ level: 'FULL_24X7_4H' }), site: aPlace('UNKNOWN', 'UNKNOWN') };
    expect(actionsOf(given)).not.toContain('NAME_MUNICIPALITY');
  });

  it('no chain for an add-on', () => {
    expect(actionsOf({ ...longLapse, offering: anAddOn('KEEP_YOUR_DRIVE') })).not.toContain('ORDER_CHAIN');
  });

  it('no first day of sale that has come, and none for a pack that is held', () => {
    const offering = anUpgrade({ months: 60, from: '2023-02-01' });
    const request = { offering, offerings: [] };
    expect(actionsOf({ ...request, on: '2023-01-31' })).toEqual(['ORDER_BY']);
    expect(actionsOf({ ...request, on: '2023-02-01', requestedStartsOn: '2023-02-01' })).not.toContain('ORDER_BY');
    expect(actionsOf({ ...request, stage: 'REGISTRATION', on: '2023-01-31', orderedOn: '2023-01-20' })).toEqual([]);
  });

  it('for a pack that is held and goes on too short a time only the rest of the chain', () => {
    const held = { ...longLapse, stage: 'REGISTRATION', orderedOn: '2022-08-01' } as const;
    expect(new Set(actionsOf(held))).toEqual(new Set(['ORDER_CHAIN']));
    const refused = { ...held, requestedStartsOn: '2024-08-01' };
    expect(chainsOf(refused)[0]).toEqual(['24', '12']);
  });

  it('nothing that would be over already', () => {
    const given = { ...longLapse, offering: anUpgrade({ months: 60 }) };
    const { period } = review(aRequest({ ...longLapse, offering: aRenewal() }));
    expect(remediesOf(given).map((remedy) => remedy.period)).not.toContainEqual(period);
  });
});

describe('a chain', () => {
  it('is told by its terms, the one with fewer packs first, at most two', () => {
    expect(chainsOf(longLapse)).toEqual([
      ['24', '12'],
      ['12', '12', '12'],
    ]);
    const longer = { warranty: ['2018-07-01', '2021-06-30'], on: '2024-08-01' } as const;
    expect(chainsOf({ ...longer })).toEqual([
      ['24', '24'],
      ['24', '12', '12'],
    ]);
  });

  it('overshoots as little as it can', () => {
    const offerings = [aRenewal({ months: 24 }), aRenewal(), aRenewal({ months: 36 })];
    expect(chainsOf({ ...longLapse, offerings })[0]).toEqual(['24', '12']);
  });

  it('holds no pack that a person must decide on', () => {
    const given = { warranty: ['2019-07-01', '2022-06-30'], on: '2024-08-01' } as const;
    expect(chainsOf({ ...given, offerings: withoutTwoYearRenewals })).toEqual([]);
  });

  it('keeps the drive where it can, and goes without where no renewal does', () => {
    const drive = aRenewal({ keepYourDrive: true });
    const plain = [aRenewal(), aRenewal({ months: 24 })];
    const upgrade = anUpgrade({ keepYourDrive: true, months: 60 });
    const packsOf = (offerings: Given['offerings']) =>
      remediesOf({ ...longLapse, offering: upgrade, offerings })
        .filter(({ action }) => action === 'ORDER_CHAIN')
        .map(({ facts }) => facts.partNumbers);
    const twoYearsWithDrive = aRenewal({ keepYourDrive: true, months: 24 });
    expect(packsOf([...plain, drive, twoYearsWithDrive])[0]).toEqual([twoYearsWithDrive.partNumber, drive.partNumber]);
    expect(packsOf(plain)[0]).toEqual([plain[1]?.partNumber, plain[0]?.partNumber]);
    expect(packsOf([aRenewal({ premier: true }), aRenewal({ premier: true, months: 24 })])).toEqual([]);
  });
});
