import { type Clause, DATA_CENTRE_SERVICES } from './clause.ts';

export const ORDERS = {
  OFFER_SWPRE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-OFFER-SWPRE, サービス一覧: 注2',
    message: {
      ja: '商品 {partNumber} のソフトウェア支援には、お客様がそのソフトウェアのサポートを受けられることが前提です。ご確認ください。',
      en: 'Offering {partNumber} supports software the customer must be entitled to have supported; please confirm.',
      zh: '产品 {partNumber} 的软件支持以客户有权获得该软件的支持为前提，请确认。',
    },
    text: {
      ja: 'ソフトウェアの支援は、お客様が対象ソフトウェアのサポートを受けられる場合に提供します。',
      en: 'Software is supported where the customer is entitled to the support of that software itself.',
      zh: '仅当客户有权获得相关软件的支持时，才提供软件支持。',
    },
  },
  ORD_DELIVER: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-ORD-DELIVER, FAQ: 納品物の配送',
    message: {
      ja: '{orderedOn} の受注につき、納品物は {arrivesFrom}〜{arrivesBy} 頃に届く見込みです。',
      en: 'Ordered on {orderedOn}, the pack is expected from {arrivesFrom} to {arrivesBy}.',
      zh: '{orderedOn} 接单，交付物预计于 {arrivesFrom} 至 {arrivesBy} 送达。',
    },
    text: {
      ja: '納品物は、受注確認後おおよそ5〜8営業日で配送されます。',
      en: 'A pack arrives about five to eight business days after the order is confirmed.',
      zh: '交付物在确认接单后约5至8个工作日送达。',
    },
  },
  CH_SAME: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CH-SAME, FAQ: 保守の商流',
    message: {
      ja: '保守の販売店 {serviceReseller} は、機器の販売店 {machineReseller} と異なります。承認が必要です。',
      en: 'The service would be sold by {serviceReseller}, the machine was sold by {machineReseller}: approval is needed.',
      zh: '服务经销商 {serviceReseller} 与机器经销商 {machineReseller} 不同，须经审批。',
    },
    variants: {
      NOT_KNOWN: {
        ja: '機器の販売店が不明です。保守の販売店 {serviceReseller} と同じか確認してください。',
        en: 'Who sold the machine is not known; confirm that it is {serviceReseller}.',
        zh: '机器的经销商不明，请确认是否为 {serviceReseller}。',
      },
    },
    text: {
      ja: '保守の商流は、原則として機器の販売商流と同じものとします。',
      en: 'A service is in principle sold through the channel that sold the machine.',
      zh: '服务的销售渠道原则上与机器的销售渠道相同。',
    },
  },
  CH_CHANGE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CH-CHANGE, FAQ: 商流の変更',
    message: {
      ja: '商流が {machineReseller} から {serviceReseller} に変わります。変更手続きはありませんが、理由を記録してください。',
      en: 'The channel changes from {machineReseller} to {serviceReseller}: there is no procedure, but record the reason.',
      zh: '渠道由 {machineReseller} 变更为 {serviceReseller}：无变更手续，但请记录原因。',
    },
    text: {
      ja: 'やむを得ない商流の変更は可能ですが、そのための手続きはありません。',
      en: 'The channel may change where it must; there is no procedure for it.',
      zh: '不得已时渠道可以变更，但没有相应的手续。',
    },
  },
} as const satisfies Record<string, Clause>;
