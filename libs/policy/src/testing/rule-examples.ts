import { calendarDate } from '../calendar-date.ts';
import type { RuleCode } from '../clauses.ts';
import { isServedToItsEnd } from '../end-of-support.rule.ts';
import type { CoverageFacts } from '../service-request.ts';
import type { ServiceKind } from '../vocabulary.ts';
import type { Examples } from './example.ts';
import { OTHER_EXAMPLES } from './other-examples.ts';
import {
  aPeriod,
  aPlace,
  aPremierUpgrade,
  aRenewal,
  aService,
  anAddOn,
  anUpgrade,
  type Given,
  marks,
  withoutTwoYearRenewals,
} from './a-request.ts';

const inTerm: Given = {};
const late: Given = { on: '2024-03-01' };
const longLapse: Given = { on: '2025-03-01' };
const upgrade: Given = { on: '2023-06-01', offering: anUpgrade({ months: 60 }) };
const upgradeTooLate: Given = { ...upgrade, on: '2024-03-01' };
const anUpgradeThatCarries = (kind: ServiceKind): CoverageFacts => {
  return { ...aService('2021-03-01', '2024-02-29', { kind: 'WARRANTY_UPGRADE' }), carries: [kind] };
};
const renewed = [aService('2024-03-01', '2025-02-28')];

const fourHours = aRenewal({ level: 'FULL_24X7_4H' });
const twoHours = aRenewal({ level: 'FULL_24X7_2H' });
const served: Given = { offering: fourHours, site: aPlace('YES', 'YES') };

/** A contract to 2025-02-28, looked at on a day, with an end of support at the end of 2024. */
const registeredBeyond = (on: string) => () => {
  const [endsOn, endOfSupportOn] = [calendarDate('2025-02-28'), calendarDate('2024-12-31')];
  const finding = isServedToItsEnd({ endsOn, endOfSupportOn, on: calendarDate(on) });
  return { findings: finding ? [finding] : [] };
};

const ending: Given = { endOfSupportOn: '2024-12-31' };
const fiveYears: Given = { warranty: ['2019-03-01', '2024-02-29'] };
const eighthYear: Given = { warranty: ['2017-03-01', '2024-02-29'] };

const service = [aService('2022-01-01', '2024-12-31')];
const premier: Given = {
  stage: 'REGISTRATION',
  on: '2024-04-01',
  orderedOn: '2024-03-15',
  warranty: ['2022-01-01', '2022-12-31'],
  coverage: service,
  offering: aPremierUpgrade(12),
};
const keepYourDrive = {
  layer: 'ADD_ON',
  addOn: 'KEEP_YOUR_DRIVE',
  period: aPeriod('2021-03-01', '2024-02-29'),
  premier: false,
  keepYourDrive: true,
} as const;

/** For every rule, requests where it speaks and one where it is silent. */
export const EXAMPLES: Readonly<Record<RuleCode, Examples>> = {
  OFFER_NOMONTHS: { speaks: [{ requestedMonths: 3 }], silent: { requestedMonths: 6 } },
  OFFER_PRICE_NOPRORATE: { speaks: [{ offering: aRenewal({ price: null }) }], silent: inTerm },
  CAT_ONSALE: {
    speaks: [{ offering: aRenewal({ until: '2024-01-14' }) }],
    silent: { offering: aRenewal({ until: '2024-01-15' }) },
  },
  COVERAGE_OVERLAP: {
    speaks: [
      { ...upgrade, coverage: renewed },
      { ...upgrade, coverage: [keepYourDrive], offering: anAddOn('KEEP_YOUR_DRIVE') },
    ],
    silent: { ...upgrade, coverage: [keepYourDrive], offering: anAddOn('VALUE_SELECTION') },
  },

  NEW_INWARRANTY: { speaks: [upgradeTooLate], silent: { ...upgrade, on: '2024-02-29' } },
  NEW_NOCONTRACT_AFTER: { speaks: [upgradeTooLate], silent: { ...upgrade, on: '2024-02-29' } },
  NEW_DELIVERY_RISK: { speaks: [{ ...upgrade, on: '2024-02-29' }], silent: upgradeTooLate },
  NEW_START: {
    speaks: [
      { ...upgrade, on: '2021-03-01' },
      { ...upgrade, requestedStartsOn: '2023-06-01' },
    ],
    silent: upgrade,
  },
  NEW_START_LATER: { speaks: [upgrade], silent: { ...upgrade, on: '2021-03-01' } },
  NEW_ONSALE: { speaks: [{ ...upgrade, offering: anUpgrade({ months: 60, from: '2023-06-02' }) }], silent: upgrade },
  NEW_SALESENDED: {
    speaks: [{ ...upgrade, offering: anUpgrade({ months: 60, until: '2023-05-31' }) }],
    silent: { ...upgrade, offering: anUpgrade({ months: 60, from: '2023-06-02' }) },
  },
  NEW_NOSHORTER: { speaks: [{ ...upgrade, offering: anUpgrade({ months: 24, level: 'FULL_24X7' }) }], silent: upgrade },
  NEW_CHAIN: {
    speaks: [
      { ...upgrade, coverage: [anUpgradeThatCarries('RENEWAL')] },
      { ...upgrade, coverage: [anUpgradeThatCarries('PREMIER_UPGRADE')] },
    ],
    silent: { ...upgrade, coverage: [aService('2021-03-01', '2024-02-29', { kind: 'WARRANTY_UPGRADE' })] },
  },
  NEW_MUST_RISE: {
    speaks: [
      { ...upgrade, warrantyLevel: 'FULL_24X7' },
      { ...upgrade, offering: anUpgrade() },
    ],
    silent: upgrade,
  },

  REN_START: { speaks: [inTerm, { requestedStartsOn: '2024-04-01' }], silent: upgrade },
  REN_BUY_IN_TERM: { speaks: [{ on: '2024-02-29' }], silent: late },
  REN_BACKDATE: { speaks: [late], silent: { on: '2024-02-29' } },
  REN_AFTER_POSSIBLE: { speaks: [late], silent: { on: '2024-02-29' } },
  REN_FEE_90: { speaks: [{ on: '2024-05-30' }, { on: '2024-05-30', fee: null }], silent: { on: '2024-05-29' } },
  REN_CONTIGUOUS: { speaks: [longLapse], silent: { on: '2025-02-28' } },
  REN_CHAIN_MIN: { speaks: [longLapse], silent: { on: '2025-02-28' } },
  REN_ORDER_1M: { speaks: [{ on: '2024-01-30' }], silent: { on: '2024-01-29' } },
  REN_REGISTER_BEFORE: { speaks: [{ on: '2024-02-20' }], silent: { on: '2024-02-19' } },
  REN_HALFYEAR: {
    speaks: [{ requestedMonths: 6 }, { requestedMonths: 6, offering: aRenewal({ months: 24 }) }],
    silent: { requestedMonths: 12 },
  },
  REN_USED_2Y: {
    speaks: [{ ...late, machine: { used: true }, offering: aRenewal({ months: 24 }) }],
    silent: { ...late, machine: { used: true } },
  },
  REN_TIER_CHANGE: { speaks: [{ warrantyLevel: 'FULL_24X7' }], silent: inTerm },

  REG_CHECK: { speaks: [served], silent: { ...served, site: aPlace('NO', 'NO') } },
  REG_OUT: { speaks: [{ ...served, site: aPlace('NO', 'NO') }], silent: served },
  REG_MODEL: {
    speaks: [
      { ...served, machineTypeMarks: marks('NO', 'NO') },
      { ...served, machineTypeMarks: marks('CONDITIONAL', 'NO') },
      { ...served, machineTypeMarks: null },
    ],
    silent: served,
  },
  REG_UNKNOWN: {
    speaks: [
      { ...served, site: { state: 'NOT_GIVEN' } },
      { ...served, site: { state: 'NOT_FOUND', lookedFor: '999-9999' } },
      { ...served, site: { state: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'] } },
      { ...served, site: aPlace('UNKNOWN', 'UNKNOWN') },
    ],
    silent: served,
  },
  REG_2H_4H: {
    speaks: [{ offering: twoHours, site: aPlace('YES', 'NO') }],
    silent: { offering: twoHours, site: aPlace('YES', 'YES') },
  },
  REG_DEFUNCT: { speaks: [{ ...served, site: aPlace('YES', 'YES', '221317') }], silent: served },

  EOS_UNANNOUNCED: { speaks: [inTerm], silent: ending },
  EOS_MAYREFUSE: {
    speaks: [
      { endOfSupportOn: '2024-02-29' },
      { ...upgrade, endOfSupportOn: '2023-05-31' },
      { machine: { used: true }, endOfSupportOn: '2028-12-31' },
    ],
    silent: { endOfSupportOn: '2028-12-31' },
  },
  EOS_TRUNCATE: {
    speaks: [
      ending,
      { ...ending, stage: 'REGISTRATION' },
      registeredBeyond('2024-12-31'),
      registeredBeyond('2025-01-01'),
    ],
    silent: { endOfSupportOn: '2025-02-28' },
  },
  EOS_LT1Y: { speaks: [{ endOfSupportOn: '2025-02-27' }], silent: { endOfSupportOn: '2025-02-28' } },
  EOS_HELD: { speaks: [{ ...ending, stage: 'REGISTRATION' }], silent: ending },

  LIFE_7Y: { speaks: [eighthYear], silent: fiveYears },
  LIFE_NO2Y: { speaks: [{ ...fiveYears, offerings: withoutTwoYearRenewals }], silent: fiveYears },
  LIFE_EXCEPT: {
    speaks: [
      { ...fiveYears, family: 'SWITCH' },
      { ...eighthYear, family: 'THINKAGILE' },
    ],
    silent: { family: 'SWITCH' },
  },
  LIFE_NONCURRENT: { speaks: [{ family: 'SYSTEM_X' }], silent: inTerm },
  LIFE_ST50: { speaks: [{ ...fiveYears, family: 'ST50' }], silent: { family: 'ST50' } },
  LIFE_ST50_TERMS: { speaks: [{ family: 'ST50', offering: aRenewal({ months: 24 }) }], silent: { family: 'ST50' } },
  LIFE_DMDE_5: { speaks: [{ ...fiveYears, family: 'STORAGE_DM_DE' }], silent: { family: 'STORAGE_DM_DE' } },
  LIFE_DMDE_67: {
    speaks: [
      { ...fiveYears, family: 'STORAGE_DM_DE' },
      { ...eighthYear, family: 'STORAGE_DG_DS' },
    ],
    silent: { family: 'STORAGE_DM_DE' },
  },

  PREM_WHO: {
    speaks: [
      { ...premier, warranty: ['2022-01-01', '2024-12-31'], coverage: [] },
      { ...premier, coverage: [aService('2022-01-01', '2024-12-31', { premier: true })] },
      { ...premier, coverage: [aService('2022-01-01', '2024-03-31')] },
    ],
    silent: premier,
  },
  PREM_ASOF: {
    speaks: [
      premier,
      { ...premier, stage: 'QUOTE', orderedOn: '2024-04-01' },
      { ...premier, requestedStartsOn: '2024-05-01' },
    ],
    silent: inTerm,
  },
  PREM_SIZE: {
    speaks: [
      { ...premier, on: '2023-04-01' },
      { ...premier, offering: aPremierUpgrade(24) },
      { ...premier, on: '2024-12-31' },
    ],
    silent: premier,
  },
  PREM_COTERM: { speaks: [premier], silent: { ...premier, coverage: [] } },
  PREM_MAX: {
    speaks: [{ ...premier, coverage: [aService('2022-01-01', '2029-12-31')], offering: aPremierUpgrade(60) }],
    silent: premier,
  },
  PREM_MACHINE: {
    speaks: [
      { ...premier, machine: { premierEligible: false } },
      { ...premier, machine: { premierEligible: undefined } },
    ],
    silent: premier,
  },
  PREM_CHAIN: {
    speaks: [{ ...premier, coverage: [...service, aService('2025-01-01', '2025-12-31')] }],
    silent: premier,
  },

  ...OTHER_EXAMPLES,
};
