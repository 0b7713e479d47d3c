import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

export const OFFERS = {
  OFFER_NOMONTHS: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-OFFER-NOMONTHS, FAQ: 数か月単位',
    message: {
      ja: '{requestedMonths}か月での登録はできません。この商品の期間は{termMonths}か月です。',
      en: 'Registration for {requestedMonths} months is not possible; the term of this offering is {termMonths} months.',
      zh: '无法按{requestedMonths}个月登记；该服务产品的期限为{termMonths}个月。',
    },
    text: {
      ja: 'サービスは商品に定められた期間単位でのみ提供し、月単位の切り売りは行いません。',
      en: 'Services are sold for the whole term of an offering only, never by the month.',
      zh: '服务仅按产品规定的完整期限销售，不按月拆分销售。',
    },
  },
  OFFER_PRICE_NOPRORATE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-OFFER-PRICE-NOPRORATE, FAQ: 価格設定',
    message: {
      ja: '商品 {partNumber} には価格が登録されていません。他の商品の価格から計算せず、営業に確認してください。',
      en: 'Offering {partNumber} has no price on record. It is not computed from another price; please ask sales.',
      zh: '产品 {partNumber} 未登记价格。不得由其他产品价格推算，请向销售询价。',
    },
    text: {
      ja: '価格は商品ごとに定めます。年数の異なる商品の価格を按分して算出することはありません。',
      en: 'Every offering has a price of its own; the price of one term is never prorated from another.',
      zh: '每个产品单独定价，不得按年数从其他期限的价格折算。',
    },
  },
  CAT_ONSALE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CAT-ONSALE, FAQ: 販売中',
    message: {
      ja: '商品 {partNumber} は {orderedOn} の時点で販売されていません。',
      en: 'Offering {partNumber} is not on sale on {orderedOn}.',
      zh: '产品 {partNumber} 在 {orderedOn} 不在售。',
    },
    text: {
      ja: '購入できるのは、受注日に販売期間内である商品に限ります。',
      en: 'An offering can be bought only while it is on sale on the day the order is received.',
      zh: '仅可购买在接单日处于销售期内的产品。',
    },
  },
  NEW_CHAIN: {
    document: OUR_POLICY,
    locator: 'c.16',
    message: {
      ja: '{startsOn}〜{endsOn} の保証アップグレードには後続の継続サービスが登録されているため、別のアップグレードに置き換えられません。',
      en: 'A renewal follows on from the upgrade of {startsOn} to {endsOn}: another upgrade cannot take its place.',
      zh: '{startsOn} 至 {endsOn} 的保修升级之后已登记续约服务，不能由其他升级取代。',
    },
    variants: {
      PREMIER_UPGRADE: {
        ja: '{startsOn}〜{endsOn} の保証アップグレードにはプレミアが付いているため、別のアップグレードに置き換えられません。',
        en: 'Premier ends with the upgrade of {startsOn} to {endsOn}: another upgrade cannot take its place.',
        zh: '{startsOn} 至 {endsOn} 的保修升级已附加 Premier，不能由其他升级取代。',
      },
    },
    text: {
      ja: '継続サービスやプレミアが結び付いている保証アップグレードは、別のアップグレードに置き換えられません。',
      en: 'An upgrade that a renewal follows on from, or that Premier ends with, is not replaced by another.',
      zh: '已有续约服务衔接或附加 Premier 的保修升级，不由其他升级取代。',
    },
  },
  COVERAGE_OVERLAP: {
    document: OUR_POLICY,
    locator: 'c.16',
    message: {
      ja: 'すでに登録されている{what} ({startsOn}〜{endsOn}) と期間が重なります。',
      en: 'The period would overlap what is already registered: {what} ({startsOn} to {endsOn}).',
      zh: '与已登记的{what}（{startsOn} 至 {endsOn}）期间重叠。',
    },
    text: {
      ja: '1台の機器の同じ種類の保守が、同じ日に重複することはありません。',
      en: 'Coverage of the same kind never overlaps on one machine.',
      zh: '同一台机器的同类服务期间不得重叠。',
    },
  },
} as const satisfies Record<string, Clause>;
