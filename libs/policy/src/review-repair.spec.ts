import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { remedyMessage } from './message-of.ts';
import { remediesForRepair, reviewRepair } from './review-repair.ts';
import { spotRepairCost } from './spot-repair-cost.ts';
import { aService, findingOf, objectionsOf } from './testing/a-request.ts';
import { aBaseWarranty, aRepair } from './testing/other-requests.ts';

type Given = Parameters<typeof aRepair>[0];

const base = aBaseWarranty('2022-04-01', '2025-03-31');
const ended = aBaseWarranty('2021-03-01', '2024-02-29');
const backdated = { ...aService('2024-03-01', '2025-02-28'), registeredOn: calendarDate('2024-06-20') };
const objections = (given: Given) => objectionsOf(reviewRepair(aRepair(given)));
const remedies = (given: Given) => remediesForRepair(aRepair(given)).map(({ action }) => action);

describe('a call is opened', () => {
  it('with four things asked', () => {
    expect(objections({})).toEqual([]);
    const { findings } = reviewRepair(aRepair({ caller: { customerName: ' ', serial: 'J1234567' } }));
    expect(findings[0]?.facts.missing).toEqual(['CUSTOMER_NAME', 'PLACE', 'MACHINE_TYPE']);
    expect(reviewRepair(aRepair({ caller: {} })).findings[0]?.facts.missing).toHaveLength(4);
  });

  it.each([
    { recorded: undefined, reason: 'COVERED' },
    { recorded: { customerName: '継続商事', place: '東京都千代田区 ' }, reason: 'COVERED' },
    { recorded: { customerName: '別の会社' }, reason: 'RECORD_DIFFERS' },
    { recorded: { place: '大阪市' }, reason: 'RECORD_DIFFERS' },
  ])('for the machine, whatever the record says of its customer ($recorded: $reason)', ({ recorded, reason }) => {
    const decision = reviewRepair(aRepair({ recorded }));
    expect(decision.verdict).toBe('ELIGIBLE');
    expect(findingOf(decision, 'REP_BYMACHINE')?.facts.reason).toBe(reason);
  });

  it('and told what to expect, only where it is served', () => {
    const told = ['REP_DISPATCH', 'RESP_NOGUARANTEE', 'RESP_PARTS', 'RESP_OUTSOURCED'];
    expect(reviewRepair(aRepair()).findings.map(({ rule }) => rule)).toEqual(['REP_BYMACHINE', 'RESP_NBD', ...told]);
    expect(reviewRepair(aRepair({ coverage: [ended] })).findings.map(({ rule }) => rule)).toEqual(['REP_BYMACHINE']);
  });
});

describe('next business day', () => {
  it.each([
    { id: 'W74', on: '2024-05-02', receivedAt: '15:00', earliestOn: '2024-05-07' },
    { id: 'at the cut-off', on: '2024-05-02', receivedAt: '16:00', earliestOn: '2024-05-07' },
    { id: 'after the cut-off', on: '2024-05-02', receivedAt: '16:01', earliestOn: '2024-05-08' },
    { id: 'on a holiday, late', on: '2024-05-03', receivedAt: '20:00', earliestOn: '2024-05-07' },
    { id: 'on a Sunday', on: '2024-05-12', receivedAt: '09:30', earliestOn: '2024-05-13' },
    { id: 'a later cut-off', on: '2024-05-02', receivedAt: '17:30', callsUntil: '17:30', earliestOn: '2024-05-07' },
  ])('$id: $on $receivedAt is repaired from $earliestOn', ({ on, receivedAt, callsUntil, earliestOn }) => {
    const decision = reviewRepair(aRepair({ on, receivedAt, market: callsUntil ? { callsUntil } : {} }));
    expect(findingOf(decision, 'RESP_NBD')?.facts.earliestOn).toBe(earliestOn);
  });

  it('is said of that level only, the highest in force', () => {
    const coverage = [base, aService('2022-04-01', '2027-03-31', { level: 'FULL_24X7', kind: 'WARRANTY_UPGRADE' })];
    expect(findingOf(reviewRepair(aRepair({ coverage })), 'RESP_NBD')).toBeUndefined();
  });
});

describe('a fault older than the service', () => {
  it.each([
    { id: 'W27: called before', on: '2024-06-10', coverage: [ended, backdated], says: ['REFUSE NEW_EXISTING_FAULT'] },
    { id: 'called on the day', on: '2024-06-20', coverage: [ended, backdated], says: [] },
    {
      id: 'called after, broken before',
      on: '2024-06-21',
      faultSince: '2024-06-19',
      coverage: [ended, backdated],
      says: ['REFUSE NEW_EXISTING_FAULT'],
    },
    { id: 'W26: with other cover', on: '2024-06-10', coverage: [base, backdated], says: ['WARN NEW_EXISTING_FAULT'] },
    { id: 'no cover at all', on: '2024-06-10', coverage: [ended], says: ['REFUSE REP_BYMACHINE'] },
    { id: 'by the hour', on: '2024-06-10', coverage: [backdated], asksForSpotRepair: true, says: ['FEE SPOT_COST'] },
  ])('$id: $says', ({ says, ...given }) => {
    expect(objections(given)).toEqual(says);
  });

  it('does not lend its level', () => {
    const timed = { ...backdated, serviceLevel: 'FULL_24X7_4H' } as const;
    expect(findingOf(reviewRepair(aRepair({ on: '2024-06-10', coverage: [base, timed] })), 'RESP_NBD')).toBeDefined();
  });

  it('names the first of the services registered later', () => {
    const again = { ...backdated, registeredOn: calendarDate('2024-06-15') };
    const decision = reviewRepair(aRepair({ on: '2024-06-10', coverage: [backdated, again] }));
    expect(findingOf(decision, 'NEW_EXISTING_FAULT')?.facts.registeredOn).toBe('2024-06-15');
  });
});

describe('what is charged', () => {
  it.each([
    { id: 'W86: a precaution, covered', given: { hasFault: false }, says: ['FEE REP_PREVENTIVE'] },
    {
      id: 'a precaution, not covered',
      given: { hasFault: false, coverage: [ended] },
      says: ['FEE REP_PREVENTIVE', 'FEE SPOT_COST'],
    },
    { id: 'an accident', given: { cause: 'ACCIDENT' as const }, says: ['REFUSE REP_ACCIDENT'] },
    {
      id: 'an accident, by the hour',
      given: { cause: 'ACCIDENT' as const, asksForSpotRepair: true },
      says: ['FEE SPOT_COST'],
    },
    { id: 'a fault', given: { cause: 'FAULT' as const }, says: [] },
  ])('$id: $says', ({ given, says }) => {
    expect(objections(given)).toEqual(says);
  });

  it('has its lines', () => {
    const kinds = (given: Given) => reviewRepair(aRepair(given)).charges.map(({ kind }) => kind);
    expect(kinds({})).toEqual([]);
    expect(kinds({ hasFault: false })).toEqual(['LABOUR', 'PARTS']);
    expect(kinds({ asksForSpotRepair: true })).toEqual(['LABOUR', 'TRAVEL', 'PARTS', 'PART_DELIVERY']);
  });

  it.each([
    { on: '2025-03-31', says: ['FEE SPOT_COST'] },
    { on: '2025-04-01', says: ['REFUSE EOS_SPOT', 'REFUSE SPOT_EOS', 'FEE SPOT_COST'] },
  ])('W52: a spot repair on $on, support ending on 2025-03-31: $says', ({ on, says }) => {
    expect(objections({ on, endOfSupportOn: '2025-03-31', asksForSpotRepair: true })).toEqual(says);
    if (says.length > 1) expect(objections({ on, endOfSupportOn: '2025-03-31', hasFault: false })).toContain(says[0]);
  });

  it.each([
    { minutes: 0, billedHours: 2 },
    { minutes: 110, billedHours: 2 },
    { minutes: 120, billedHours: 2 },
    { minutes: 121, billedHours: 3 },
    { minutes: 130, billedHours: 3 },
    { minutes: 180, billedHours: 3 },
    { minutes: 181, billedHours: 4 },
  ])('W86: $minutes minutes are $billedHours hours', ({ minutes, billedHours }) => {
    const yen = (amountMinor: number) => ({ amountMinor, currency: 'JPY' });
    const cost = spotRepairCost({ minutes, hourlyRate: yen(20_000), travel: yen(5_000) });
    expect(cost.billedHours).toBe(billedHours);
    expect(cost.charges).toEqual([
      { kind: 'LABOUR', price: yen(20_000 * billedHours) },
      { kind: 'TRAVEL', price: yen(5_000) },
      { kind: 'PARTS' },
      { kind: 'PART_DELIVERY' },
    ]);
    expect(cost.findings[0]).toMatchObject({ rule: 'SPOT_COST', effect: 'FEE', facts: { minutes, billedHours } });
  });
});

describe('the nearest yes', () => {
  it.each([
    { what: 'nothing for a call that is served', given: {}, actions: [] },
    { what: 'the hour for a machine without cover', given: { coverage: [ended] }, actions: ['SPOT_REPAIR'] },
    {
      what: 'nothing after the end of support',
      given: { coverage: [ended], endOfSupportOn: '2024-05-01' },
      actions: [],
    },
    { what: 'nothing while it is not known who calls', given: { caller: {} }, actions: [] },
    {
      what: 'the hour, or a person, after an accident',
      given: { cause: 'ACCIDENT' as const },
      actions: ['SPOT_REPAIR', 'ASK_FOR_APPROVAL'],
    },
    {
      what: 'no person for an accident to a machine without cover',
      given: { cause: 'ACCIDENT' as const, coverage: [ended] },
      actions: ['SPOT_REPAIR'],
    },
    {
      what: 'nothing more for work by the hour',
      given: { asksForSpotRepair: true, endOfSupportOn: '2024-05-01' },
      actions: [],
    },
  ])('$what: $actions', ({ given, actions }) => {
    expect(remedies(given)).toEqual(actions);
    for (const remedy of remediesForRepair(aRepair(given))) expect(remedyMessage(remedy, 'ZH')).not.toMatch(/[{}]/);
  });
});
