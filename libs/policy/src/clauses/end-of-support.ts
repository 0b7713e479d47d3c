import { type Clause, DATA_CENTRE_SERVICES } from './clause.ts';

export const END_OF_SUPPORT = {
  EOS_UNANNOUNCED: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-EOS-UNANNOUNCED, 継続サービス: 発表済の場合',
    message: {
      ja: '機種 {machineType} の保守廃止日は発表されていません。',
      en: 'No end of support is announced for machine type {machineType}.',
      zh: '机型 {machineType} 尚未公布停止支持日。',
    },
    text: {
      ja: '保守廃止日に関する規定は、廃止日が発表されている場合にのみ適用します。',
      en: 'The end-of-support rules apply only once a date is announced.',
      zh: '停止支持的相关规定仅在日期公布后适用。',
    },
  },
  EOS_MAYREFUSE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-EOS-MAYREFUSE, 中古機器: EOS発表済',
    message: {
      ja: '開始日 {startsOn} が保守廃止日 {endOfSupportOn} より後のため、購入できません。',
      en: 'It would start on {startsOn}, after the end of support on {endOfSupportOn}.',
      zh: '开始日 {startsOn} 晚于停止支持日 {endOfSupportOn}，无法购买。',
    },
    variants: {
      ASKED_AFTER: {
        ja: '{on} は保守廃止日 {endOfSupportOn} を過ぎているため、購入・登録できません。',
        en: 'On {on} the end of support, {endOfSupportOn}, has passed: it cannot be bought or registered.',
        zh: '{on} 已过停止支持日 {endOfSupportOn}，无法购买或登记。',
      },
      USED: {
        ja: '中古機器で保守廃止日 {endOfSupportOn} が発表済のため、購入には承認が必要です。',
        en: 'The machine is used and its end of support, {endOfSupportOn}, is announced: buying needs approval.',
        zh: '该机器为二手且已公布停止支持日 {endOfSupportOn}，购买须经审批。',
      },
    },
    text: {
      ja: '保守廃止日が発表された機器では、サービスを購入できない場合があります。廃止日より後に始まるサービスはありません。',
      en: 'Once end of support is announced a purchase may be impossible; nothing starts after that day.',
      zh: '已公布停止支持日的机器可能无法购买服务；停止支持日之后不再有新的服务开始。',
    },
  },
  EOS_TRUNCATE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-EOS-TRUNCATE, 継続サービス: 廃止日までの登録',
    message: {
      ja: '期間は {termEndsOn} までですが、保守廃止日 {endOfSupportOn} で終了します。より短い商品をご検討ください。',
      en: 'The term runs to {termEndsOn} but is cut at the end of support, {endOfSupportOn}; consider a shorter one.',
      zh: '期限至 {termEndsOn}，但将在停止支持日 {endOfSupportOn} 终止，请考虑较短的产品。',
    },
    variants: {
      HELD: {
        ja: '期間は {termEndsOn} までですが、保守廃止日 {endOfSupportOn} で終了します。短縮分の返金はありません。',
        en: 'The term runs to {termEndsOn} but is cut at the end of support, {endOfSupportOn}, without refund.',
        zh: '期限至 {termEndsOn}，但将在停止支持日 {endOfSupportOn} 终止，缩短部分不予退款。',
      },
      REGISTERED: {
        ja: '{endsOn} まで登録されていますが、保守廃止日 {endOfSupportOn} より後は対応しません。登録された期間は変わりません。',
        en: 'It is registered to {endsOn}, but not served after the end of support on {endOfSupportOn}. What is registered stays as it is.',
        zh: '已登记至 {endsOn}，但停止支持日 {endOfSupportOn} 之后不再提供服务。登记的期间保持不变。',
      },
      PASSED: {
        ja: '{endsOn} まで登録されていますが、{on} は保守廃止日 {endOfSupportOn} を過ぎているため対応しません。',
        en: 'It is registered to {endsOn}, but on {on} the end of support, {endOfSupportOn}, has passed: it is not served.',
        zh: '已登记至 {endsOn}，但 {on} 已过停止支持日 {endOfSupportOn}，不再提供服务。',
      },
    },
    text: {
      ja: 'いかなるサービスも保守廃止日を超えて提供しません。廃止日当日までが対象です。',
      en: 'No coverage runs beyond the end of support, whose day is the last served one.',
      zh: '任何服务均不超过停止支持日，该日为最后服务日。',
    },
  },
  EOS_LT1Y: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-EOS-LT1Y, 継続サービス: 1年未満',
    message: {
      ja: '開始日 {startsOn} から保守廃止日 {endOfSupportOn} までが1年未満です。個別保守を推奨します。',
      en: 'Less than a year lies between the start {startsOn} and the end of support {endOfSupportOn}: an individual contract is recommended.',
      zh: '自开始日 {startsOn} 至停止支持日 {endOfSupportOn} 不足一年，建议签订个别维保合同。',
    },
    text: {
      ja: 'サービス開始日から保守廃止日までが1年に満たない場合は、個別型の保守契約を推奨します。',
      en: 'With less than one year from the start to the end of support, an individual contract is recommended.',
      zh: '服务开始日至停止支持日不足一年时，建议采用个别合同维保。',
    },
  },
  EOS_HELD: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-EOS-HELD, 継続サービス: 既にお持ちの場合',
    message: {
      ja: 'お持ちの継続サービスは、{startsOn} から保守廃止日 {endOfSupportOn} まで登録できます。',
      en: 'The renewal already held can be registered from {startsOn} up to the end of support, {endOfSupportOn}.',
      zh: '已持有的续约服务可自 {startsOn} 登记至停止支持日 {endOfSupportOn}。',
    },
    text: {
      ja: 'すでにお持ちの継続サービスは、保守廃止日を上限として登録できます。',
      en: 'A renewal already held may still be registered, up to the end of support.',
      zh: '已持有的续约服务仍可登记，最长至停止支持日。',
    },
  },
} as const satisfies Record<string, Clause>;
