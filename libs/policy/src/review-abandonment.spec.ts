import { expect, it } from '@jest/globals';
import { reviewAbandonment } from './review-abandonment.ts';
import { aPeriod, aService, findingOf, objectionsOf } from './testing/a-request.ts';
import { aBaseWarranty, anAbandonment } from './testing/other-requests.ts';

it('W86: a pack is given up without a refund; the renewal after it starts the next day', () => {
  const decision = reviewAbandonment(anAbandonment('2024-06-30'));
  expect(decision).toMatchObject({ verdict: 'ELIGIBLE', charges: [], period: aPeriod('2023-04-01', '2024-06-30') });
  expect(findingOf(decision, 'ABANDON_NOREFUND')?.facts).toEqual({
    reason: 'BEGUN',
    on: '2024-06-30',
    refund: 0,
    lastCoveredOn: '2024-06-30',
    renewalStartsOn: '2024-07-01',
  });
});

it('W86: the base warranty is not given up', () => {
  const base = aBaseWarranty('2023-04-01', '2026-03-31');
  const decision = reviewAbandonment(anAbandonment('2024-06-30', base));
  expect(objectionsOf(decision)).toEqual(['REFUSE WARRANTY_NODISCARD']);
  expect(decision).toMatchObject({ verdict: 'REFUSED', period: base.period });
});

it.each([
  { what: 'on its first day', on: '2023-04-01', left: ['2023-04-01', '2023-04-01'], renewal: '2023-04-02' },
  { what: 'before it began', on: '2023-03-31', left: undefined, renewal: '2023-04-01' },
  { what: 'on its last day', on: '2026-03-31', left: ['2023-04-01', '2026-03-31'], renewal: '2026-04-01' },
  { what: 'after its end', on: '2026-04-01', left: ['2023-04-01', '2026-03-31'], renewal: '2026-04-01' },
])('given up $what it leaves $left', ({ on, left, renewal }) => {
  const decision = reviewAbandonment(anAbandonment(on));
  expect(decision.period).toEqual(left && aPeriod(left[0] ?? '', left[1] ?? ''));
  expect(findingOf(decision, 'ABANDON_NOREFUND')?.facts.renewalStartsOn).toBe(renewal);
});

it('what else covers the machine is where a later renewal goes on from', () => {
  const upgrade = aService('2020-04-01', '2024-12-31', { kind: 'WARRANTY_UPGRADE' });
  const decision = reviewAbandonment(anAbandonment('2024-06-30', undefined, [upgrade]));
  expect(findingOf(decision, 'ABANDON_NOREFUND')?.facts.renewalStartsOn).toBe('2025-01-01');
});
