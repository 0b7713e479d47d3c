import { describe, expect, it } from '@jest/globals';
import { isTerm } from './judged-request.ts';
import { review } from './review.ts';
import {
  anAddOn,
  anUpgrade,
  aPlace,
  aPremierUpgrade,
  aRenewal,
  aRequest,
  aService,
  findingOf,
  type Given,
  marks,
  objectionsOf,
} from './testing/a-request.ts';

const upgrade: Given = { on: '2023-06-01', offering: anUpgrade({ months: 60 }) };
const addOn: Given = { on: '2023-06-01', offering: anAddOn('KEEP_YOUR_DRIVE') };
const premier: Given = {
  on: '2023-06-01',
  coverage: [aService('2021-03-01', '2026-02-28', { kind: 'WARRANTY_UPGRADE' })],
  offering: aPremierUpgrade(36),
};
const renewal: Given = {};

describe.each([
  { kind: 'an upgrade', given: upgrade },
  { kind: 'an add-on', given: addOn },
  { kind: 'a Premier upgrade', given: premier },
  { kind: 'a renewal', given: renewal },
])('$kind', ({ given }) => {
  const decide = (more: Given) => review(aRequest({ ...given, ...more }));
  const rulesOf = (more: Given) => decide(more).findings.map(({ rule }) => rule);

  it('is cut at the end of support, with a warning', () => {
    const endsOn = decide({}).period?.endsOn ?? '';
    expect(rulesOf({ endOfSupportOn: endsOn })).not.toContain('EOS_TRUNCATE');
    const endOfSupportOn = endsOn < '2024-04-30' ? '2024-02-28' : '2024-04-30';
    const decision = decide({ endOfSupportOn });
    expect(objectionsOf(decision)).toContain('WARN EOS_TRUNCATE');
    expect(decision.period?.endsOn).toBe(endOfSupportOn);
  });

  it('says when no end of support is announced, and refuses to start after one', () => {
    expect(rulesOf({})).toContain('EOS_UNANNOUNCED');
    expect(objectionsOf(decide({ endOfSupportOn: '2020-01-01' }))).toContain('REFUSE EOS_MAYREFUSE');
  });

  it('is on sale when it is ordered, at a price of its own, for whole terms', () => {
    const offering = given.offering ?? aRenewal();
    const notYet = { ...offering, onSaleFrom: aRequest({ on: '2024-06-01' }).on };
    expect(objectionsOf(decide({ offering: notYet })).join()).toMatch(/REFUSE (NEW_ONSALE|CAT_ONSALE)/);
    const { listPrice: _listPrice, ...unpriced } = offering;
    expect(objectionsOf(decide({ offering: unpriced }))).toContain('APPROVE OFFER_PRICE_NOPRORATE');
    expect(objectionsOf(decide({ requestedMonths: 7 }))).toContain('REFUSE OFFER_NOMONTHS');
  });

  it('starts on its own day and on no other', () => {
    const refused = objectionsOf(decide({ requestedStartsOn: '2025-07-07' })).join();
    expect(refused).toMatch(/REFUSE (NEW_START|REN_START|PREM_ASOF)/);
  });
});

it('what is sold as a new pack is sold in warranty, and stays sold', () => {
  for (const given of [upgrade, addOn]) {
    const late = objectionsOf(review(aRequest({ ...given, on: '2024-03-01' })));
    expect(late).toEqual(expect.arrayContaining(['REFUSE NEW_INWARRANTY', 'REFUSE NEW_NOCONTRACT_AFTER']));
    expect(objectionsOf(review(aRequest({ ...given, on: '2024-02-29' })))).toContain('WARN NEW_DELIVERY_RISK');
    const offering = { ...(given.offering ?? anUpgrade()), onSaleUntil: aRequest({ on: '2023-05-31' }).on };
    expect(objectionsOf(review(aRequest({ ...given, offering })))).toContain('REFUSE NEW_SALESENDED');
    expect(findingOf(review(aRequest(given)), 'NEW_START_LATER')).toBeDefined();
  }
});

it.each([
  { mark: 'NO', reason: 'NOT_ELIGIBLE' },
  { mark: 'CONDITIONAL', reason: 'ON_CONSULTATION' },
  { mark: 'UNKNOWN', reason: 'NOT_LISTED' },
] as const)('a machine type marked $mark is $reason', ({ mark, reason }) => {
  const given = { offering: aRenewal({ level: 'FULL_24X7_4H' }), site: aPlace('YES', 'YES') };
  const decision = review(aRequest({ ...given, machineTypeMarks: marks(mark, mark) }));
  expect(findingOf(decision, 'REG_MODEL')?.facts.reason).toBe(reason);
});

it.each([
  { months: 0, is: false },
  { months: 1, is: true },
  { months: 1200, is: true },
  { months: 1201, is: false },
  { months: 1.5, is: false },
])('$months months are a term: $is', ({ months, is }) => {
  expect(isTerm(months)).toBe(is);
});
