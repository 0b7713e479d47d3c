import { describe, expect, it } from '@jest/globals';
import { remedyMessage } from './message-of.ts';
import { movedPeriods, movedTo } from './moved-periods.ts';
import { calendarDate } from './calendar-date.ts';
import { remediesForStartDateChange, reviewStartDateChange } from './review-start-date-change.ts';
import type { CoverageFacts } from './service-request.ts';
import { aPeriod, aService, findingOf, objectionsOf } from './testing/a-request.ts';
import { aBaseWarranty, aStartDateChange } from './testing/other-requests.ts';

const base = aBaseWarranty('2024-01-10', '2027-01-09');
const upgrade = aService('2024-01-10', '2029-01-09', { kind: 'WARRANTY_UPGRADE' });
const premier: CoverageFacts = { ...upgrade, layer: 'PREMIER', period: aPeriod('2024-03-01', '2029-01-09') };
const renewal = aService('2027-01-10', '2028-01-09');

describe('the start may move', () => {
  it.each([
    { id: 'W65: 179 days', startsOn: '2024-07-07', objections: [] },
    { id: 'W65: 180 days', startsOn: '2024-07-08', objections: ['REFUSE START_180'] },
    { id: 'on the ship date', startsOn: '2024-01-10', objections: [] },
    { id: 'before the ship date', startsOn: '2024-01-09', objections: ['REFUSE START_180'] },
    { id: 'after the warranty', startsOn: '2027-01-10', objections: ['REFUSE START_180', 'REFUSE WARRANTY_NODISCARD'] },
  ])('$id ($startsOn): $objections', ({ startsOn, objections }) => {
    const decision = reviewStartDateChange(aStartDateChange({ startsOn }));
    expect(objectionsOf(decision)).toEqual(objections);
    expect(decision.verdict).toBe(objections.length === 0 ? 'ELIGIBLE' : 'REFUSED');
  });

  it('names the latest day that would do', () => {
    const decision = reviewStartDateChange(aStartDateChange({ startsOn: '2024-07-08' }));
    expect(findingOf(decision, 'START_180')?.facts).toMatchObject({ days: 180, latestStartsOn: '2024-07-07' });
  });

  it.each([
    { id: 'W67: no delivery note', note: null, card: '2024-02-10', missing: ['DELIVERY_NOTE'] },
    { id: 'W67: another serial', note: ['J7654321'], card: '2024-02-10', missing: ['SERIAL_ON_DELIVERY_NOTE'] },
    { id: 'no card', note: ['J1234567'], card: null, missing: ['WARRANTY_CARD'] },
    { id: 'neither', note: null, card: null, missing: ['DELIVERY_NOTE', 'WARRANTY_CARD'] },
    { id: 'a note of many machines, as typed', note: ['X', 'j-1234567 '], card: '2024-02-10', missing: undefined },
    { id: 'an empty serial on the note', note: [''], card: '2024-02-10', missing: ['SERIAL_ON_DELIVERY_NOTE'] },
  ])('only with both documents ($id)', ({ note, card, missing }) => {
    const decision = reviewStartDateChange(aStartDateChange({ note, card }));
    expect(findingOf(decision, 'START_DOCS')?.facts.missing).toEqual(missing);
    expect(decision.verdict).toBe(missing ? 'REFUSED' : 'ELIGIBLE');
  });

  it('a serial that cannot be read is on no note', () => {
    const change = { ...aStartDateChange({ note: [''] }), serial: '' };
    expect(findingOf(reviewStartDateChange(change), 'START_DOCS')?.facts.missing).toEqual(['SERIAL_ON_DELIVERY_NOTE']);
  });

  it('W13: never of a renewal, whatever else would hold', () => {
    const moved = aService('2024-03-01', '2025-02-28');
    const change = aStartDateChange({ moved, startsOn: '2024-04-01', note: null, card: null });
    const decision = reviewStartDateChange(change);
    expect(decision.findings.map(({ rule }) => rule)).toEqual(['START_RENEWAL', 'REN_NOCHANGE_START']);
    expect(decision.period).toEqual(moved.period);
  });

  it('never once a renewal is registered', () => {
    const decision = reviewStartDateChange(aStartDateChange({ coverage: [base, renewal] }));
    expect(objectionsOf(decision)).toEqual(['REFUSE START_CASCADE']);
  });

  it('never to give up warranty', () => {
    const decision = reviewStartDateChange(aStartDateChange({ givesUpWarranty: true }));
    expect(objectionsOf(decision)).toEqual(['REFUSE WARRANTY_NODISCARD']);
    const without = reviewStartDateChange(aStartDateChange({ coverage: [upgrade], givesUpWarranty: true }));
    expect(objectionsOf(without)).toEqual([]);
  });
});

describe('what moves', () => {
  it('is all that started with the warranty, and Premier that ends with it', () => {
    const apart = aService('2023-01-01', '2023-12-31', { kind: 'WARRANTY_UPGRADE' });
    const otherPremier: CoverageFacts = { ...premier, period: aPeriod('2024-03-01', '2028-01-09') };
    const change = aStartDateChange({ coverage: [base, upgrade, premier, otherPremier, apart, renewal] });
    expect(movedPeriods(change)).toEqual([
      { coverage: base, period: aPeriod('2024-02-10', '2027-02-09') },
      { coverage: upgrade, period: aPeriod('2024-02-10', '2029-02-09') },
      { coverage: premier, period: aPeriod('2024-03-01', '2029-02-09') },
    ]);
    expect(reviewStartDateChange(aStartDateChange()).period).toEqual(aPeriod('2024-02-10', '2027-02-09'));
  });

  it('is each period once: Premier and an add-on that started with the warranty keep their own length', () => {
    const withIt: CoverageFacts = { ...premier, period: upgrade.period };
    const addOn: CoverageFacts = { ...base, layer: 'ADD_ON', addOn: 'KEEP_YOUR_DRIVE', kind: 'ADD_ON' };
    const change = aStartDateChange({ coverage: [base, upgrade, withIt, addOn] });
    expect(movedPeriods(change)).toEqual([
      { coverage: base, period: aPeriod('2024-02-10', '2027-02-09') },
      { coverage: upgrade, period: aPeriod('2024-02-10', '2029-02-09') },
      { coverage: withIt, period: aPeriod('2024-02-10', '2029-02-09') },
      { coverage: addOn, period: aPeriod('2024-02-10', '2027-02-09') },
    ]);
  });

  it('is no Premier that ends with the base warranty alone, and nothing but Premier that ends with a service', () => {
    const onTheBase: CoverageFacts = { ...premier, period: aPeriod('2024-03-01', '2027-01-09') };
    const later: CoverageFacts = { ...premier, layer: 'ADD_ON', addOn: 'VALUE_SELECTION' };
    const change = aStartDateChange({ coverage: [base, upgrade, onTheBase, later] });
    expect(movedPeriods(change).map(({ coverage }) => coverage)).toEqual([base, upgrade]);
  });

  it('Premier starts no earlier than the service it is of', () => {
    const change = aStartDateChange({ startsOn: '2024-04-01', coverage: [base, upgrade, premier] });
    expect(movedPeriods(change).at(-1)?.period.startsOn).toBe('2024-04-01');
  });

  it.each([
    { what: 'whole months', period: aPeriod('2024-02-29', '2025-02-28'), to: '2024-03-31', endsOn: '2025-03-30' },
    { what: 'a recorded length', period: aPeriod('2020-04-20', '2023-04-20'), to: '2020-04-21', endsOn: '2023-04-21' },
    { what: 'a single day', period: aPeriod('2024-01-10', '2024-01-10'), to: '2024-01-11', endsOn: '2024-01-11' },
  ])('keeps $what', ({ period, to, endsOn }) => {
    expect(movedTo(period, calendarDate(to))).toEqual({ startsOn: to, endsOn });
  });
});

it('a person may decide on 180 days and more, and on nothing else', () => {
  const remediesOf = (given: Parameters<typeof aStartDateChange>[0]) =>
    remediesForStartDateChange(reviewStartDateChange(aStartDateChange(given)));
  const [remedy] = remediesOf({ startsOn: '2024-07-08' });
  expect(remedy).toMatchObject({ action: 'ASK_FOR_APPROVAL', facts: { rules: ['START_180'] } });
  expect(remedy && remedyMessage(remedy, 'EN')).toBe('Ask for approval of the start on 2024-07-08 as an exception.');
  expect(remediesOf({})).toEqual([]);
  expect(remediesOf({ startsOn: '2024-01-09' })).toEqual([]);
  expect(remediesOf({ startsOn: '2024-07-08', note: null })).toEqual([]);
});
