import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

export const MACHINES = {
  NEW_EXISTING_FAULT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-NEW-EXISTING-FAULT, FAQ: 現在発生している障害',
    message: {
      ja: '機種 {machineType} は正常に稼働していないとの申告です。すでに発生している障害は対象外で、修理のための契約はできません。',
      en: 'The machine ({machineType}) is declared not to work: a fault already there is not covered, and no contract is made to repair it.',
      zh: '申报机型 {machineType} 未正常运行：已发生的故障不在保障范围内，也不能为维修而签约。',
    },
    variants: {
      BEFORE_REGISTRATION: {
        ja: '{faultSince} の障害は、サービスの登録日 {registeredOn} より前に発生しているため対象外です。',
        en: 'The fault of {faultSince} is older than the registration of the service on {registeredOn}: it is not covered.',
        zh: '{faultSince} 的故障早于服务登记日 {registeredOn}，不在保障范围内。',
      },
      OTHER_COVER: {
        ja: '{faultSince} の障害には、{registeredOn} に登録されたサービスではなく、それ以前の保証・サービスで対応します。',
        en: 'The fault of {faultSince} is served by the older cover, not by the service registered on {registeredOn}.',
        zh: '{faultSince} 的故障由此前的保障处理，不适用 {registeredOn} 登记的服务。',
      },
    },
    text: {
      ja: '契約の時点ですでに発生している障害は、そのサービスの対象になりません。',
      en: 'A service does not cover a fault that is there when it is bought or registered.',
      zh: '购买或登记服务时已存在的故障不在该服务范围内。',
    },
  },
  USED_OK: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-USED-OK, FAQ: 中古のサーバー',
    message: {
      ja: '中古の機種 {machineType} は、正常に稼働しているためサービスを購入できます。',
      en: 'The used machine ({machineType}) works, so services may be bought for it.',
      zh: '二手机型 {machineType} 运行正常，可以购买服务。',
    },
    text: {
      ja: '中古で購入した機器も、正常に稼働していればサービスの対象になります。',
      en: 'A machine bought second-hand may have services if it works normally.',
      zh: '二手购买的机器只要运行正常，即可享受服务。',
    },
  },
  USED_FAULT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-USED-FAULT, FAQ: 中古のサーバー',
    message: {
      ja: '中古の機種 {machineType} の購入時点での故障は、購入店の保証によります。',
      en: 'A fault the used machine ({machineType}) had when it was bought is a matter of the shop’s warranty.',
      zh: '二手机型 {machineType} 购买时已有的故障由销售店的保修处理。',
    },
    text: {
      ja: '中古機器の購入時点での故障には、購入店の保証を適用します。',
      en: 'Faults at the time a used machine is bought are covered by the shop that sold it.',
      zh: '二手机器购买时的故障适用销售店的保修。',
    },
  },
  USED_REGDATE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-USED-REGDATE, FAQ: 中古のサーバー',
    message: {
      ja: '中古機器には、登録上の保証期間 ({warrantyStartsOn}〜{warrantyEndsOn}) を適用します。',
      en: 'For a used machine the registered warranty counts: {warrantyStartsOn} to {warrantyEndsOn}.',
      zh: '二手机器以登记的保修期（{warrantyStartsOn} 至 {warrantyEndsOn}）为准。',
    },
    variants: {
      OTHER_DAY: {
        ja: '{requestedStartsOn} を開始日にはできません。登録上の保証期間 ({warrantyStartsOn}〜{warrantyEndsOn}) が優先されます。',
        en: 'It cannot start on {requestedStartsOn}: the registered warranty counts, {warrantyStartsOn} to {warrantyEndsOn}.',
        zh: '不能以 {requestedStartsOn} 为开始日：以登记的保修期（{warrantyStartsOn} 至 {warrantyEndsOn}）为准。',
      },
    },
    text: {
      ja: '中古機器では登録上の保証期間が優先され、購入日を保証開始日とすることはできません。',
      en: 'The registered warranty prevails; the day a used machine was bought is never a start.',
      zh: '以登记的保修期为准，不能将二手购买日作为保修开始日。',
    },
  },
  USED_UPGRADE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-USED-UPGRADE, FAQ: 中古のサーバー',
    message: {
      ja: '登録上の保証期間中のため購入できます。開始日は保証開始日 {startsOn} です。',
      en: 'It is in its registered warranty: the upgrade may be bought and starts on {startsOn}.',
      zh: '仍在登记的保修期内，可以购买升级，自保修开始日 {startsOn} 起算。',
    },
    text: {
      ja: '登録上の保証期間中で商品が販売中であれば、中古機器もアップグレードを購入できます。',
      en: 'A used machine in its registered warranty may have an upgrade that is on sale.',
      zh: '在登记的保修期内且产品在售时，二手机器可以购买升级。',
    },
  },
  USED_RENEW: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-USED-RENEW, FAQ: 中古のサーバー',
    message: {
      ja: '登録上の保証は {warrantyEndsOn} に終了しています。1年継続を {startsOn} から購入できます。',
      en: 'Its registered warranty ended on {warrantyEndsOn}: the one-year renewal may be bought from {startsOn}.',
      zh: '登记的保修已于 {warrantyEndsOn} 结束，可以购买自 {startsOn} 起的一年续约。',
    },
    text: {
      ja: '登録上の保証期間を過ぎた中古機器は、満了日の翌日から1年継続を購入できます。',
      en: 'Past its registered warranty a used machine may have the one-year renewal from the day after.',
      zh: '登记的保修期已过的二手机器，可购买自期满次日起的一年续约。',
    },
  },
  USED_CHANNEL: {
    document: OUR_POLICY,
    locator: 'R-USED-CHANNEL',
    message: {
      ja: '中古の機種 {machineType} には機器の販売商流がないため、承認が必要です。',
      en: 'The used machine ({machineType}) has no sales channel of its own: approval is needed.',
      zh: '二手机型 {machineType} 没有机器销售渠道，须经审批。',
    },
    text: {
      ja: '中古機器の保守の商流は、担当者が判断します。',
      en: 'A person decides through which channel a used machine is served.',
      zh: '二手机器的服务渠道由人员判断。',
    },
  },
  CTRY_BOUND: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CTRY-BOUND, FAQ: 海外への持ち出し',
    message: {
      ja: '{soldIn} で販売されたサービスは、{usedIn} では適用されません。',
      en: 'A service sold in {soldIn} does not apply in {usedIn}.',
      zh: '在 {soldIn} 销售的服务不适用于 {usedIn}。',
    },
    text: {
      ja: 'サービスは、購入された国でのみ適用されます。',
      en: 'A service applies only in the country where it was bought.',
      zh: '服务仅在购买国适用。',
    },
  },
  CTRY_IN: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CTRY-IN, FAQ: 海外からの持ち込み',
    message: {
      ja: '{cameFrom} から {usedIn} に持ち込まれた機器です。{usedIn} で販売されているサービスをご購入ください。',
      en: 'The machine came from {cameFrom} to {usedIn}: buy a service sold in {usedIn}.',
      zh: '机器从 {cameFrom} 带入 {usedIn}，请购买在 {usedIn} 销售的服务。',
    },
    text: {
      ja: '海外から持ち込む機器には、国内で販売されているサービスをご購入ください。',
      en: 'For a machine brought into the country buy a service sold there.',
      zh: '从境外带入的机器，请购买国内销售的服务。',
    },
  },
  CTRY_OUT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CTRY-OUT, FAQ: 海外への持ち出し',
    message: {
      ja: '機器は {usedIn} で使用されます。{usedIn} で適用されるサービスをご購入ください。',
      en: 'The machine is used in {usedIn}: buy a service that applies in {usedIn}.',
      zh: '机器在 {usedIn} 使用，请购买适用于 {usedIn} 的服务。',
    },
    text: {
      ja: '海外に持ち出す機器には、持ち出し先の国で適用されるサービスをご購入ください。',
      en: 'For a machine taken abroad buy a service that applies in the country it goes to.',
      zh: '带往境外的机器，请购买在目的国适用的服务。',
    },
  },
  REG_MOVE: {
    document: OUR_POLICY,
    locator: 'R-REG-MOVE',
    message: {
      ja: '新しい設置場所は{serviceLevel}の対象です。リストの更新時にも再確認してください。',
      en: 'The new place is on the list for {serviceLevel}; check again when the list changes.',
      zh: '新的安装地点在{serviceLevel}列表内；列表更新时请再次确认。',
    },
    variants: {
      NOT_SERVED_THERE: {
        ja: '新しい設置場所では{serviceLevel}を確認できません。承認が必要です。',
        en: 'At the new place {serviceLevel} is not confirmed: approval is needed.',
        zh: '新的安装地点无法确认{serviceLevel}，须经审批。',
      },
    },
    text: {
      ja: '機器を移設したときは、時間対応サービスの対象地域を改めて確認します。',
      en: 'When a machine is moved, the region of its timed service is checked again.',
      zh: '机器移机后，须重新确认限时服务的适用地区。',
    },
  },
} as const satisfies Record<string, Clause>;
