import { DATA_CENTRE_SERVICES, OUR_POLICY } from '../clauses/clause.ts';

/** How far the system itself keeps a rule. */
export type RuleState = 'automated' | 'manual' | 'out of scope';

/** A rule that is a fact of the system rather than a judgement: where it holds. */
export interface RecordedRule {
  /** What it says, in our own words. */
  readonly sentence: string;
  readonly document: string;
  readonly locator: string;
  readonly effect: 'DERIVE' | 'INFO' | 'REFUSE';
  readonly state: RuleState;
  /** Why it is not a judgement of its own. */
  readonly reason: string;
  /** Files that hold it, from the root of the repository. */
  readonly heldIn: readonly string[];
}

const POLICY = 'libs/policy/src';
const CATALOGUE = 'libs/catalogue/src';

const said = (locator: string) => ({ document: DATA_CENTRE_SERVICES, locator });
const ours = (locator: string) => ({ document: OUR_POLICY, locator });

/** The rules that hold by what the system is. */
export const RECORDED_RULES = {
  OFFER_TERMS: {
    ...said('サービス期間の一覧'),
    sentence: 'Upgrades run 36, 48 or 60 months and renewals 12 or 24; a catalogue may have other terms.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'The term is a number of the offering; families with terms of their own are judged by LIFE_ST50_TERMS.',
    heldIn: [`${CATALOGUE}/service-offering.entity.ts`, `${POLICY}/service-request.ts`],
  },
  OFFER_HOURS: {
    ...said('保証の延長・アップグレード: サービス時間'),
    sentence: 'There are two service windows: next business day 9x5, and 24x7 without an hour commitment.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is the vocabulary of service levels.',
    heldIn: [`${POLICY}/vocabulary.ts`],
  },
  OFFER_TIMED: {
    ...said('保証の延長・アップグレード: 時間対応サービス'),
    sentence: 'The 4-hour and 2-hour levels are sold as offerings of their own, above plain 24x7.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is the order of the service levels.',
    heldIn: [`${POLICY}/vocabulary.ts`],
  },
  OFFER_PREVENT: {
    ...said('Lenovo Servicesとは: 未然防止'),
    sentence: 'Value Selection (Plus) is a proactive add-on, not a service level.',
    effect: 'INFO',
    state: 'automated',
    reason: 'It is one of the add-ons, with a layer of coverage of its own.',
    heldIn: [`${POLICY}/vocabulary.ts`],
  },
  OFFER_VSPLUS_NAME: {
    ...said('サービス一覧: 注1'),
    sentence: 'Machine types announced on 2020-05-01 or later have the name Value Selection Plus, at the same level.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is a name.',
    heldIn: [`${POLICY}/names.ts`],
  },
  OFFER_KYD: {
    ...said('Lenovo Servicesとは: データ保護'),
    sentence: 'With keep-your-drive the customer keeps the failed drive.',
    effect: 'INFO',
    state: 'automated',
    reason: 'It is an attribute of an offering and of the coverage it gives.',
    heldIn: [`${POLICY}/service-request.ts`, `${POLICY}/names.ts`],
  },
  OFFER_KINDS: {
    ...said('FAQ: LenovoServiceと個別保守'),
    sentence: 'Service is bought as a pack by part number, or agreed in an individual contract.',
    effect: 'DERIVE',
    state: 'manual',
    reason: 'Packs are sold by the system; an individual contract is quoted by a person and only recommended here.',
    heldIn: [`${POLICY}/remedies.ts`],
  },
  NEW_INQUIRY: {
    ...said('FAQ: 機器の型番とシリアル番号'),
    sentence: 'What a machine is entitled to is asked for by product number and serial together.',
    effect: 'INFO',
    state: 'automated',
    reason: 'It is the key of a machine.',
    heldIn: ['libs/installed-base/src/machine-id.ts', `${POLICY}/product-number.ts`],
  },
  REG_LISTVER: {
    ...said('時間対応サービス: 対象地域リスト'),
    sentence: 'The region list changes: the list in force is read at every question, and again at registration.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'Lists are imported as numbered versions; a judgement is given the place as the latest one has it.',
    heldIn: [`${CATALOGUE}/regions/region-lists.ts`, `${CATALOGUE}/region.entity.ts`],
  },
  START_TARGET: {
    ...said('FAQ: 変更依頼先の窓口'),
    sentence: 'Requests to change a start date go to the service desk named by the source.',
    effect: 'INFO',
    state: 'manual',
    reason: 'A person takes the request to the desk; the system judges it and records the outcome.',
    heldIn: [`${POLICY}/review-start-date-change.ts`],
  },
  ORD_CONTENT: {
    ...said('FAQ: 納品物'),
    sentence: 'What is delivered holds the serial of the pack and the registration address; one pack registers once.',
    effect: 'INFO',
    state: 'automated',
    reason: 'It is what a service pack is; the database lets a pack serial give one contract.',
    heldIn: ['libs/contracts/src/service-pack.entity.ts', 'libs/contracts/src/register-service-pack.ts'],
  },
  ORD_REGISTER: {
    ...said('FAQ: 登録に必要なもの'),
    sentence: 'Nothing is in force until its pack is registered; where a pack stands follows from its days.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is derived from days.',
    heldIn: [`${POLICY}/pack-state.ts`],
  },
  CH_NOANSWER: {
    ...said('FAQ: 商流変更後の問い合わせ'),
    sentence: 'A party outside the channel of a contract sees catalogue and end of support, not the contract.',
    effect: 'REFUSE',
    state: 'out of scope',
    reason: 'It is access, not a judgement: what a party may see is decided where rows are read.',
    heldIn: ['libs/access/src'],
  },
  PRICE_HIDE: {
    ...said('FAQ: 仕切り価格'),
    sentence: 'Wholesale prices are not disclosed; list prices are public.',
    effect: 'REFUSE',
    state: 'automated',
    reason:
      'It is access, not a judgement: resellers and account managers have no grant on the table of wholesale prices.',
    heldIn: [`${CATALOGUE}/wholesale-price.entity.ts`, 'libs/access/src/wholesale-prices.ts'],
  },
  PRICE_RENEWAL: {
    ...said('FAQ: 価格設定'),
    sentence: 'A renewal has a price of its own, unrelated to the price of an upgrade.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'Every offering carries its own price; one without a price is judged by OFFER_PRICE_NOPRORATE.',
    heldIn: [`${POLICY}/judgement.ts`, `${POLICY}/offer.rule.ts`],
  },
  CAT_LIST: {
    ...said('Lenovo Services 検索: 一覧表'),
    sentence: 'The catalogue is imported from the published list; earlier versions stay readable.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is how the catalogue is kept.',
    heldIn: [`${CATALOGUE}/catalogue-version.entity.ts`, `${CATALOGUE}/import-catalogue/parse-catalogue.ts`],
  },
  CAT_MTM: {
    ...said('Lenovo Services 検索: 製品番号'),
    sentence: 'A product number is a machine type and a model; 4, 7, 10 and 11 characters are read.',
    effect: 'REFUSE',
    state: 'automated',
    reason: 'Text is read before anything is judged.',
    heldIn: [`${POLICY}/product-number.ts`],
  },
  CAT_NOHYPHEN: {
    ...said('Lenovo Services 検索: ハイフン'),
    sentence: 'Numbers are compared without hyphens, blanks, width and case.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'Text is read before anything is judged.',
    heldIn: [`${POLICY}/product-number.ts`],
  },
  CAT_MTCOMMON: {
    ...said('Lenovo Services 検索 FAQ: マシンタイプで共通'),
    sentence: 'Some offerings hold for a whole machine type: the exact number is looked up first, then the type.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is how offerings are found.',
    heldIn: [`${CATALOGUE}/offerings-for-machines.ts`],
  },
  CAT_AC1: {
    ...said('FAQ: AC1やCTO'),
    sentence: 'AC1, CTO and HC3 are base models: the machine type alone counts.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is how offerings are found.',
    heldIn: [`${POLICY}/product-number.ts`, `${CATALOGUE}/offerings-for-machines.ts`],
  },
  CAT_IMPORT_BAD: {
    ...ours('R-CAT-IMPORT-BAD'),
    sentence: 'A wrong or doubled row of a workbook is rejected and reported; the rest is taken.',
    effect: 'REFUSE',
    state: 'automated',
    reason: 'It is how workbooks are read.',
    heldIn: [`${CATALOGUE}/import-catalogue/parse-catalogue.ts`],
  },
  DATE_TERM: {
    ...ours('c.4, Civil Code 143(2)'),
    sentence: 'A term ends the day before its corresponding day, or on the last day of a month that has none.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is the one function for the end of a term.',
    heldIn: [`${POLICY}/calendar-date.ts`],
  },
  DATE_STORE: {
    ...ours('c.17'),
    sentence: 'Days are calendar days, ends included; today is the day in the zone of the market.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is how days are kept.',
    heldIn: [`${POLICY}/calendar-date.ts`, 'libs/platform/src/clock.ts'],
  },
  DATE_DIFF: {
    ...ours('c.3'),
    sentence: 'Days after an end are the plain difference of days.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'It is arithmetic.',
    heldIn: [`${POLICY}/calendar-date.ts`],
  },
  DATE_BUSDAY: {
    ...ours('c.15'),
    sentence: 'A business day is Monday to Friday, no national holiday and no closure of the market.',
    effect: 'DERIVE',
    state: 'automated',
    reason: 'The calendar is given to the policy by the market.',
    heldIn: [`${POLICY}/business-days.ts`, 'libs/market/src/japanese-business-calendar.ts'],
  },
} as const satisfies Record<string, RecordedRule>;
