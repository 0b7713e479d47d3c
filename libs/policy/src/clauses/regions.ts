import { type Clause, DATA_CENTRE_SERVICES, OUR_POLICY } from './clause.ts';

export const REGIONS = {
  REG_CHECK: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REG-CHECK, 時間対応サービス: 対象地域の確認',
    message: {
      ja: '設置場所 ({place}) と機種 {machineType} は{serviceLevel}の対象です。',
      en: 'The place ({place}) and machine type {machineType} are on the list for {serviceLevel}.',
      zh: '安装地点（{place}）与机型 {machineType} 均在{serviceLevel}的适用范围内。',
    },
    text: {
      ja: '時間対応サービスは、設置場所が対象地域リストにある場合に提供します。',
      en: 'Timed service levels need the installation place to be on the region list.',
      zh: '限时服务要求安装地点在适用地区列表内。',
    },
  },
  REG_OUT: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REG-OUT, FAQ: 対象地域外',
    message: {
      ja: '設置場所 ({place}) は{serviceLevel}のリストで「{mark}」です。承認なしには契約できません。',
      en: 'The place ({place}) is marked “{mark}” for {serviceLevel}: no contract without approval.',
      zh: '安装地点（{place}）在{serviceLevel}列表中标记为“{mark}”，未经审批不能签约。',
    },
    text: {
      ja: '対象地域外での時間対応サービスは原則として提供せず、事情により営業が判断します。',
      en: 'Outside the region timed levels are in principle not sold; sales decide on exceptions.',
      zh: '适用地区以外原则上不提供限时服务，特殊情况由销售判断。',
    },
  },
  REG_MODEL: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REG-MODEL, 時間対応サービス: 対象機種',
    message: {
      ja: '機種 {machineType} は{serviceLevel}の対象外です。',
      en: 'Machine type {machineType} is not eligible for {serviceLevel}.',
      zh: '机型 {machineType} 不适用{serviceLevel}。',
    },
    variants: {
      ON_CONSULTATION: {
        ja: '機種 {machineType} の{serviceLevel}は要相談です。承認が必要です。',
        en: 'Machine type {machineType} has {serviceLevel} on consultation only: approval is needed.',
        zh: '机型 {machineType} 的{serviceLevel}需另行商议，须经审批。',
      },
      NOT_LISTED: {
        ja: '機種 {machineType} は{serviceLevel}の対象機種リストで確認できません。承認が必要です。',
        en: 'Machine type {machineType} is not found on the list for {serviceLevel}: approval is needed.',
        zh: '在{serviceLevel}适用机型列表中未能确认机型 {machineType}，须经审批。',
      },
    },
    text: {
      ja: '時間対応サービスは、地域だけでなく機種も対象である場合に提供します。',
      en: 'Timed levels are limited to eligible machine types as well as places.',
      zh: '限时服务除地区外，还限定适用机型。',
    },
  },
  REG_UNKNOWN: {
    document: OUR_POLICY,
    locator: 'R-REG-UNKNOWN, c.10',
    message: {
      ja: '{serviceLevel}には設置場所の市区町村が必要です。',
      en: '{serviceLevel} needs the municipality where the machine stands.',
      zh: '{serviceLevel}需要提供安装地点的市区町村。',
    },
    variants: {
      NOT_FOUND: {
        ja: '「{place}」に該当する市区町村が見つかりません。{serviceLevel}には市区町村の確認が必要です。',
        en: 'No municipality is found for “{place}”; {serviceLevel} needs it.',
        zh: '未找到与“{place}”对应的市区町村；{serviceLevel}须先确认地点。',
      },
      AMBIGUOUS: {
        ja: '設置場所の候補が複数あります: {candidates}。{serviceLevel}には市区町村の指定が必要です。',
        en: 'The place may be any of: {candidates}. {serviceLevel} needs the municipality to be named.',
        zh: '安装地点有多个候选：{candidates}。{serviceLevel}须指定市区町村。',
      },
      NO_MARK: {
        ja: '設置場所 ({place}) には{serviceLevel}の記載がありません。承認が必要です。',
        en: 'The list has no mark for {place} at {serviceLevel}: approval is needed.',
        zh: '列表中{place}没有{serviceLevel}的标记，须经审批。',
      },
    },
    text: {
      ja: '設置場所が特定できないときは推測せず、市区町村を確認します。',
      en: 'A place that cannot be told for certain is never guessed; the municipality is asked for.',
      zh: '无法确定安装地点时不作推测，须确认市区町村。',
    },
  },
  REG_2H_4H: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-REG-2H-4H, 時間対応サービス: 対象地域リスト',
    message: {
      ja: '{limitedBy}は2時間対応の対象外ですが、{serviceLevel}の対象です。',
      en: 'Out for two hours but in for {serviceLevel}: {limitedBy}.',
      zh: '{limitedBy}不适用2小时响应，但适用{serviceLevel}。',
    },
    text: {
      ja: '対象地域と対象機種は、4時間対応と2時間対応で別々に定めます。',
      en: 'Places and machine types are listed for four hours and for two hours separately.',
      zh: '4小时响应与2小时响应的适用地区和机型分别规定。',
    },
  },
  REG_DEFUNCT: {
    document: OUR_POLICY,
    locator: 'R-REG-DEFUNCT',
    message: {
      ja: '廃止された団体コード {abolishedCode} は、後継の {municipalityCode} ({place}) として判定しました。',
      en: 'The abolished municipality code {abolishedCode} was read as its successor {municipalityCode} ({place}).',
      zh: '已废止的团体代码 {abolishedCode} 按其后继代码 {municipalityCode}（{place}）判定。',
    },
    text: {
      ja: '廃止された市区町村コードは、後継の市区町村に読み替えます。',
      en: 'An abolished municipality code is mapped to its successor.',
      zh: '已废止的市区町村代码按后继市区町村处理。',
    },
  },
} as const satisfies Record<string, Clause>;
