import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { messageOf } from './message-of.ts';
import { reviewRegion } from './review-region.ts';
import { review } from './review.ts';
import { aPlace, aRenewal, aRequest, findingOf, marks, objectionsOf } from './testing/a-request.ts';

const fourHours = aRenewal({ level: 'FULL_24X7_4H' });
const twoHours = aRenewal({ level: 'FULL_24X7_2H' });

describe('the place of a timed level', () => {
  it.each([
    { id: 'W69', offering: fourHours, site: aPlace('YES', 'NO'), verdict: 'ELIGIBLE', objections: [] },
    {
      id: 'W69',
      offering: twoHours,
      site: aPlace('YES', 'NO'),
      verdict: 'NEEDS_APPROVAL',
      objections: ['APPROVE REG_OUT'],
    },
    {
      id: 'on consultation',
      offering: fourHours,
      site: aPlace('CONDITIONAL', 'NO'),
      verdict: 'NEEDS_APPROVAL',
      objections: ['APPROVE REG_OUT'],
    },
    {
      id: 'no mark',
      offering: fourHours,
      site: aPlace('UNKNOWN', 'NO'),
      verdict: 'NEEDS_APPROVAL',
      objections: ['APPROVE REG_UNKNOWN'],
    },
    {
      id: 'W71',
      offering: fourHours,
      site: { state: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'] },
      verdict: 'NEEDS_APPROVAL',
      objections: ['APPROVE REG_UNKNOWN'],
    },
    {
      id: 'not found',
      offering: fourHours,
      site: { state: 'NOT_FOUND', lookedFor: '999-9999' },
      verdict: 'NEEDS_APPROVAL',
      objections: ['APPROVE REG_UNKNOWN'],
    },
    {
      id: 'not given',
      offering: fourHours,
      site: { state: 'NOT_GIVEN' },
      verdict: 'NEEDS_APPROVAL',
      objections: ['APPROVE REG_UNKNOWN'],
    },
  ] as const)('$id: $verdict', ({ offering, site, verdict, objections }) => {
    const decision = review(aRequest({ offering, site }));
    expect(decision.verdict).toBe(verdict);
    expect(objectionsOf(decision)).toEqual(objections);
    expect(findingOf(decision, 'REG_CHECK') !== undefined).toBe(verdict === 'ELIGIBLE');
  });

  it('W69: two hours asked where four are served', () => {
    expect(
      findingOf(review(aRequest({ offering: twoHours, site: aPlace('YES', 'NO') })), 'REG_2H_4H')?.facts.limitedBy,
    ).toEqual(['PLACE']);
    expect(findingOf(review(aRequest({ offering: twoHours, site: aPlace('NO', 'NO') })), 'REG_2H_4H')).toBeUndefined();
    expect(
      findingOf(review(aRequest({ offering: fourHours, site: aPlace('YES', 'NO') })), 'REG_2H_4H'),
    ).toBeUndefined();
  });

  it.each(['NBD_9X5', 'FULL_24X7'] as const)('W70: %s needs no region at all', (level) => {
    const given = {
      offering: aRenewal({ level }),
      site: aPlace('NO', 'NO', '221317'),
      machineTypeMarks: marks('NO', 'NO'),
    };
    const decision = review(aRequest(given));
    expect(decision.findings.filter(({ rule }) => rule.startsWith('REG_'))).toEqual([]);
  });

  it('W71: names the candidates', () => {
    const site = { state: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'] } as const;
    const finding = findingOf(review(aRequest({ offering: fourHours, site })), 'REG_UNKNOWN');
    expect(finding && messageOf(finding, 'JA')).toContain('愛知県弥富市、三重県木曽岬町');
  });

  it('an abolished code is read as its successor', () => {
    const decision = review(aRequest({ offering: fourHours, site: aPlace('YES', 'YES', '221317') }));
    expect(findingOf(decision, 'REG_DEFUNCT')?.facts).toMatchObject({
      abolishedCode: '221317',
      municipalityCode: '221384',
    });
  });
});

describe('the machine type of a timed level (W73)', () => {
  it.each([
    { machineTypeMarks: marks('YES', 'NO'), objections: [] },
    { machineTypeMarks: marks('NO', 'NO'), objections: ['REFUSE REG_MODEL'] },
    { machineTypeMarks: marks('CONDITIONAL', 'NO'), objections: ['APPROVE REG_MODEL'] },
    { machineTypeMarks: marks('UNKNOWN', 'NO'), objections: ['APPROVE REG_MODEL'] },
    { machineTypeMarks: null, objections: ['APPROVE REG_MODEL'] },
  ])('$machineTypeMarks.FULL_24X7_4H: $objections', ({ machineTypeMarks, objections }) => {
    expect(
      objectionsOf(review(aRequest({ offering: fourHours, site: aPlace('YES', 'NO'), machineTypeMarks }))),
    ).toEqual(objections);
  });

  it('and the place both speak', () => {
    const given = { offering: fourHours, site: aPlace('NO', 'NO'), machineTypeMarks: marks('NO', 'NO') };
    expect(objectionsOf(review(aRequest(given)))).toEqual(['APPROVE REG_OUT', 'REFUSE REG_MODEL']);
  });

  it('is not on the list for its place alone', () => {
    const given = { offering: fourHours, site: aPlace('YES', 'YES'), machineTypeMarks: marks('NO', 'NO') };
    expect(findingOf(review(aRequest(given)), 'REG_CHECK')).toBeUndefined();
  });
});

it('a region is checked on its own, without an offering', () => {
  const { site, machineTypeMarks, machine } = aRequest({ site: aPlace('YES', 'NO') });
  const check = (serviceLevel: 'FULL_24X7_4H' | 'FULL_24X7_2H') =>
    reviewRegion({ site, machineTypeMarks, machine, offering: { serviceLevel } }, calendarDate('2024-01-15'));
  expect(check('FULL_24X7_4H')).toMatchObject({ verdict: 'ELIGIBLE', charges: [], evaluatedOn: '2024-01-15' });
  expect(check('FULL_24X7_2H').verdict).toBe('NEEDS_APPROVAL');
});

describe('a ward of a city', () => {
  const ward = aPlace('UNKNOWN', 'NO');
  const inTheCity = (cityMarks = marks('YES', 'YES')) => ({ ...ward, cityMarks }) as typeof ward;
  it.each([
    { what: 'no mark anywhere', site: ward, offering: fourHours, objections: ['APPROVE REG_UNKNOWN'] },
    { what: "its city's mark", site: inTheCity(), offering: fourHours, objections: [] },
    { what: "its city's no", site: inTheCity(marks('NO', 'NO')), offering: fourHours, objections: ['APPROVE REG_OUT'] },
    {
      what: 'no mark of either',
      site: inTheCity(marks('UNKNOWN', 'YES')),
      offering: fourHours,
      objections: ['APPROVE REG_UNKNOWN'],
    },
    { what: 'its own no', site: inTheCity(), offering: twoHours, objections: ['APPROVE REG_OUT'] },
  ])('has $what: $objections', ({ site, offering, objections }) => {
    const decision = review(aRequest({ offering, site }));
    expect(objectionsOf(decision)).toEqual(objections);
    expect(findingOf(decision, 'REG_CHECK') !== undefined).toBe(objections.length === 0);
  });

  it('is in for four hours and out for two by both lists together', () => {
    const decision = review(aRequest({ offering: twoHours, site: inTheCity() }));
    expect(findingOf(decision, 'REG_2H_4H')?.facts.limitedBy).toEqual(['PLACE']);
  });
});
