import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

export const NEW_PACKS = {
  NEW_INWARRANTY: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-INWARRANTY, 保証の延長・アップグレード: 保証期間中の機器',
    message: {
      ja: '保証は {warrantyEndsOn} に終了しており、{on} には購入・登録できません。',
      en: 'The warranty ended on {warrantyEndsOn}; the pack cannot be bought or registered on {on}.',
      zh: '保修已于 {warrantyEndsOn} 到期，{on} 无法购买或登记该服务包。',
    },
    text: {
      ja: '保証アップグレードの購入と登録は、機器の保証期間中 (最終日を含む) に限ります。',
      en: 'A warranty upgrade is bought and registered while the machine is in warranty, its last day included.',
      zh: '保修升级仅限在机器保修期内（含最后一日）购买并登记。',
    },
  },
  NEW_NOCONTRACT_AFTER: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-NOCONTRACT-AFTER, FAQ: 終了後の新規契約',
    message: {
      ja: '{warrantyEndsOn} の終了後は新規契約をお受けできません。{renewalStartsOn} に遡って開始する継続サービスをご検討ください。',
      en: 'No new contract is made after the end on {warrantyEndsOn}; consider a renewal that starts on {renewalStartsOn}.',
      zh: '{warrantyEndsOn} 到期后不再受理新签合同，请考虑自 {renewalStartsOn} 起的续约服务。',
    },
    text: {
      ja: '保証またはサービスの終了後は、原則として新規契約を結ばず、終了日の翌日からの継続サービスのみを扱います。',
      en: 'After warranty or service has ended there is in principle no new contract, only a renewal from the day after.',
      zh: '保修或服务到期后原则上不再新签合同，仅可办理自到期次日起的续约。',
    },
  },
  NEW_DELIVERY_RISK: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-DELIVERY-RISK, FAQ: 納品物の配送',
    message: {
      ja: '納品は {arrivesFrom}〜{arrivesBy} の見込みです。保証は {warrantyEndsOn} に終了するため、登録が間に合わないおそれがあります。',
      en: 'Delivery is expected from {arrivesFrom} to {arrivesBy}, but the warranty ends on {warrantyEndsOn}: registration may come too late.',
      zh: '预计 {arrivesFrom} 至 {arrivesBy} 送达，而保修于 {warrantyEndsOn} 到期，可能来不及登记。',
    },
    text: {
      ja: '納品には受注確認後おおよそ5〜8営業日を要します。保証期間内に登録できるよう余裕を持ってご発注ください。',
      en: 'A pack takes about five to eight business days to arrive; it must still be registered in warranty.',
      zh: '服务包约需5至8个工作日送达，且须在保修期内完成登记。',
    },
  },
  NEW_START: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-START, FAQ: 保守開始日',
    message: {
      ja: '開始日は機器の保証開始日 {startsOn} です。',
      en: 'It starts on {startsOn}, with the warranty of the machine.',
      zh: '开始日为机器保修开始日 {startsOn}。',
    },
    variants: {
      OTHER_DAY: {
        ja: '{requestedStartsOn} からの開始はできません。開始日は保証開始日 {startsOn} で、保証期間を破棄することはできません。',
        en: 'It cannot start on {requestedStartsOn}: it starts with the warranty on {startsOn}, and warranty cannot be discarded.',
        zh: '不能自 {requestedStartsOn} 开始：服务自保修开始日 {startsOn} 起算，保修期不可放弃。',
      },
    },
    text: {
      ja: '機器と同時に購入したサービスは、機器の標準保証と同じ日に開始します。',
      en: 'A pack bought with the hardware starts on the first day of its standard warranty.',
      zh: '与硬件同时购买的服务，自机器标准保修开始日起算。',
    },
  },
  NEW_START_LATER: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-START-LATER, FAQ: 後日の購入',
    message: {
      ja: '開始日は保証開始日 {startsOn} に遡り、終了日は {endsOn} です。{on} からの実質の残りは{remainingMonths}か月と{remainingDays}日です。',
      en: 'It counts from the warranty start {startsOn} and ends on {endsOn}: effectively {remainingMonths} months and {remainingDays} days from {on}.',
      zh: '自保修开始日 {startsOn} 起算，至 {endsOn} 止；从 {on} 起实际剩余{remainingMonths}个月零{remainingDays}天。',
    },
    text: {
      ja: '後日購入したサービスも保証開始日に遡って開始し、経過した期間は戻りません。',
      en: 'A pack bought later also counts from the warranty start; the time gone by is not given back.',
      zh: '后续单独购买的服务同样自保修开始日起算，已过去的时间不予补偿。',
    },
  },
  NEW_ONSALE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-ONSALE, FAQ: 販売中',
    message: {
      ja: '商品 {partNumber} は {orderedOn} の時点で販売されていません。',
      en: 'Offering {partNumber} is not on sale on {orderedOn}.',
      zh: '产品 {partNumber} 在 {orderedOn} 不在售。',
    },
    text: {
      ja: '後日のアップグレードは、その商品が販売中である場合に限ります。',
      en: 'A later upgrade is possible only while its offering is on sale.',
      zh: '后续升级仅限该产品在售期间办理。',
    },
  },
  NEW_SALESENDED: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-SALESENDED, FAQ: 販売終了',
    message: {
      ja: '商品 {partNumber} の販売は {onSaleUntil} に終了しました。{renewalStartsOn} 開始の1年継続をご検討ください。',
      en: 'The sale of {partNumber} ended on {onSaleUntil}; consider the one-year renewal from {renewalStartsOn}.',
      zh: '产品 {partNumber} 已于 {onSaleUntil} 停售，请考虑自 {renewalStartsOn} 起的一年续约。',
    },
    text: {
      ja: 'アップグレード商品の販売終了後は、満了時に1年継続で更新します。',
      en: 'Once an upgrade is no longer sold, the one-year renewal takes over when the coverage ends.',
      zh: '升级产品停售后，可在到期时以一年续约的方式延续服务。',
    },
  },
  NEW_NOSHORTER: {
    document: OUR_POLICY,
    locator: 'R-NEW-NOSHORTER',
    message: {
      ja: '終了日 {endsOn} は、現在の保証・サービスの終了日 {warrantyEndsOn} より前です。',
      en: 'It would end on {endsOn}, before the present cover ends on {warrantyEndsOn}.',
      zh: '其终止日 {endsOn} 早于现有保修或服务的终止日 {warrantyEndsOn}。',
    },
    text: {
      ja: 'アップグレードは、機器がすでに持つ保証・サービスより先に終了してはなりません。',
      en: 'An upgrade does not end before the coverage the machine already has.',
      zh: '升级服务不得早于机器现有保障结束。',
    },
  },
  NEW_MUST_RISE: {
    document: OUR_POLICY,
    locator: 'R-OFFER-TIMED, c',
    message: {
      ja: '{serviceLevel}は、現在のサービスレベル ({currentLevel}) より低いため購入できません。',
      en: '{serviceLevel} is below the level the machine already has ({currentLevel}).',
      zh: '{serviceLevel}低于机器现有的服务级别（{currentLevel}）。',
    },
    variants: {
      NOTHING_RISES: {
        ja: 'サービスレベル ({currentLevel})、プレミア、HDDお渡し、終了日のいずれも現在より良くなりません。',
        en: 'Nothing would rise: neither the level ({currentLevel}) nor Premier, keep-your-drive or the last day.',
        zh: '服务级别（{currentLevel}）、Premier、硬盘保留及终止日均无任何提升。',
      },
    },
    text: {
      ja: 'アップグレードは、サービスレベルを下げず、レベル・プレミア・HDDお渡し・終了日の少なくとも一つを向上させるものです。',
      en: 'An upgrade never lowers the level and raises at least one of level, Premier, keep-your-drive and last day.',
      zh: '升级不得降低服务级别，且至少须提升级别、Premier、硬盘保留或终止日中的一项。',
    },
  },
} as const satisfies Record<string, Clause>;
