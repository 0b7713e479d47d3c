import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import type { Remedy } from './decision.ts';
import { remedyMessage } from './message-of.ts';
import { remediesForRegion } from './region-remedies.ts';
import type { SiteFacts } from './service-request.ts';
import { aPlace, marks } from './testing/a-request.ts';
import { Locale, type ServiceLevel } from './vocabulary.ts';

const ON = calendarDate('2024-01-15');
const AMBIGUOUS: SiteFacts = { state: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'] };

function remediesAt(site: SiteFacts, serviceLevel: ServiceLevel, machineTypeMarks = marks('YES', 'YES')): Remedy[] {
  const machine = { machineType: '7X06' };
  return remediesForRegion({ site, machineTypeMarks, machine, offering: { serviceLevel } }, ON);
}

function inShort(remedies: readonly Remedy[]): string[] {
  return remedies.map(({ action, facts }) =>
    [action, action === 'CHOOSE_OFFERING' && facts.serviceLevel].filter(Boolean).join(' '),
  );
}

describe('the nearest yes for a place', () => {
  it.each([
    { id: 'in', site: aPlace('YES', 'YES'), level: 'FULL_24X7_2H', remedies: [] },
    { id: 'W70', site: aPlace('NO', 'NO'), level: 'FULL_24X7', remedies: [] },
    {
      id: 'W69',
      site: aPlace('YES', 'NO'),
      level: 'FULL_24X7_2H',
      remedies: ['CHOOSE_OFFERING FULL_24X7_4H', 'CHOOSE_OFFERING FULL_24X7', 'ASK_FOR_APPROVAL'],
    },
    {
      id: 'out for both',
      site: aPlace('NO', 'NO'),
      level: 'FULL_24X7_2H',
      remedies: ['CHOOSE_OFFERING FULL_24X7', 'ASK_FOR_APPROVAL'],
    },
    {
      id: 'W71',
      site: AMBIGUOUS,
      level: 'FULL_24X7_4H',
      remedies: ['NAME_MUNICIPALITY', 'CHOOSE_OFFERING FULL_24X7', 'ASK_FOR_APPROVAL'],
    },
    {
      id: 'not found',
      site: { state: 'NOT_FOUND', lookedFor: '999-9999' },
      level: 'FULL_24X7_4H',
      remedies: ['NAME_MUNICIPALITY', 'CHOOSE_OFFERING FULL_24X7', 'ASK_FOR_APPROVAL'],
    },
    {
      id: 'no mark, which no name helps',
      site: aPlace('UNKNOWN', 'UNKNOWN'),
      level: 'FULL_24X7_4H',
      remedies: ['CHOOSE_OFFERING FULL_24X7', 'ASK_FOR_APPROVAL'],
    },
  ] as const)('$id: $remedies', ({ site, level, remedies }) => {
    expect(inShort(remediesAt(site, level))).toEqual(remedies);
  });

  it('names no municipality and asks nobody for a machine type that is refused everywhere', () => {
    expect(inShort(remediesAt(AMBIGUOUS, 'FULL_24X7_4H', marks('NO', 'NO')))).toEqual(['CHOOSE_OFFERING FULL_24X7']);
  });

  it('says so in every language, and names the rules to be approved', () => {
    const remedies = remediesAt(aPlace('YES', 'NO'), 'FULL_24X7_2H');
    for (const remedy of remedies) {
      for (const locale of Object.values(Locale))
        expect(remedyMessage(remedy, locale)).not.toMatch(/[{}]|[A-Z0-9]+_[A-Z]/);
    }
    expect(remedies.at(-1)?.facts.rules).toEqual(['REG_OUT']);
  });
});
