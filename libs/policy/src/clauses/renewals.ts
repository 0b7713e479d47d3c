import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

export const RENEWALS = {
  REN_START: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-START, 継続サービス: 終了日の翌日',
    message: {
      ja: '開始日は、終了日 {coverageEndsOn} の翌日 {startsOn} です。',
      en: 'It starts on {startsOn}, the day after the coverage ends on {coverageEndsOn}.',
      zh: '开始日为到期日 {coverageEndsOn} 的次日 {startsOn}。',
    },
    variants: {
      OTHER_DAY: {
        ja: '{requestedStartsOn} からの開始はできません。開始日は常に終了日 {coverageEndsOn} の翌日 {startsOn} です。',
        en: 'It cannot start on {requestedStartsOn}: always {startsOn}, the day after the coverage ended on {coverageEndsOn}.',
        zh: '不能自 {requestedStartsOn} 开始：开始日始终为到期日 {coverageEndsOn} 的次日 {startsOn}。',
      },
    },
    text: {
      ja: '継続サービスは、購入時期にかかわらず前の保証・サービスの終了日の翌日に開始します。',
      en: 'A renewal starts the day after the previous coverage ends, whenever it is bought.',
      zh: '无论何时购买，续约服务均自前一保障到期次日开始。',
    },
  },
  REN_BUY_IN_TERM: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-BUY-IN-TERM, 継続サービス: 期間中の購入',
    message: {
      ja: '{orderedOn} のご発注は、{coverageEndsOn} までの期間内です。',
      en: 'The order of {orderedOn} is in term: coverage ends on {coverageEndsOn}.',
      zh: '{orderedOn} 的订购在有效期内（至 {coverageEndsOn}）。',
    },
    text: {
      ja: '継続サービスは、現在の保証またはサービスの期間中にご購入ください。',
      en: 'A renewal should be bought while the warranty or service it follows is in force.',
      zh: '请在现有保修或服务有效期内购买续约服务。',
    },
  },
  REN_BACKDATE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-BACKDATE, 継続サービス: 遡及登録',
    message: {
      ja: '終了日 {coverageEndsOn} から{lapsedDays}日が経過しているため、{startsOn} に遡って登録します。{feeFrom} 以降のご発注には復帰手数料がかかります。',
      en: 'Coverage ended on {coverageEndsOn}, {lapsedDays} days before: the renewal is backdated to {startsOn}. Orders from {feeFrom} on carry a reinstatement fee.',
      zh: '自到期日 {coverageEndsOn} 已过{lapsedDays}天，将追溯至 {startsOn} 登记。自 {feeFrom} 起订购需支付恢复手续费。',
    },
    text: {
      ja: '満了後に購入した継続サービスは、満了日の翌日に遡って登録します。',
      en: 'A renewal bought after the end is registered backdated to the day after the end.',
      zh: '到期后购买的续约服务，追溯至到期次日登记。',
    },
  },
  REN_AFTER_POSSIBLE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-AFTER-POSSIBLE, FAQ: 満了後の継続',
    message: {
      ja: '{coverageEndsOn} の終了後でも、{orderedOn} に継続サービスをご発注いただけます。',
      en: 'A renewal can still be ordered on {orderedOn}, after the end on {coverageEndsOn}.',
      zh: '虽已于 {coverageEndsOn} 到期，{orderedOn} 仍可订购续约服务。',
    },
    text: {
      ja: '期間終了後の継続も可能ですが、遡及登録となります。',
      en: 'Renewing after the end is possible; the registration is then backdated.',
      zh: '到期后仍可续约，但须追溯登记。',
    },
  },
  REN_FEE_90: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-FEE-90, FAQ: 90日を超える場合',
    message: {
      ja: '終了日 {coverageEndsOn} から{lapsedDays}日 ({freeDays}日超) が経過しているため、復帰手数料がかかります。',
      en: '{lapsedDays} days have passed since {coverageEndsOn}, more than {freeDays}: a reinstatement fee is due.',
      zh: '自到期日 {coverageEndsOn} 已过{lapsedDays}天，超过{freeDays}天，需支付恢复手续费。',
    },
    variants: {
      AMOUNT_TO_BE_ASKED: {
        ja: '終了日 {coverageEndsOn} から{lapsedDays}日 ({freeDays}日超) が経過しているため、復帰手数料がかかります。金額は営業にご確認ください。',
        en: '{lapsedDays} days have passed since {coverageEndsOn}, more than {freeDays}: a reinstatement fee is due; its amount must be asked for.',
        zh: '自到期日 {coverageEndsOn} 已过{lapsedDays}天，超过{freeDays}天，需支付恢复手续费，金额请向销售确认。',
      },
    },
    text: {
      ja: '終了日から受注日までが90日を超えると、契約を復帰させるための手数料を機器1台につき1回いただきます。',
      en: 'When more than 90 days lie between the end and the order, reinstating the contract costs a fee, once per machine.',
      zh: '自到期日至接单日超过90天的，每台机器收取一次合同恢复手续费。',
    },
  },
  REN_CONTIGUOUS: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-CONTIGUOUS, FAQ: 切れ目のない更新',
    message: {
      ja: 'サービスは切れ目なく続ける必要があります。{endsOn} の次のサービスは {nextStartsOn} から始まります。',
      en: 'Services follow each other without a gap: after {endsOn} the next one starts on {nextStartsOn}.',
      zh: '服务必须连续不间断：{endsOn} 之后的下一期自 {nextStartsOn} 开始。',
    },
    text: {
      ja: 'サービスパックは空白期間を設けずに更新します。',
      en: 'Service packs are renewed without any gap between them.',
      zh: '服务包之间不得存在空档，须连续更新。',
    },
  },
  REN_CHAIN_MIN: {
    document: OUR_POLICY,
    locator: 'R-REN-CHAIN-MIN, c.11',
    message: {
      ja: 'このサービス単独では {endsOn} に終了し、{on} に届きません。連続する複数の継続サービスが必要です。',
      en: 'On its own it would be over on {endsOn}, before {on}: several consecutive renewals are needed.',
      zh: '仅此一份服务将于 {endsOn} 结束，无法覆盖 {on}，需连续购买多份续约。',
    },
    text: {
      ja: '空白が長い場合は、受注日を含むところまで連続する継続サービスをまとめて購入します。',
      en: 'After a long lapse, consecutive renewals are bought together until the order day is covered.',
      zh: '中断时间较长时，须一并购买连续的续约，直至覆盖接单日。',
    },
  },
  REN_ORDER_1M: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-ORDER-1M, FAQ: 1か月前の発注',
    message: {
      ja: '{coverageEndsOn} の終了に対し、推奨のご発注日は {recommendedOn} まででした ({orderedOn} ご発注)。',
      en: 'For the end on {coverageEndsOn}, ordering by {recommendedOn} is recommended; this order is of {orderedOn}.',
      zh: '服务于 {coverageEndsOn} 到期，建议在 {recommendedOn} 前订购（本次订购日 {orderedOn}）。',
    },
    text: {
      ja: '継続サービスは、終了の1か月前までのご発注を推奨します。',
      en: 'Ordering a renewal at least one month before the end is recommended.',
      zh: '建议至少在到期前一个月订购续约服务。',
    },
  },
  REN_REGISTER_BEFORE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-REGISTER-BEFORE, FAQ: 満了までの登録',
    message: {
      ja: '登録は {registeredOn} となる見込みで、{coverageEndsOn} の終了に間に合いません。',
      en: 'Registration on {registeredOn} would come after the coverage ends on {coverageEndsOn}.',
      zh: '登记日为 {registeredOn}，晚于到期日 {coverageEndsOn}。',
    },
    text: {
      ja: '継続サービスの登録は、現在の保守の満了までに完了してください。',
      en: 'A renewal should be registered by the time the previous coverage ends.',
      zh: '请在现有服务到期前完成续约登记。',
    },
  },
  REN_HALFYEAR: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-HALFYEAR, FAQ: 半年での登録',
    message: {
      ja: '{termMonths}か月の継続サービスを半年 ({startsOn}〜{endsOn}) で登録します。価格は全額で、返金はありません。',
      en: 'The {termMonths}-month renewal is registered for half a year, {startsOn} to {endsOn}, at its full price and without refund.',
      zh: '{termMonths}个月续约按半年登记（{startsOn} 至 {endsOn}），收取全价且不退款。',
    },
    variants: {
      ONLY_FROM_A_YEAR: {
        ja: '{termMonths}か月の継続サービスは半年では登録できません。半年での登録は1年継続のみ可能です。',
        en: 'A {termMonths}-month renewal cannot be registered for half a year; only the one-year renewal can.',
        zh: '{termMonths}个月的续约不能按半年登记，仅一年续约可以。',
      },
    },
    text: {
      ja: 'お客様のご希望により、1年継続のみ半年での登録ができます。価格は1年分です。',
      en: 'On the customer’s wish a one-year renewal may be registered for half a year, at the price of the year.',
      zh: '应客户要求，仅一年续约可按半年登记，价格按一年计。',
    },
  },
  REN_USED_2Y: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REN-USED-2Y, 中古機器: 1年継続',
    message: {
      ja: '中古機器の登録上の保証は {warrantyEndsOn} に終了しています。{termMonths}か月の継続には承認が必要です。',
      en: 'The registered warranty of this used machine ended on {warrantyEndsOn}; a {termMonths}-month renewal needs approval.',
      zh: '该二手机器的登记保修已于 {warrantyEndsOn} 到期，{termMonths}个月续约需经审批。',
    },
    text: {
      ja: '登録上の保証を過ぎた中古機器には、1年継続をご案内します。',
      en: 'For a used machine past its registered warranty the one-year renewal is offered.',
      zh: '登记保修已过期的二手机器，提供一年续约。',
    },
  },
  REN_TIER_CHANGE: {
    document: OUR_POLICY,
    locator: 'R-REN-TIER-CHANGE',
    message: {
      ja: 'サービスレベルが{previousLevel}から{serviceLevel}に下がります。',
      en: 'The service level would drop from {previousLevel} to {serviceLevel}.',
      zh: '服务级别将由{previousLevel}降为{serviceLevel}。',
    },
    text: {
      ja: '継続サービスでは同等以上のサービスレベルを選べます。下げる場合は確認を求めます。',
      en: 'A renewal may keep or raise the level; lowering it is pointed out.',
      zh: '续约可保持或提升服务级别；降低级别时予以提示。',
    },
  },
} as const satisfies Record<string, Clause>;
