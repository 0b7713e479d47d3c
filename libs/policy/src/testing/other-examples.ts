import { calendarDate } from '../calendar-date.ts';
import type { RuleCode } from '../clauses.ts';
import { optionCoverage } from '../option-coverage.ts';
import { reviewAbandonment } from '../review-abandonment.ts';
import { reviewCountry } from '../review-country.ts';
import { reviewMove } from '../review-move.ts';
import { reviewRepair } from '../review-repair.ts';
import { reviewStartDateChange } from '../review-start-date-change.ts';
import { spotRepairCost } from '../spot-repair-cost.ts';
import { takenAsRecorded } from '../taken-as-recorded.ts';
import { anAddOn, aPeriod, aPlace, aRenewal, aService, anUpgrade, type Given } from './a-request.ts';
import type { Example, Examples } from './example.ts';
import { aBaseWarranty, aMove, anAbandonment, anOptionQuestion, aRepair, aStartDateChange } from './other-requests.ts';

type Of<F extends (given: never) => unknown> = Parameters<F>[0];
const startMoved =
  (given: Of<typeof aStartDateChange> = {}): Example =>
  () =>
    reviewStartDateChange(aStartDateChange(given));
const givenUp =
  (...given: Parameters<typeof anAbandonment>): Example =>
  () =>
    reviewAbandonment(anAbandonment(...given));
const part =
  (given: Of<typeof anOptionQuestion> = {}): Example =>
  () =>
    optionCoverage(anOptionQuestion(given));
const call =
  (given: Of<typeof aRepair> = {}): Example =>
  () =>
    reviewRepair(aRepair(given));
const moved =
  (...given: Parameters<typeof aMove>): Example =>
  () =>
    reviewMove(aMove(...given));
const used =
  (boughtIn: string, usedIn: string): Example =>
  () =>
    reviewCountry({ on: calendarDate('2024-01-15'), boughtIn, usedIn });

const renewal = aService('2027-01-10', '2028-01-09');
const notCovered = [aBaseWarranty('2019-01-10', '2022-01-09')];
const live = aPeriod('2024-03-01', '2025-02-28');
const later = { ...aService('2024-03-01', '2025-02-28'), registeredOn: calendarDate('2024-06-20') };
const secondHand: Given = { machine: { used: true } };
const late: Given = { ...secondHand, on: '2024-03-01' };
const softwareSupport = anAddOn('ENTERPRISE_SOFTWARE_SUPPORT');
const R1_FOR_R2 = { machineReseller: 'R1', serviceReseller: 'R2' };
const R1_FOR_R1 = { machineReseller: 'R1', serviceReseller: 'R1' };

/** The examples of the rules that judge something else than an offering asked for, or what is declared with it. */
export const OTHER_EXAMPLES = {
  START_DOCS: {
    speaks: [startMoved({ note: null }), startMoved({ note: ['J7654321'], card: null })],
    silent: startMoved(),
  },
  START_180: {
    speaks: [startMoved({ startsOn: '2024-07-08' }), startMoved({ startsOn: '2024-01-09' })],
    silent: startMoved({ startsOn: '2024-07-07' }),
  },
  START_RENEWAL: { speaks: [startMoved({ moved: renewal })], silent: startMoved() },
  REN_NOCHANGE_START: { speaks: [startMoved({ moved: renewal })], silent: startMoved() },
  START_CASCADE: {
    speaks: [startMoved(), startMoved({ coverage: [aBaseWarranty('2024-01-10', '2027-01-09'), renewal] })],
    silent: startMoved({ moved: renewal }),
  },
  WARRANTY_NODISCARD: {
    speaks: [startMoved({ givesUpWarranty: true }), givenUp('2024-06-30', aBaseWarranty('2024-01-10', '2027-01-09'))],
    silent: startMoved(),
  },
  ABANDON_NOREFUND: {
    speaks: [givenUp('2024-06-30'), givenUp('2023-03-01')],
    silent: givenUp('2024-06-30', aBaseWarranty('2024-01-10', '2027-01-09')),
  },

  OPT_TOGETHER: { speaks: [part()], silent: part({ boughtWithTheMachine: false }) },
  OPT_WITHIN: {
    speaks: [part({ boughtWithTheMachine: false }), part({ boughtWithTheMachine: false, warranty: live })],
    silent: part(),
  },
  OPT_SYSOVER: {
    speaks: [part({ boughtWithTheMachine: false, warranty: live, coverage: notCovered })],
    silent: part({ boughtWithTheMachine: false, warranty: live }),
  },
  OPT_BOTHOVER: { speaks: [part({ coverage: notCovered })], silent: part() },
  CONS_LIST: { speaks: [part({ partClass: 'UPS_BATTERY' })], silent: part() },
  CONS_NOALONE: {
    speaks: [
      part({ partClass: 'UPS_BATTERY', asksForAContract: true }),
      part({ partClass: 'UPS_BATTERY', boughtWithTheMachine: false }),
    ],
    silent: part({ partClass: 'UPS_BATTERY' }),
  },
  CONS_WITHSYS: { speaks: [part({ partClass: 'UPS_BATTERY' })], silent: part() },
  CONS_COIN: { speaks: [part({ partClass: 'COIN_CELL' })], silent: part() },
  SSD_LIFE: {
    speaks: [
      part({ partClass: 'SSD' }),
      part({ partClass: 'SSD', wornOutOn: calendarDate('2024-05-31') }),
      part({ partClass: 'SSD', wornPercent: 100 }),
    ],
    silent: part(),
  },
  CRU_FRU: { speaks: [part({ replacedBy: 'CUSTOMER' }), part({ replacedBy: 'TECHNICIAN' })], silent: part() },

  REP_VERIFY: { speaks: [call({ caller: { serial: 'J1234567' } })], silent: call() },
  REP_BYMACHINE: {
    speaks: [call(), call({ recorded: { place: '大阪市' } }), call({ coverage: notCovered })],
    silent: call({ asksForSpotRepair: true }),
  },
  REP_PREVENTIVE: { speaks: [call({ hasFault: false })], silent: call() },
  REP_ACCIDENT: { speaks: [call({ cause: 'ACCIDENT' }), call({ cause: 'IMPROPER_ENVIRONMENT' })], silent: call() },
  SPOT_COST: {
    speaks: [call({ asksForSpotRepair: true }), () => spotRepairCost({ minutes: 130 })],
    silent: call(),
  },
  EOS_SPOT: {
    speaks: [call({ asksForSpotRepair: true, endOfSupportOn: '2024-05-01' })],
    silent: call({ asksForSpotRepair: true, endOfSupportOn: '2024-05-02' }),
  },
  SPOT_EOS: {
    speaks: [call({ asksForSpotRepair: true, endOfSupportOn: '2024-05-01' })],
    silent: call({ asksForSpotRepair: true, endOfSupportOn: '2024-05-02' }),
  },
  REP_DISPATCH: { speaks: [call()], silent: call({ coverage: notCovered }) },
  RESP_NBD: { speaks: [call()], silent: call({ coverage: [aBaseWarranty('2022-04-01', '2025-03-31', 'FULL_24X7')] }) },
  RESP_NOGUARANTEE: { speaks: [call()], silent: call({ coverage: notCovered }) },
  RESP_PARTS: { speaks: [call()], silent: call({ coverage: notCovered }) },
  RESP_OUTSOURCED: { speaks: [call()], silent: call({ coverage: notCovered }) },

  NEW_EXISTING_FAULT: {
    speaks: [
      { working: false },
      call({ on: '2024-06-10', coverage: [later] }),
      call({ on: '2024-06-10', coverage: [aBaseWarranty('2022-04-01', '2025-03-31'), later] }),
    ],
    silent: { working: true },
  },
  USED_OK: { speaks: [{ ...secondHand, working: true }], silent: { working: true } },
  USED_FAULT: { speaks: [{ ...secondHand, working: false }], silent: { working: false } },
  USED_REGDATE: { speaks: [secondHand, { ...secondHand, requestedStartsOn: '2024-04-01' }], silent: {} },
  USED_UPGRADE: { speaks: [{ ...secondHand, offering: anUpgrade() }], silent: { offering: anUpgrade() } },
  USED_RENEW: { speaks: [late], silent: secondHand },
  USED_CHANNEL: { speaks: [{ ...secondHand, channel: {} }], silent: { channel: {} } },
  CTRY_BOUND: { speaks: [used('JP', 'SG'), { machine: { countryOfUse: 'SG' } }], silent: used('JP', 'JP') },
  CTRY_IN: { speaks: [used('SG', 'JP'), { machine: { country: 'SG', countryOfUse: 'JP' } }], silent: used('JP', 'JP') },
  CTRY_OUT: { speaks: [used('JP', 'SG'), { machine: { countryOfUse: 'SG' } }], silent: used('JP', 'JP') },
  REG_MOVE: { speaks: [moved(), moved(aPlace('NO', 'NO'))], silent: moved(aPlace('NO', 'NO'), 'FULL_24X7') },

  OFFER_SWPRE: {
    speaks: [{ offering: softwareSupport }],
    silent: { offering: softwareSupport, softwareEntitled: true },
  },
  ORD_DELIVER: { speaks: [{ stage: 'ORDER' }], silent: { stage: 'QUOTE' } },
  CH_SAME: {
    speaks: [{ channel: R1_FOR_R2 }, { channel: { serviceReseller: 'R2' } }],
    silent: { channel: R1_FOR_R1 },
  },
  CH_CHANGE: { speaks: [{ channel: R1_FOR_R2 }], silent: { channel: R1_FOR_R1, offering: aRenewal() } },
  DATE_LEGACY: { speaks: [() => takenAsRecorded(aPeriod('2020-04-20', '2023-04-20'))], silent: {} },
} as const satisfies Partial<Record<RuleCode, Examples>>;
