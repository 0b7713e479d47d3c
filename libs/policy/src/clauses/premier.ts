import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

export const PREMIER = {
  PREM_WHO: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-PREM-WHO, プレミアサポートアップグレード: 対象',
    message: {
      ja: '{effectiveOn} に有効なサービスがなく、基本保証のみです。プレミア付きのサービスをご購入ください。',
      en: 'On {effectiveOn} the machine has base warranty only, no service; buy a service with Premier instead.',
      zh: '{effectiveOn} 仅有基本保修而无服务，请购买带 Premier 的服务。',
    },
    variants: {
      ALREADY_PREMIER: {
        ja: '{effectiveOn} に有効なサービスは、すでにプレミア付きです。',
        en: 'The service in force on {effectiveOn} already has Premier.',
        zh: '{effectiveOn} 有效的服务已包含 Premier。',
      },
      EXPIRED: {
        ja: '{effectiveOn} にはサービスが終了しています。先に継続サービスで更新してください。',
        en: 'By {effectiveOn} the service has ended; renew it first.',
        zh: '至 {effectiveOn} 服务已到期，请先续约。',
      },
    },
    text: {
      ja: 'プレミアへのアップグレードは、登録済みで有効な、プレミアの付かないサービスをお持ちの機器が対象です。',
      en: 'A Premier upgrade is for a machine with a registered service in force that has no Premier yet.',
      zh: 'Premier 升级适用于已登记、有效且尚不含 Premier 的服务。',
    },
  },
  PREM_ASOF: {
    document: OUR_POLICY,
    locator: 'R-PREM-ASOF, c.7',
    message: {
      ja: '適用日は {effectiveOn} の見込みです (受注から8営業日後)。',
      en: 'It is planned to take effect on {effectiveOn}, eight business days after the order.',
      zh: '预计自 {effectiveOn} 生效（接单后8个工作日）。',
    },
    variants: {
      REGISTERED: {
        ja: '適用日は登録日 {effectiveOn} です。',
        en: 'It takes effect on {effectiveOn}, the day of registration.',
        zh: '自登记日 {effectiveOn} 起生效。',
      },
      OTHER_DAY: {
        ja: '{requestedStartsOn} からの適用は指定できません。適用日は {effectiveOn} です。',
        en: 'It cannot be set to take effect on {requestedStartsOn}; that is {effectiveOn}.',
        zh: '不能指定自 {requestedStartsOn} 起生效，生效日为 {effectiveOn}。',
      },
    },
    text: {
      ja: '残存期間はアップグレードの適用日から数え、登録時に計算し直します。',
      en: 'The remaining time counts from the day the upgrade takes effect, and is counted again at registration.',
      zh: '剩余期间自升级生效日起计算，登记时重新计算。',
    },
  },
  PREM_SIZE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-PREM-SIZE, プレミアサポートアップグレード: 残存期間',
    message: {
      ja: '残り{remainingMonths}か月 ({endsOn} まで) に対し、{termMonths}か月では足りません。',
      en: '{remainingMonths} months remain (to {endsOn}); up to {termMonths} months is too small.',
      zh: '剩余{remainingMonths}个月（至 {endsOn}），最长{termMonths}个月的产品不足。',
    },
    variants: {
      LARGER_THAN_NEEDED: {
        ja: '残り{remainingMonths}か月 ({endsOn} まで) には、{smallestMonths}か月の {partNumber} で足ります。',
        en: '{remainingMonths} months remain (to {endsOn}); up to {smallestMonths} months ({partNumber}) would do.',
        zh: '剩余{remainingMonths}个月（至 {endsOn}），最长{smallestMonths}个月的 {partNumber} 即可。',
      },
      ENDS_THAT_DAY: {
        ja: '対象のサービスは適用日と同じ {endsOn} に終了します。',
        en: 'The service ends on {endsOn}, the very day the upgrade takes effect.',
        zh: '所升级的服务在生效当日 {endsOn} 即到期。',
      },
    },
    text: {
      ja: '残存期間以上で最も小さい「Up to」の商品を選びます。端数の日数は1か月と数えます。',
      en: 'The smallest “Up to N months” that is not less than what remains is bought; a part month counts as a month.',
      zh: '选择不少于剩余期间的最小“Up to”产品；不足一个月按一个月计。',
    },
  },
  PREM_COTERM: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-PREM-COTERM, プレミアサポートアップグレード: 終了日',
    message: {
      ja: 'アップグレードは対象のサービスと同じ {endsOn} に終了します (残り{remainingMonths}か月)。',
      en: 'The upgrade ends with the service on {endsOn} ({remainingMonths} months remain).',
      zh: '升级与所升级的服务同于 {endsOn} 终止（剩余{remainingMonths}个月）。',
    },
    text: {
      ja: 'プレミアは、アップグレードするサービスの終了日に合わせて終了します。',
      en: 'Premier ends on the last day of the service it upgrades.',
      zh: 'Premier 与所升级服务的终止日一致。',
    },
  },
  PREM_MAX: {
    document: OUR_POLICY,
    locator: 'R-PREM-MAX',
    message: {
      ja: '残り{remainingMonths}か月 ({endsOn} まで) は、最大の{largestMonths}か月を超えています。承認が必要です。',
      en: '{remainingMonths} months remain (to {endsOn}), more than the largest, {largestMonths}: approval is needed.',
      zh: '剩余{remainingMonths}个月（至 {endsOn}），超过最大的{largestMonths}个月，须经审批。',
    },
    text: {
      ja: '残存期間が最大の商品を超える場合は、営業が判断します。',
      en: 'When more remains than the largest offering reaches, sales decide.',
      zh: '剩余期间超过最大产品时，由销售判断。',
    },
  },
  PREM_MACHINE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-PREM-MACHINE, プレミアサポートアップグレード: マシン限定',
    message: {
      ja: '機種 {machineType} はプレミアサポートアップグレードの対象外です。',
      en: 'Machine type {machineType} is not eligible for a Premier upgrade.',
      zh: '机型 {machineType} 不适用 Premier 升级。',
    },
    variants: {
      NOT_CONFIRMED: {
        ja: '機種 {machineType} が対象かどうか未確認です。営業の承認が必要です。',
        en: 'It is not confirmed that machine type {machineType} is eligible: approval is needed.',
        zh: '尚未确认机型 {machineType} 是否适用，须经审批。',
      },
    },
    text: {
      ja: 'プレミアサポートアップグレードは一部の機種に限られるため、対象かどうかを営業が確認します。',
      en: 'The Premier upgrade is limited to certain machines; sales confirm eligibility.',
      zh: 'Premier 升级仅限部分机型，由销售确认是否适用。',
    },
  },
  PREM_CHAIN: {
    document: OUR_POLICY,
    locator: 'R-PREM-CHAIN',
    message: {
      ja: 'アップグレードの対象は {endsOn} までのサービスで、{followOnStartsOn} からの継続サービスは含みません。',
      en: 'Only the service to {endsOn} is upgraded, not the renewal from {followOnStartsOn}.',
      zh: '仅升级至 {endsOn} 的服务，不含自 {followOnStartsOn} 起的续约。',
    },
    text: {
      ja: 'アップグレードは有効なサービスごとに行い、登録済みの後続の継続サービスは対象外です。',
      en: 'Each service is upgraded on its own; a renewal registered to follow is not included.',
      zh: '升级按各服务单独办理，不含已登记的后续续约。',
    },
  },
} as const satisfies Record<string, Clause>;
