import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

export const START_DATES = {
  START_DOCS: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-START-DOCS, FAQ: 保守開始日の変更依頼',
    message: {
      ja: '機器 {serial} の開始日変更には次のものが必要です: {missing}',
      en: 'To move the start for machine {serial} these are still needed: {missing}',
      zh: '变更机器 {serial} 的开始日还需提供：{missing}',
    },
    text: {
      ja: '開始日の変更には、機器を特定できる納品書と日付の入った保証書の両方が必要です。',
      en: 'A change of the start needs both a delivery note that identifies the machine and a dated warranty card.',
      zh: '变更开始日须同时提交可确认机器的交货单和注明日期的保修卡。',
    },
  },
  START_180: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-START-180, FAQ: 工場出荷日との差異',
    message: {
      ja: '{requestedStartsOn} は工場出荷日 {shippedOn} から{days}日後です。変更できるのは {latestStartsOn} までです。',
      en: '{requestedStartsOn} is {days} days after the factory ship date {shippedOn}; the latest start is {latestStartsOn}.',
      zh: '{requestedStartsOn} 距出厂日 {shippedOn} 已有{days}天，最晚可变更至 {latestStartsOn}。',
    },
    variants: {
      BEFORE_SHIPMENT: {
        ja: '{requestedStartsOn} は工場出荷日 {shippedOn} より前です。',
        en: '{requestedStartsOn} lies before the factory ship date {shippedOn}.',
        zh: '{requestedStartsOn} 早于出厂日 {shippedOn}。',
      },
    },
    text: {
      ja: '工場出荷日との差が180日以上になる変更は原則としてお受けしません。例外は承認によります。',
      en: 'A start 180 days or more from the factory ship date is refused in principle; an approval can override it.',
      zh: '与出厂日相差180天及以上的变更原则上不予受理，经审批可以例外。',
    },
  },
  START_RENEWAL: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-START-RENEWAL, FAQ: 継続更新の開始日',
    message: {
      ja: '継続サービスの開始日 {startsOn} を {requestedStartsOn} に変更することはできません。',
      en: 'The start of a renewal, {startsOn}, cannot be moved to {requestedStartsOn}.',
      zh: '续约服务的开始日 {startsOn} 不能变更为 {requestedStartsOn}。',
    },
    text: {
      ja: '開始日の変更は継続サービスには適用しません。',
      en: 'A change of the start never applies to renewals.',
      zh: '开始日变更不适用于续约服务。',
    },
  },
  REN_NOCHANGE_START: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-NOCHANGE-START, FAQ: 期間の変更',
    message: {
      ja: '登録済みの継続サービスの期間 ({startsOn}〜{endsOn}) は変更できません。',
      en: 'The period of a registered renewal ({startsOn} to {endsOn}) does not change.',
      zh: '已登记的续约服务期间（{startsOn} 至 {endsOn}）不能变更。',
    },
    text: {
      ja: '継続サービスの期間は、前のサービスの終了日の翌日から始まり、動かすことはできません。',
      en: 'The period of a renewal follows the previous service and is never moved.',
      zh: '续约服务的期间紧接前一服务，不得移动。',
    },
  },
  START_CASCADE: {
    document: OUR_POLICY,
    locator: 'R-START-CASCADE',
    message: {
      ja: '開始日を {requestedStartsOn} とし、同時に始まる期間も移します: {periods}',
      en: 'The start becomes {requestedStartsOn}, with all that began with it: {periods}',
      zh: '开始日变更为 {requestedStartsOn}，同时开始的期间一并移动：{periods}',
    },
    variants: {
      RENEWAL_REGISTERED: {
        ja: '継続サービス ({startsOn}〜{endsOn}) が登録済みのため、開始日は変更できません。',
        en: 'A renewal ({startsOn} to {endsOn}) is registered already, so the start no longer moves.',
        zh: '已登记续约服务（{startsOn} 至 {endsOn}），开始日不能再变更。',
      },
    },
    text: {
      ja: '保証開始日を移すと同時に始まったサービスも移ります。継続サービスの登録後は変更できません。',
      en: 'Services that began with the warranty move with it; once a renewal is registered the start stays.',
      zh: '与保修同时开始的服务随之移动；登记续约后开始日不再变更。',
    },
  },
  WARRANTY_NODISCARD: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-WARRANTY-NODISCARD, FAQ: 保証期間の破棄',
    message: {
      ja: '基本保証の期間 ({startsOn}〜{endsOn}) を破棄することはできません。',
      en: 'The base warranty ({startsOn} to {endsOn}) cannot be discarded.',
      zh: '不能放弃基本保修期间（{startsOn} 至 {endsOn}）。',
    },
    text: {
      ja: '機器に付属する保証期間は、破棄して別のサービスに置き換えることができません。',
      en: 'The warranty that came with the machine is not thrown away in favour of another service.',
      zh: '机器自带的保修期不能放弃并以其他服务替代。',
    },
  },
  ABANDON_NOREFUND: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-ABANDON-NOREFUND, FAQ: サービスの放棄',
    message: {
      ja: '{lastCoveredOn} をもって終了します。返金額は{refund}です。次の継続サービスは {renewalStartsOn} からとなります。',
      en: 'It ends on {lastCoveredOn}; the refund is {refund}. A later renewal starts on {renewalStartsOn}.',
      zh: '服务于 {lastCoveredOn} 终止，退款为{refund}。之后的续约自 {renewalStartsOn} 开始。',
    },
    variants: {
      NOT_BEGUN: {
        ja: 'まだ始まっていないサービスを {on} に放棄します。返金額は{refund}です。次の継続サービスは {renewalStartsOn} からとなります。',
        en: 'It is given up on {on}, before it began; the refund is {refund}. A later renewal starts on {renewalStartsOn}.',
        zh: '尚未开始的服务于 {on} 放弃，退款为{refund}。之后的续约自 {renewalStartsOn} 开始。',
      },
    },
    text: {
      ja: '購入したサービスは放棄できますが、返金はありません。以後の空白は失効期間として扱います。',
      en: 'A purchased service may be given up, without a refund; the time after counts as a lapse.',
      zh: '已购买的服务可以放弃，但不予退款；此后的空白视为中断。',
    },
  },
} as const satisfies Record<string, Clause>;
