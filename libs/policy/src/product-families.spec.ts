import { describe, expect, it } from '@jest/globals';
import { familyOf, limitsOf, PRODUCT_FAMILIES } from './product-families.ts';

it.each([
  { name: 'ThinkSystem SR650 V3', type: '7D76', family: 'THINKSYSTEM' },
  { name: 'ThinkSystem ST50', type: '7Y48', family: 'ST50' },
  { name: 'ThinkSystem ST50 V2', type: '7D8J', family: 'ST50' },
  { name: 'ＴｈｉｎｋＳｙｓｔｅｍ　ＳＴ５０　Ｖ３', type: '7DF4', family: 'ST50' },
  { name: 'ThinkSystem ST550', type: '7X10', family: 'THINKSYSTEM' },
  { name: 'ThinkSystem ST500', type: '7X10', family: 'THINKSYSTEM' },
  { name: 'ThinkAgile HX650 V4', type: '7DG4', family: 'THINKAGILE' },
  { name: 'ThinkSystem DE2000H', type: '7Y71', family: 'STORAGE_DM_DE' },
  { name: 'ThinkSystem DM7200F', type: '7DJ3', family: 'STORAGE_DM_DE' },
  { name: 'ThinkSystem DG5000', type: '7DE4', family: 'STORAGE_DG_DS' },
  { name: 'Lenovo Storage DS4200', type: '4617', family: 'STORAGE_DG_DS' },
  { name: 'Lenovo Storage D1224', type: '4587', family: 'STORAGE' },
  { name: 'RackSwitch / ThinkSystem NE', type: '7159', family: 'SWITCH' },
  { name: 'ThinkSystem NE2572', type: '7159', family: 'SWITCH' },
  { name: 'ThinkSystem', type: '7159', family: 'SWITCH' },
  { name: 'Think Agile VX650 V3', type: '7D6W', family: 'THINKAGILE' },
  { name: 'Rack Switch G8272', type: '7X27', family: 'SWITCH' },
  { name: 'SystemX3650 M5', type: '5462', family: 'SYSTEM_X' },
  { name: 'System x3650 M5', type: '8871', family: 'SYSTEM_X' },
  { name: '', type: '0000', family: 'THINKSYSTEM' },
])('$name ($type) is of $family', ({ name, type, family }) => {
  expect(familyOf(name, type)).toBe(family);
});

describe('the limits of a family, as a market may have moved them', () => {
  it('are those of the table where nothing was moved', () => {
    expect(limitsOf('SWITCH', {})).toEqual(PRODUCT_FAMILIES.SWITCH);
    expect(limitsOf('SWITCH', { lifeLimits: { ST50: { refusedBeyondMonths: 72 } } })).toEqual(PRODUCT_FAMILIES.SWITCH);
  });

  it('keep their rule where the months were moved', () => {
    const moved = limitsOf('SWITCH', { lifeLimits: { SWITCH: { approvedBeyondMonths: 72 } } });
    expect(moved.approvedBeyond).toEqual({ months: 72, rule: 'LIFE_EXCEPT' });
    expect(moved.refusedBeyond).toEqual(PRODUCT_FAMILIES.SWITCH.refusedBeyond);
    const both = { approvedBeyondMonths: 48, refusedBeyondMonths: 96 };
    expect(limitsOf('SWITCH', { lifeLimits: { SWITCH: both } })).toEqual({
      approvedBeyond: { months: 48, rule: 'LIFE_EXCEPT' },
      refusedBeyond: { months: 96, rule: 'LIFE_EXCEPT' },
    });
  });

  it('are never invented: a family without a limit has none', () => {
    const { approvedBeyond, refusedBeyond } = limitsOf('SYSTEM_X', {
      lifeLimits: { SYSTEM_X: { refusedBeyondMonths: 84 } },
    });
    expect([approvedBeyond, refusedBeyond]).toEqual([undefined, undefined]);
  });

  it('take other terms, another usual life, and two-year renewals that lift nothing', () => {
    expect(limitsOf('ST50', { lifeLimits: { ST50: { terms: [12, 24] } } }).terms).toEqual([12, 24]);
    expect(limitsOf('STORAGE_DM_DE', { lifeLimits: { STORAGE_DM_DE: { usualMonths: 72 } } }).usualLimit).toEqual({
      months: 72,
      rule: 'LIFE_DMDE_5',
    });
    const { twoYearRenewalLifts } = limitsOf('THINKSYSTEM', {
      lifeLimits: { THINKSYSTEM: { twoYearRenewalLifts: false } },
    });
    expect(twoYearRenewalLifts).toBe(false);
    expect(limitsOf('SWITCH', { lifeLimits: { SWITCH: { terms: [12], twoYearRenewalLifts: true } } })).toEqual({
      ...PRODUCT_FAMILIES.SWITCH,
    });
  });

  it('are gone once the family is no longer current', () => {
    expect(limitsOf('ST50', { lifeLimits: { ST50: { nonCurrent: true, refusedBeyondMonths: 72 } } })).toEqual({
      nonCurrent: true,
    });
  });
});
