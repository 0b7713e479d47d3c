import { expect, it } from '@jest/globals';
import { addDays } from './calendar-date.ts';
import { takenAsRecorded } from './taken-as-recorded.ts';
import { aPeriod } from './testing/a-request.ts';

it('W34: a recorded end stays, though no term of months would give it', () => {
  const period = aPeriod('2020-04-20', '2023-04-20');
  expect(takenAsRecorded(period)).toEqual({
    verdict: 'ELIGIBLE',
    period,
    findings: [{ rule: 'DATE_LEGACY', effect: 'INFO', facts: { startsOn: '2020-04-20', endsOn: '2023-04-20' } }],
    charges: [],
    evaluatedOn: '2020-04-20',
  });
  expect(addDays(period.endsOn, 1)).toBe('2023-04-21');
});
