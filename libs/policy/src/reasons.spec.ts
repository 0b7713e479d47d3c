import { expect, it } from '@jest/globals';
import { RULE_CODES } from './clauses.ts';
import { findingOf } from './testing/a-request.ts';
import { judged } from './testing/example.ts';
import { EXAMPLES } from './testing/rule-examples.ts';

/** The reasons a rule can give: clients read them among the facts of a finding. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  NEW_START: ['WITH_WARRANTY', 'OTHER_DAY'],
  NEW_CHAIN: ['RENEWAL', 'PREMIER_UPGRADE'],
  NEW_MUST_RISE: ['LOWER', 'NOTHING_RISES'],
  REN_START: ['DAY_AFTER', 'OTHER_DAY'],
  REN_FEE_90: ['AMOUNT_SET', 'AMOUNT_TO_BE_ASKED'],
  REN_HALFYEAR: ['HALF_A_YEAR', 'ONLY_FROM_A_YEAR'],
  EOS_MAYREFUSE: ['STARTS_AFTER', 'ASKED_AFTER', 'USED'],
  EOS_TRUNCATE: ['NEW_SALE', 'HELD', 'REGISTERED', 'PASSED'],
  LIFE_7Y: ['BEYOND_LONGEST'],
  LIFE_NO2Y: ['BEYOND_UNASKED'],
  LIFE_EXCEPT: ['BEYOND_UNASKED', 'BEYOND_LONGEST'],
  LIFE_ST50: ['BEYOND_LONGEST'],
  LIFE_DMDE_67: ['BEYOND_UNASKED', 'BEYOND_LONGEST'],
  PREM_WHO: ['BASE_ONLY', 'ALREADY_PREMIER', 'EXPIRED'],
  PREM_ASOF: ['REGISTERED', 'PLANNED', 'OTHER_DAY'],
  PREM_SIZE: ['TOO_SMALL', 'LARGER_THAN_NEEDED', 'ENDS_THAT_DAY'],
  PREM_MACHINE: ['NOT_ELIGIBLE', 'NOT_CONFIRMED'],
  REG_MODEL: ['NOT_ELIGIBLE', 'ON_CONSULTATION', 'NOT_LISTED'],
  REG_UNKNOWN: ['NOT_GIVEN', 'NOT_FOUND', 'AMBIGUOUS', 'NO_MARK'],
  REG_MOVE: ['SERVED_THERE', 'NOT_SERVED_THERE'],
  START_180: ['TOO_FAR', 'BEFORE_SHIPMENT'],
  START_CASCADE: ['RENEWAL_REGISTERED'],
  ABANDON_NOREFUND: ['BEGUN', 'NOT_BEGUN'],
  OPT_WITHIN: ['OWN_OVER', 'BOTH_LIVE'],
  CONS_NOALONE: ['CONTRACT_ASKED', 'BOUGHT_ALONE'],
  SSD_LIFE: ['EARLIER_OF_BOTH', 'WORN_OUT', 'WORN_PERCENT'],
  CRU_FRU: ['CUSTOMER', 'TECHNICIAN'],
  REP_BYMACHINE: ['COVERED', 'RECORD_DIFFERS', 'NOT_COVERED'],
  SPOT_COST: ['BEFORE_THE_VISIT', 'AFTER_THE_VISIT'],
  NEW_EXISTING_FAULT: ['DECLARED', 'BEFORE_REGISTRATION', 'OTHER_COVER'],
  USED_REGDATE: ['RECORDED', 'OTHER_DAY'],
  CH_SAME: ['OTHER', 'NOT_KNOWN'],
};

it.each(RULE_CODES.map((rule) => ({ rule })))('$rule names why it speaks, in a word', ({ rule }) => {
  const said = EXAMPLES[rule].speaks.map((example) => findingOf(judged(example), rule)?.facts.reason);
  const reasons = new Set(said.filter((reason) => reason !== undefined));
  expect([...reasons].sort()).toEqual([...(REASONS[rule] ?? [])].sort());
});
