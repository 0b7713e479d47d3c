import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

const BEYOND = {
  ja: '終了日 {endsOn} は、{family}の保証開始から{years}年の最終日 {lastDay} を超えるため、購入できません。',
  en: 'It would end on {endsOn}, beyond the {years} years of {family} that end on {lastDay}.',
  zh: '终止日 {endsOn} 超过{family}自保修开始起{years}年的最后一日 {lastDay}，无法购买。',
} as const;

const ASK_BEYOND = {
  ja: '終了日 {endsOn} は、{family}の保証開始から{years}年の最終日 {lastDay} を超えるため、承認が必要です。',
  en: 'It would end on {endsOn}, beyond the {years} years of {family} that end on {lastDay}: approval is needed.',
  zh: '终止日 {endsOn} 超过{family}自保修开始起{years}年的最后一日 {lastDay}，须经审批。',
} as const;

export const SERVICE_LIFE = {
  LIFE_7Y: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-LIFE-7Y, FAQ: 7年の保守',
    message: BEYOND,
    text: {
      ja: '現行の機器で2年継続の商品があるものは、保証開始から最長7年まで保守を購入できます。',
      en: 'Current hardware with a two-year renewal on sale can be served for up to seven years from its warranty start.',
      zh: '有两年续约产品在售的现行硬件，自保修开始起最长可购买7年服务。',
    },
  },
  LIFE_NO2Y: {
    document: OUR_POLICY,
    locator: 'R-LIFE-NO2Y, c.5',
    message: ASK_BEYOND,
    text: {
      ja: '2年継続の商品が販売されていない機器は5年までとし、それ以降は承認によります。',
      en: 'Without a two-year renewal on sale, service beyond five years is a matter of approval.',
      zh: '没有两年续约产品在售的机器以5年为限，超过部分须经审批。',
    },
  },
  LIFE_EXCEPT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-LIFE-EXCEPT, FAQ: 特殊な機械を除く',
    message: ASK_BEYOND,
    variants: { BEYOND_LONGEST: BEYOND },
    text: {
      ja: 'ThinkAgileやスイッチなど一部の機器には7年の保守は当てはまらず、5年を超える場合は個別に判断します。',
      en: 'The seven years do not hold for ThinkAgile, switches and other special machines; beyond five years a person decides.',
      zh: '7年服务不适用于ThinkAgile、交换机等特殊机器；超过5年须个别判断。',
    },
  },
  LIFE_NONCURRENT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-LIFE-NONCURRENT, FAQ: 現行の製品',
    message: {
      ja: '{family}は現行機器ではないため、保守の上限は保守廃止日のみで決まります。',
      en: '{family} is no longer current: only its end of support limits the service.',
      zh: '{family}并非现行机型，服务期限仅受停止支持日限制。',
    },
    text: {
      ja: '年数の上限は現行の機器に適用し、それ以前の機器は保守廃止日を上限とします。',
      en: 'The limits in years are for current hardware; older hardware is bounded by its end of support.',
      zh: '年限规定适用于现行硬件；较早的硬件以停止支持日为限。',
    },
  },
  LIFE_ST50: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-LIFE-ST50, FAQ: ST50',
    message: BEYOND,
    text: {
      ja: 'ST50のサービスは最長5年間です。',
      en: 'ST50 machines are served for five years at most.',
      zh: 'ST50的服务期限最长5年。',
    },
  },
  LIFE_ST50_TERMS: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-LIFE-ST50-TERMS, FAQ: ST50の期間',
    message: {
      ja: '{termMonths}か月のサービスはこの機器にはありません。選べる期間は{terms}か月です。',
      en: 'There is no term of {termMonths} months for this machine; the terms are {terms} months.',
      zh: '该机器不提供{termMonths}个月的服务，可选期限为{terms}个月。',
    },
    text: {
      ja: 'ST50のサービス期間は1年、3年、4年、5年です。',
      en: 'The terms for ST50 are one, three, four and five years.',
      zh: 'ST50的服务期限为1年、3年、4年和5年。',
    },
  },
  LIFE_DMDE_5: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-LIFE-DMDE-5, FAQ: DM/DE',
    message: {
      ja: '{family}の保守は通常{years}年 ({lastDay}) までです。',
      en: '{family} is usually served for {years} years, to {lastDay}.',
      zh: '{family}的服务通常为{years}年（至 {lastDay}）。',
    },
    text: {
      ja: 'DM/DEシリーズの保守は、基本的に5年までです。',
      en: 'DM and DE storage is normally served for up to five years.',
      zh: 'DM/DE系列的服务原则上最长5年。',
    },
  },
  LIFE_DMDE_67: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-LIFE-DMDE-67, FAQ: 6年目・7年目',
    message: {
      ja: '終了日 {endsOn} は、{family}の保証開始から{years}年の最終日 {lastDay} を超えます。6年目・7年目は申請による承認が必要です。',
      en: 'It would end on {endsOn}, beyond the {years} years of {family} that end on {lastDay}: years six and seven need an approved application.',
      zh: '终止日 {endsOn} 超过{family}自保修开始起{years}年的最后一日 {lastDay}；第6、7年须申请并经审批。',
    },
    variants: { BEYOND_LONGEST: BEYOND },
    text: {
      ja: 'DM/DEシリーズの6年目と7年目の延長は、申請に基づいて更新します。',
      en: 'For DM and DE storage, years six and seven are renewed on application.',
      zh: 'DM/DE系列第6年和第7年的延保须经申请后办理。',
    },
  },
} as const satisfies Record<string, Clause>;
