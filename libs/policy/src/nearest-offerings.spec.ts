import { describe, expect, it } from '@jest/globals';
import type { RuleCode } from './clauses.ts';
import { givesTheSame, nearestOfferings, wantedBy } from './nearest-offerings.ts';
import { aPremierUpgrade, aRenewal, aRequest, aService, type Given, anUpgrade } from './testing/a-request.ts';

const upgrade = anUpgrade({ months: 36, level: 'FULL_24X7' });
const longer = anUpgrade({ months: 48, level: 'FULL_24X7' });
const longest = anUpgrade({ months: 60, level: 'FULL_24X7' });
const lower = anUpgrade({ months: 36, level: 'NBD_9X5' });
const higher = anUpgrade({ months: 36, level: 'FULL_24X7_4H' });
const withPremier = anUpgrade({ months: 36, level: 'FULL_24X7', premier: true });
const renewal = aRenewal({ level: 'FULL_24X7' });
const twoYears = aRenewal({ level: 'FULL_24X7', months: 24 });
const other = anUpgrade({ months: 60, level: 'FULL_24X7_4H' });
const longestWithPremier = anUpgrade({ months: 60, level: 'FULL_24X7', premier: true });
const offerings = [longestWithPremier, twoYears, withPremier, higher, longest, renewal, other, lower, longer, upgrade];

const named = (given: Given, rules: readonly RuleCode[]): string[] => {
  const findings = rules.map((rule) => ({ rule, effect: 'REFUSE' as const, facts: {} }));
  return nearestOfferings(aRequest({ offerings, ...given }), { findings }).map(({ partNumber }) => partNumber);
};
const numbersOf = (...each: { partNumber: string }[]): string[] => each.map(({ partNumber }) => partNumber);

const terms = [longer, longest];
const levels = [lower, higher];
const kinds = [renewal, twoYears];
const extras = [withPremier];

describe('the offerings that change one thing', () => {
  it.each<{ rule: RuleCode; first: string; order: { partNumber: string }[] }>([
    { rule: 'NEW_NOSHORTER', first: 'another term', order: [...terms, ...levels, ...kinds, ...extras] },
    { rule: 'NEW_INWARRANTY', first: 'the renewal', order: [...kinds, ...terms, ...levels, ...extras] },
    { rule: 'NEW_SALESENDED', first: 'the renewal', order: [...kinds, ...terms, ...levels, ...extras] },
    { rule: 'PREM_WHO', first: 'the renewal', order: [...kinds, ...terms, ...levels, ...extras] },
    { rule: 'REG_OUT', first: 'another level', order: [...levels, ...terms, ...kinds, ...extras] },
    { rule: 'REG_MODEL', first: 'another level', order: [...levels, ...terms, ...kinds, ...extras] },
    { rule: 'REG_UNKNOWN', first: 'another level', order: [...levels, ...terms, ...kinds, ...extras] },
  ])('where $rule speaks, begin with $first', ({ rule, order }) => {
    expect(named({ offering: upgrade }, [rule])).toEqual(numbersOf(...order));
  });

  it('begin with what one of several rules calls for', () => {
    expect(named({ offering: upgrade }, ['NEW_NOSHORTER', 'REG_OUT'])[0]).toBe(lower.partNumber);
    expect(named({ offering: upgrade }, ['REG_OUT', 'NEW_SALESENDED'])[0]).toBe(renewal.partNumber);
  });

  it('are the nearest in length first, of two as near the shorter', () => {
    expect(named({ offering: longest }, []).slice(0, 2)).toEqual(numbersOf(longer, upgrade));
    expect(named({ offering: longer }, []).slice(0, 2)).toEqual(numbersOf(upgrade, longest));
  });

  it('of a renewal are never an upgrade', () => {
    expect(named({ offering: renewal }, [])).toEqual(numbersOf(twoYears));
  });

  it('of a Premier upgrade are what gives Premier with the level the machine has, a pack before a renewal', () => {
    const drive = { months: 36, level: 'FULL_24X7', premier: true, keepYourDrive: true } as const;
    const packs = [anUpgrade({ ...drive, months: 60 }), anUpgrade(drive), withPremier];
    const renewals = [aRenewal({ ...drive, months: 12 }), aRenewal({ level: 'FULL_24X7', premier: true })];
    const catalogue = [...renewals, ...packs, renewal, upgrade];
    const coverage = [aService('2021-03-01', '2026-02-28', { kind: 'WARRANTY_UPGRADE', level: 'FULL_24X7' })];
    const held = [aService('2021-03-01', '2026-02-28', { level: 'FULL_24X7', keepYourDrive: true })];
    const given = { offering: aPremierUpgrade(36), offerings: catalogue };
    const [long, drivePack, pack] = numbersOf(...packs);
    const [driveRenewal, plainRenewal] = numbersOf(...renewals);
    expect(named({ ...given, coverage }, [])).toEqual([pack, drivePack, long, plainRenewal, driveRenewal]);
    expect(named({ ...given, coverage: held }, [])).toEqual([drivePack, long, pack, driveRenewal, plainRenewal]);
  });
});

it('without any coverage a Premier upgrade is after Premier, and nothing else', () => {
  expect(wantedBy({ offering: aPremierUpgrade(12), coverage: [] })).toEqual({
    serviceLevel: undefined,
    premier: true,
    keepYourDrive: false,
  });
});

it.each([
  { what: 'the same', b: renewal, same: true },
  { what: 'another term', b: twoYears, same: true },
  { what: 'another level', b: aRenewal(), same: false },
  { what: 'Premier', b: aRenewal({ level: 'FULL_24X7', premier: true }), same: false },
  { what: 'keep-your-drive', b: aRenewal({ level: 'FULL_24X7', keepYourDrive: true }), same: false },
])('$what gives the same service: $same', ({ b, same }) => {
  expect(givesTheSame(renewal, b)).toBe(same);
});
