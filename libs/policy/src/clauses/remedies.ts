import type { RemedyAction } from '../decision.ts';
import type { Text } from './clause.ts';

/** What a remedy proposes, by its action; for a remedy with one of the `reason`s, what it says instead. */
export const REMEDIES: Readonly<
  Record<RemedyAction, { readonly message: Text; readonly variants?: Readonly<Record<string, Text>> }>
> = {
  CHOOSE_OFFERING: {
    message: {
      ja: '代わりに {partNumber} ({offer}、{termMonths}か月) を選べます: {startsOn}〜{endsOn}',
      en: 'Choose {partNumber} instead ({offer}, {termMonths} months): {startsOn} to {endsOn}',
      zh: '可改选 {partNumber}（{offer}，{termMonths}个月）：{startsOn} 至 {endsOn}',
    },
    variants: {
      LEVEL: {
        ja: '代わりに{serviceLevel}を選べます。',
        en: 'Choose {serviceLevel} instead.',
        zh: '可改选{serviceLevel}。',
      },
      RENEWAL: {
        ja: '機器の継続サービスを {renewalStartsOn} からご購入いただけます。',
        en: 'Buy a renewal for the machine, from {renewalStartsOn}.',
        zh: '可为机器购买自 {renewalStartsOn} 起的续约服务。',
      },
    },
  },
  ORDER_CHAIN: {
    message: {
      ja: '連続する継続サービスをまとめて発注します: {partNumbers} ({terms}か月)、{startsOn}〜{endsOn}',
      en: 'Order consecutive renewals together: {partNumbers} ({terms} months), {startsOn} to {endsOn}',
      zh: '一并订购连续的续约：{partNumbers}（{terms}个月），{startsOn} 至 {endsOn}',
    },
  },
  ORDER_BY: {
    message: {
      ja: '商品 {partNumber} は販売開始日の {orderOn} からご発注いただけます。',
      en: 'Order {partNumber} on its first day of sale, {orderOn}.',
      zh: '产品 {partNumber} 可自开售日 {orderOn} 起订购。',
    },
  },
  NAME_MUNICIPALITY: {
    message: {
      ja: '設置場所の市区町村を指定してください。',
      en: 'Name the municipality where the machine stands.',
      zh: '请指定安装地点的市区町村。',
    },
    variants: {
      AMBIGUOUS: {
        ja: '設置場所を次から選んでください: {candidates}',
        en: 'Choose the municipality where the machine stands: {candidates}',
        zh: '请选择安装地点：{candidates}',
      },
    },
  },
  ASK_FOR_APPROVAL: {
    message: {
      ja: '商品 {partNumber} の承認を申請します。',
      en: 'Ask for approval of {partNumber}.',
      zh: '申请审批 {partNumber}。',
    },
    variants: {
      REGION: {
        ja: '{serviceLevel}の承認を申請します。',
        en: 'Ask for approval of {serviceLevel} at this place.',
        zh: '申请审批在该地点提供{serviceLevel}。',
      },
      START_DATE: {
        ja: '開始日 {requestedStartsOn} の例外承認を申請します。',
        en: 'Ask for approval of the start on {requestedStartsOn} as an exception.',
        zh: '申请例外审批以 {requestedStartsOn} 为开始日。',
      },
      REPAIR: {
        ja: '保証・サービスでの修理について承認を申請します。',
        en: 'Ask for approval of the repair under the contract.',
        zh: '申请审批按合同维修。',
      },
    },
  },
  INDIVIDUAL_CONTRACT: {
    message: {
      ja: '保守廃止日 {endOfSupportOn} までの個別保守を営業にご相談ください。',
      en: 'Ask sales for an individual contract up to the end of support, {endOfSupportOn}.',
      zh: '请向销售咨询至停止支持日 {endOfSupportOn} 的个别维保合同。',
    },
  },
  SPOT_REPAIR: {
    message: {
      ja: '{on} に、時間制の修理 (スポット対応、有償) を依頼できます。',
      en: 'Ask for a repair paid by the hour on {on} (spot repair).',
      zh: '可在 {on} 申请按时计费的单次维修。',
    },
  },
};
