import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { reviewCountry } from './review-country.ts';
import { review } from './review.ts';
import {
  aCatalogue,
  anAddOn,
  anUpgrade,
  aPremierUpgrade,
  aRenewal,
  aRequest,
  aService,
  findingOf,
  type Given,
  objectionsOf,
} from './testing/a-request.ts';

const decide = (given: Given) => review(aRequest(given));
const rulesOf = (given: Given) => decide(given).findings.map(({ rule }) => rule);
const used = { machine: { used: true } } as const;
const inWarranty = { on: '2023-06-01', offering: anUpgrade({ months: 60 }) } as const;

describe('a machine that does not work', () => {
  it.each([
    { stage: 'QUOTE', says: 'WARN NEW_EXISTING_FAULT' },
    { stage: 'ORDER', says: 'REFUSE NEW_EXISTING_FAULT' },
    { stage: 'REGISTRATION', says: 'REFUSE NEW_EXISTING_FAULT' },
  ] as const)('W26: $says at $stage', ({ stage, says }) => {
    for (const offering of [aRenewal(), anUpgrade({ months: 60 }), anAddOn('KEEP_YOUR_DRIVE'), aPremierUpgrade(12)])
      expect(objectionsOf(decide({ stage, offering, working: false }))).toContain(says);
  });

  it('is a matter of the shop when it was bought second-hand', () => {
    expect(objectionsOf(decide({ ...used, working: false }))).toContain('REFUSE USED_FAULT');
    expect(rulesOf({ working: false })).not.toContain('USED_FAULT');
  });
});

describe('a used machine', () => {
  it('may be upgraded in its warranty, on sale', () => {
    expect(rulesOf({ ...used, ...inWarranty })).toContain('USED_UPGRADE');
    expect(rulesOf({ ...used, ...inWarranty, on: '2024-02-29' })).toContain('USED_UPGRADE');
    expect(rulesOf({ ...used, ...inWarranty, on: '2024-03-01' })).not.toContain('USED_UPGRADE');
    const offering = anUpgrade({ months: 60, until: '2023-05-31' });
    expect(rulesOf({ ...used, ...inWarranty, offering })).not.toContain('USED_UPGRADE');
    expect(rulesOf({ ...used })).not.toContain('USED_UPGRADE');
  });

  it('may be renewed for a year past its warranty', () => {
    expect(rulesOf({ ...used, on: '2024-03-01' })).toContain('USED_RENEW');
    expect(rulesOf({ ...used, on: '2024-02-29' })).not.toContain('USED_RENEW');
    expect(rulesOf({ ...used, on: '2024-03-01', offering: aRenewal({ months: 24 }) })).not.toContain('USED_RENEW');
    expect(rulesOf({ ...used, on: '2024-03-01', offering: anUpgrade({ months: 12 }) })).not.toContain('USED_RENEW');
    expect(rulesOf({ on: '2024-03-01' })).not.toContain('USED_RENEW');
  });

  it.each([
    { offering: aRenewal(), right: '2024-03-01', wrong: '2024-04-01' },
    { offering: anUpgrade({ months: 60 }), right: '2021-03-01', wrong: '2023-06-01' },
  ])('never starts on the day it was bought ($offering.kind)', ({ offering, right, wrong }) => {
    const says = (requestedStartsOn?: string) =>
      findingOf(
        decide({ ...used, on: '2023-06-01', offering, ...(requestedStartsOn && { requestedStartsOn }) }),
        'USED_REGDATE',
      );
    expect(says()?.effect).toBe('DERIVE');
    expect(says(right)?.effect).toBe('DERIVE');
    expect(says(wrong)?.effect).toBe('REFUSE');
  });

  it('says nothing of the record for Premier, which starts when it is registered', () => {
    const coverage = [aService('2021-03-01', '2026-02-28', { kind: 'WARRANTY_UPGRADE' })];
    expect(rulesOf({ ...used, on: '2023-06-01', coverage, offering: aPremierUpgrade(36) })).not.toContain(
      'USED_REGDATE',
    );
  });

  it('works, when it is said to', () => {
    expect(rulesOf({ ...used, working: true })).toContain('USED_OK');
    expect(rulesOf(used)).not.toContain('USED_OK');
  });
});

describe('the channel', () => {
  it.each([
    { channel: undefined, isUsed: false, says: [] },
    { channel: { machineReseller: 'R1', serviceReseller: 'R1' }, isUsed: false, says: [] },
    { channel: { machineReseller: 'R1', serviceReseller: 'R2' }, isUsed: false, says: ['APPROVE CH_SAME'] },
    { channel: { machineReseller: 'R1' }, isUsed: false, says: [] },
    { channel: { serviceReseller: 'R2' }, isUsed: false, says: ['WARN CH_SAME'] },
    { channel: {}, isUsed: false, says: [] },
    { channel: undefined, isUsed: true, says: [] },
    { channel: { serviceReseller: 'R2' }, isUsed: true, says: ['APPROVE USED_CHANNEL'] },
    { channel: {}, isUsed: true, says: ['APPROVE USED_CHANNEL'] },
    { channel: { machineReseller: 'R1', serviceReseller: 'R2' }, isUsed: true, says: ['APPROVE CH_SAME'] },
  ])('W84: $channel, used: $isUsed: $says', ({ channel, isUsed, says }) => {
    const decision = decide({ machine: { used: isUsed }, ...(channel && { channel }) });
    expect(objectionsOf(decision)).toEqual(says);
    const differs = channel?.machineReseller !== undefined && channel.serviceReseller === 'R2';
    expect(findingOf(decision, 'CH_CHANGE') !== undefined).toBe(differs);
  });
});

describe('the country', () => {
  const on = calendarDate('2024-01-15');
  it.each([
    { boughtIn: 'JP', usedIn: 'JP', says: [] },
    { boughtIn: 'JP', usedIn: 'SG', says: ['CTRY_BOUND', 'CTRY_OUT'] },
    { boughtIn: 'SG', usedIn: 'JP', says: ['CTRY_BOUND', 'CTRY_IN'] },
    { boughtIn: 'SG', usedIn: 'SG', says: ['CTRY_OUT'] },
  ])('W86: bought in $boughtIn, used in $usedIn: $says', ({ boughtIn, usedIn, says }) => {
    const decision = reviewCountry({ on, boughtIn, usedIn });
    expect(decision.findings.map(({ rule }) => rule)).toEqual(says);
    expect(decision.verdict).toBe(boughtIn === usedIn ? 'ELIGIBLE' : 'REFUSED');
  });

  it('may be another market', () => {
    const { findings } = reviewCountry({ on, boughtIn: 'JP', usedIn: 'SG', market: 'SG' });
    expect(findings.map(({ rule }) => rule)).toEqual(['CTRY_BOUND', 'CTRY_IN']);
  });

  it.each([
    { machine: { country: 'JP' }, says: [] },
    { machine: { country: 'SG' }, says: [] },
    { machine: { country: 'JP', countryOfUse: 'JP' }, says: [] },
    { machine: { country: 'SG', countryOfUse: 'JP' }, says: ['CTRY_IN'] },
    { machine: { country: 'JP', countryOfUse: 'SG' }, says: ['CTRY_BOUND', 'CTRY_OUT'] },
  ])('of use counts for a pack that is sold here ($machine: $says)', ({ machine, says }) => {
    for (const offering of [aRenewal(), anUpgrade({ months: 60 }), anAddOn('VALUE_SELECTION')])
      expect(rulesOf({ machine, offering }).filter((rule) => rule.startsWith('CTRY_'))).toEqual(says);
  });

  it('of use is judged by the market asked', () => {
    const request = aRequest({ machine: { country: 'JP', countryOfUse: 'SG' } });
    const { findings } = review({ ...request, market: { ...request.market, country: 'SG' } });
    expect(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('CTRY_'))).toEqual(['CTRY_IN']);
  });
});

it('an order says when the pack arrives, a quote and a registration do not', () => {
  const delivery = (stage: Given['stage'] & string) => findingOf(decide({ stage, on: '2024-05-31' }), 'ORD_DELIVER');
  expect(delivery('ORDER')?.facts).toMatchObject({ arrivesFrom: '2024-06-07', arrivesBy: '2024-06-12' });
  expect(delivery('QUOTE')).toBeUndefined();
  expect(delivery('REGISTRATION')).toBeUndefined();
});

it('software support asks for the entitlement to the software, other offerings do not', () => {
  const software = { offering: anAddOn('ENTERPRISE_SOFTWARE_SUPPORT'), on: '2023-06-01' };
  expect(objectionsOf(decide(software))).toEqual(['WARN OFFER_SWPRE']);
  expect(objectionsOf(decide({ ...software, softwareEntitled: false }))).toEqual(['WARN OFFER_SWPRE']);
  expect(objectionsOf(decide({ ...software, softwareEntitled: true }))).toEqual([]);
  for (const offering of aCatalogue) expect(rulesOf({ offering })).not.toContain('OFFER_SWPRE');
});
