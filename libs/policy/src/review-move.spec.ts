import { expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { reviewMove } from './review-move.ts';
import type { SiteFacts } from './service-request.ts';
import { aPlace, aService, objectionsOf } from './testing/a-request.ts';
import { aMove } from './testing/other-requests.ts';

const AMBIGUOUS: SiteFacts = { state: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'] };

it.each([
  { what: 'a listed place', site: aPlace('YES', 'NO'), says: ['WARN REG_MOVE'] },
  { what: 'a place outside', site: aPlace('NO', 'NO'), says: ['APPROVE REG_MOVE', 'APPROVE REG_OUT'] },
  { what: 'an unknown place', site: AMBIGUOUS, says: ['APPROVE REG_MOVE', 'APPROVE REG_UNKNOWN'] },
])('a timed service moved to $what: $says', ({ site, says }) => {
  expect(objectionsOf(reviewMove(aMove(site)))).toEqual(says);
});

it('other levels go anywhere', () => {
  expect(reviewMove(aMove(aPlace('NO', 'NO'), 'FULL_24X7'))).toMatchObject({ verdict: 'ELIGIBLE', findings: [] });
});

it('each timed level is looked at, until it ends', () => {
  const both = [...aMove().coverage, aService('2025-03-01', '2026-02-28', { level: 'FULL_24X7_2H' })];
  expect(reviewMove({ ...aMove(), coverage: both }).verdict).toBe('NEEDS_APPROVAL');
  const on = calendarDate('2025-02-28');
  expect(reviewMove({ ...aMove(aPlace('NO', 'NO')), on }).verdict).toBe('NEEDS_APPROVAL');
  expect(reviewMove({ ...aMove(aPlace('NO', 'NO')), on: calendarDate('2025-03-01') }).findings).toEqual([]);
});
