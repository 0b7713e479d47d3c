import { type Clause, DATA_CENTRE_SERVICES } from './clause.ts';

export const REPAIRS = {
  REP_VERIFY: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REP-VERIFY, FAQ: 受付時の確認',
    message: {
      ja: '受付には次の情報が必要です: {missing}',
      en: 'To open a case these are needed: {missing}',
      zh: '受理报修还需要以下信息：{missing}',
    },
    text: {
      ja: '受付では、お客様名、設置場所、マシンタイプ、シリアル番号を必ず確認します。',
      en: 'Customer name, place, machine type and serial are always asked for when a call is received.',
      zh: '受理时必须确认客户名称、安装地点、机型和序列号。',
    },
  },
  REP_BYMACHINE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REP-BYMACHINE, FAQ: 変更手続きがお済でない場合',
    message: {
      ja: '機種 {machineType} の保証・サービスが {on} に有効であることを確認しました。',
      en: 'The cover of the machine ({machineType}) is confirmed on {on}.',
      zh: '已确认机型 {machineType} 的保障在 {on} 有效。',
    },
    variants: {
      RECORD_DIFFERS: {
        ja: '名称または設置場所が記録と異なりますが、機種 {machineType} は {on} に有効なため対応します。',
        en: 'Name or place differ from the record, but the machine ({machineType}) is covered on {on} and is served.',
        zh: '名称或地点与记录不同，但机型 {machineType} 在 {on} 有效，予以处理。',
      },
      NOT_COVERED: {
        ja: '機種 {machineType} には {on} に有効な保証・サービスが確認できません。',
        en: 'No cover of the machine ({machineType}) is found on {on}.',
        zh: '未能确认机型 {machineType} 在 {on} 有效的保障。',
      },
    },
    text: {
      ja: '変更手続きが済んでいなくても、対象機器の契約が確認できれば対応します。',
      en: 'A machine whose cover is confirmed is served, even before changes of name or place are filed.',
      zh: '即使尚未办理变更手续，只要确认机器的合同即予处理。',
    },
  },
  REP_PREVENTIVE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REP-PREVENTIVE, FAQ: 予防交換',
    message: {
      ja: '障害のない機種 {machineType} の交換は予防交換となり、部品費と作業費がかかります。',
      en: 'Without a fault the exchange ({machineType}) is a precaution: parts and labour are charged.',
      zh: '机型 {machineType} 未发生故障，更换属于预防性更换，收取部件费和工时费。',
    },
    text: {
      ja: '障害が発生していない部品の交換は、契約の有無にかかわらず有償です。',
      en: 'An exchange without a fault is charged whether the machine is covered or not.',
      zh: '未发生故障的更换，无论是否有合同均须付费。',
    },
  },
  REP_ACCIDENT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REP-ACCIDENT, FAQ: 事故・環境による破損',
    message: {
      ja: '{cause}による破損は保証・サービスの対象外です。個々の事象は担当者が判断します。',
      en: 'Damage is not covered when its cause is {cause}; a person looks at the single case.',
      zh: '因{cause}造成的损坏不在保障范围内，具体情况由人员判断。',
    },
    text: {
      ja: '事故や不適切な環境に起因する破損は、保証および保守の対象になりません。',
      en: 'Damage by accident or by an improper environment is excluded from warranty and service.',
      zh: '因事故或不当环境造成的损坏不在保修和维保范围内。',
    },
  },
  SPOT_COST: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-SPOT-COST, FAQ: スポット対応の費用',
    message: {
      ja: '作業{minutes}分につき{billedHours}時間分 (最低{leastHours}時間) と、交通費・部品代・部品配送費がかかります。',
      en: '{minutes} minutes of work are billed as {billedHours} hours (at least {leastHours}), plus travel, parts and their delivery.',
      zh: '工作{minutes}分钟按{billedHours}小时计费（最少{leastHours}小时），另收交通费、部件费和部件配送费。',
    },
    variants: {
      BEFORE_THE_VISIT: {
        ja: '作業費 (最低{leastHours}時間分)・交通費・部品代・部品配送費がかかります。',
        en: 'Labour (at least {leastHours} hours), travel, parts and their delivery are charged.',
        zh: '收取工时费（最少{leastHours}小时）、交通费、部件费和部件配送费。',
      },
    },
    text: {
      ja: 'スポット対応の作業費・交通費・部品代・部品配送費は、すべてお客様の負担です。',
      en: 'Labour, travel, parts and delivery of a spot repair are all paid by the customer.',
      zh: '单次维修的工时、交通、部件及配送费用均由客户承担。',
    },
  },
  EOS_SPOT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-EOS-SPOT, FAQ: スポット対応',
    message: {
      ja: '保守廃止日 {endOfSupportOn} を過ぎた {on} にはスポット対応を受け付けません。',
      en: 'No spot repair on {on}: support ended on {endOfSupportOn}.',
      zh: '已过停止支持日 {endOfSupportOn}，{on} 不受理单次维修。',
    },
    text: {
      ja: '保守廃止日を過ぎた機器のスポット対応は受け付けません。廃止日当日までは対応します。',
      en: 'Spot repair is not accepted after the end of support; that day itself is still served.',
      zh: '超过停止支持日的机器不受理单次维修；当日仍可受理。',
    },
  },
  SPOT_EOS: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-SPOT-EOS, FAQ: スポット対応',
    message: {
      ja: '{on} の時間制保守は、保守廃止日 {endOfSupportOn} を過ぎているため提供できません。',
      en: 'Work by the hour is not offered on {on}, after the end of support on {endOfSupportOn}.',
      zh: '{on} 已过停止支持日 {endOfSupportOn}，不提供按时计费维修。',
    },
    text: {
      ja: '時間制保守の提供は保守廃止日までです。',
      en: 'Work by the hour is offered up to the end of support.',
      zh: '按时计费维修提供至停止支持日为止。',
    },
  },
  REP_DISPATCH: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REP-DISPATCH, FAQ: 技術員の調整',
    message: {
      ja: '機種 {machineType} の状況を電話で切り分け、必要に応じて最寄りの保守センターに手配します。',
      en: 'The call ({machineType}) is sorted out on the telephone, then given to the nearest service centre.',
      zh: '机型 {machineType} 先通过电话初步判断，再按需安排就近的服务中心。',
    },
    text: {
      ja: '修理は、電話での簡単な切り分けの後、最寄りの保守センターが担当します。',
      en: 'After a short triage by telephone the nearest service centre takes the repair.',
      zh: '电话初步判断后，由就近的服务中心负责维修。',
    },
  },
  RESP_NBD: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-RESP-NBD, FAQ: 翌営業日対応',
    message: {
      ja: '{on} {receivedAt} の受付 (締切 {callsUntil}) につき、修理対応は最短で {earliestOn} 以降です。到着を約束するものではありません。',
      en: 'Received on {on} at {receivedAt} (calls until {callsUntil}): repaired on {earliestOn} or later, which is no promise.',
      zh: '于 {on} {receivedAt} 受理（截止 {callsUntil}），最早自 {earliestOn} 起维修，不构成承诺。',
    },
    text: {
      ja: '翌営業日対応とは、受付日の翌営業日以降に修理対応することです。',
      en: 'Next business day means repair on or after the business day that follows the call.',
      zh: '下一工作日响应是指自受理日的下一工作日起进行维修。',
    },
  },
  RESP_NOGUARANTEE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-RESP-NOGUARANTEE, FAQ: 平均的な到着時間',
    message: {
      ja: '機種 {machineType} への到着時刻はお約束できず、平均到着時間もお答えしていません。',
      en: 'No time of arrival is promised for the machine ({machineType}), and no average is told.',
      zh: '对机型 {machineType} 不承诺到达时间，也不提供平均到达时间。',
    },
    text: {
      ja: '距離、天候、交通事情により、当日に到着できないことがあります。',
      en: 'Distance, weather and traffic may keep a technician from arriving the same day.',
      zh: '受距离、天气和交通影响，可能无法当天到达。',
    },
  },
  RESP_PARTS: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-RESP-PARTS, FAQ: パーツ供給',
    message: {
      ja: '機種 {machineType} の部品は、別の拠点から取り寄せる場合があります。',
      en: 'Parts for the machine ({machineType}) may come from another place.',
      zh: '机型 {machineType} 的部件可能需从其他地点调配。',
    },
    text: {
      ja: '最寄りの保守センターに在庫がない部品は、別の拠点から取り寄せます。',
      en: 'A part the nearest centre does not have is fetched from another one.',
      zh: '就近服务中心无库存的部件从其他地点调配。',
    },
  },
  RESP_OUTSOURCED: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-RESP-OUTSOURCED, FAQ: 技術員のオンサイトサービス',
    message: {
      ja: '機種 {machineType} の現地作業は委託先が行います。委託先の公開情報以上はお伝えできません。',
      en: 'On-site work on the machine ({machineType}) is subcontracted; nothing beyond public information is told.',
      zh: '机型 {machineType} 的现场作业由委托方进行，除公开信息外不予提供。',
    },
    text: {
      ja: '技術員による現地作業は他社に委託しています。',
      en: 'On-site work by technicians is subcontracted to other companies.',
      zh: '技术人员的现场服务委托其他公司进行。',
    },
  },
} as const satisfies Record<string, Clause>;
