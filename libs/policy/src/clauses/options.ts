import { type Clause, DATA_CENTRE_SERVICES } from './clause.ts';

export const OPTIONS = {
  OPT_TOGETHER: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-OPT-TOGETHER, FAQ: オプション製品の保証',
    message: {
      ja: '機器と同時に購入された部品として、機器の保証条件が {endsOn} まで適用されます。',
      en: 'It came with the machine: the terms of the machine apply until {endsOn}.',
      zh: '该部件随机器购买，适用机器的保修条件至 {endsOn}。',
    },
    text: {
      ja: '機器に組み込まれて出荷、または同時に購入されたオプションには機器の保証条件を適用します。',
      en: 'An option shipped in the machine or bought with it is served under the terms of the machine.',
      zh: '随机器出货或同时购买的选件适用机器的保修条件。',
    },
  },
  OPT_WITHIN: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-OPT-WITHIN, FAQ: オプション製品の保証',
    message: {
      ja: '機器の保証・サービスの期間内のため、機器の条件が {endsOn} まで適用されます。',
      en: 'The machine is covered: its terms apply to the option too, until {endsOn}.',
      zh: '机器仍在保障期内，选件适用机器的条件至 {endsOn}。',
    },
    text: {
      ja: '後から購入したオプションにも、機器の保証期間内は機器の保証条件を適用します。',
      en: 'An option bought later is served under the terms of the machine while the machine is covered.',
      zh: '后续购买的选件在机器保障期内适用机器的保修条件。',
    },
  },
  OPT_SYSOVER: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-OPT-SYSOVER, FAQ: オプション製品の保証',
    message: {
      ja: '機器の保証・サービスは終了していますが、部品自体の保証が {endsOn} まであります。',
      en: 'The machine is no longer covered, but the option has its own warranty until {endsOn}.',
      zh: '机器已不在保障期内，但选件自身的保修有效至 {endsOn}。',
    },
    text: {
      ja: '機器の保証が終了しサービス契約もない場合は、オプション自体の保証条件を適用します。',
      en: 'Once the machine has neither warranty nor service, an option is served under its own warranty.',
      zh: '机器保修结束且无服务合同时，适用选件自身的保修条件。',
    },
  },
  OPT_BOTHOVER: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-OPT-BOTHOVER, FAQ: オプション製品の保証',
    message: {
      ja: '{on} の時点で、機器にも部品にも有効な保証・サービスがありません。',
      en: 'On {on} neither the machine nor the option is covered.',
      zh: '截至 {on}，机器和选件均无有效的保修或服务。',
    },
    text: {
      ja: '機器とオプションの保証がともに終了しているときは、サービスの購入または時間制の修理によります。',
      en: 'With both covers over nothing is served: buy a service, or pay for a repair by the hour.',
      zh: '机器和选件的保修均已结束时不提供服务，须购买服务或按时计费维修。',
    },
  },
  CONS_LIST: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CONS-LIST, FAQ: 消耗品',
    message: {
      ja: '{partClass}は消耗品として扱います。',
      en: 'This is a consumable: {partClass}.',
      zh: '{partClass}按消耗品处理。',
    },
    text: {
      ja: '構造部品、RAIDコントローラーの電池、限定保証SSD、バックアップ媒体、UPSの電池は消耗品です。',
      en: 'Structural parts, RAID controller batteries, limited-warranty SSDs, backup media and UPS batteries are consumables.',
      zh: '结构件、RAID 控制器电池、有限保修 SSD、备份介质和 UPS 电池属于消耗品。',
    },
  },
  CONS_NOALONE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CONS-NOALONE, FAQ: 消耗品',
    message: {
      ja: '{partClass}だけの保守契約はありません。',
      en: 'No contract is sold for a consumable alone: {partClass}.',
      zh: '不单独为{partClass}提供维保合同。',
    },
    variants: {
      BOUGHT_ALONE: {
        ja: '単独で購入された{partClass}には、機器の保証・サービスは及びません。',
        en: 'The cover of the machine does not extend to a consumable bought alone: {partClass}.',
        zh: '机器的保障不适用于单独购买的{partClass}。',
      },
    },
    text: {
      ja: '消耗品だけを対象とする保守契約はありません。',
      en: 'There is no contract for a consumable alone.',
      zh: '消耗品不能单独签订维保合同。',
    },
  },
  CONS_WITHSYS: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CONS-WITHSYS, FAQ: 消耗品',
    message: {
      ja: '機器とともに出荷された{partClass}として、機器の保証条件が {endsOn} まで適用されます。',
      en: 'It was shipped with the machine, whose terms apply until {endsOn}: {partClass}.',
      zh: '{partClass}随机器出货，适用机器的保修条件至 {endsOn}。',
    },
    text: {
      ja: '消耗品も、機器に組み込まれて出荷された場合は機器の保証条件を適用します。',
      en: 'A consumable shipped with the machine is served under the terms of the machine.',
      zh: '随机器出货的消耗品适用机器的保修条件。',
    },
  },
  CONS_COIN: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CONS-COIN, FAQ: 消耗品の注',
    message: {
      ja: '{partClass}は消耗品ではなく、機器の部品として扱います。',
      en: 'This is an ordinary part, not a consumable: {partClass}.',
      zh: '{partClass}不是消耗品，按机器部件处理。',
    },
    text: {
      ja: '機器に内蔵されるコイン型電池は消耗品に含めません。',
      en: 'The coin cell inside a machine is not a consumable.',
      zh: '机器内置的纽扣电池不属于消耗品。',
    },
  },
  SSD_LIFE: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-SSD-LIFE, FAQ: SSD製品の保証',
    message: {
      ja: '保証の終了 ({termsEndOn}) と書き込み寿命のうち早い {endsOn} までです。',
      en: 'Covered until {endsOn}: the earlier of the end of cover ({termsEndOn}) and the write-life limit.',
      zh: '保障至 {endsOn}，以保障终止日（{termsEndOn}）与写入寿命二者较早者为准。',
    },
    variants: {
      WORN_OUT: {
        ja: '{wornOutOn} に書き込み寿命に達したため、{termsEndOn} を待たずに保証は終了しています。',
        en: 'The write-life limit was reached on {wornOutOn}: the cover ended then, before {termsEndOn}.',
        zh: '已于 {wornOutOn} 达到写入寿命，保障先于 {termsEndOn} 终止。',
      },
      WORN_PERCENT: {
        ja: '書き込み寿命を{wornPercent}%使用しているため、{termsEndOn} を待たずに保証は終了しています。',
        en: 'The write life is used up ({wornPercent}%): the cover has ended before {termsEndOn}.',
        zh: '写入寿命已使用{wornPercent}%，保障先于 {termsEndOn} 终止。',
      },
    },
    text: {
      ja: 'SSDとHigh IOPSアダプターの保証は、期間の満了と書き込み寿命の早いほうで終わります。',
      en: 'Cover of SSDs and High IOPS adapters ends with the period or the write life, whichever is earlier.',
      zh: 'SSD 和 High IOPS 适配器的保障在期满与写入寿命耗尽二者较早时终止。',
    },
  },
  CRU_FRU: {
    document: DATA_CENTRE_SERVICES,
    locator: 'R-CRU-FRU, FAQ: CRUとFRU',
    message: {
      ja: 'お客様交換可能部品 (CRU) です。部品をお送りし、お客様に交換していただきます。',
      en: 'It is a customer-replaceable unit (CRU): the part is sent and the customer replaces it.',
      zh: '该部件为客户可更换部件（CRU），寄送后由客户自行更换。',
    },
    variants: {
      TECHNICIAN: {
        ja: '技術員交換部品 (FRU) です。技術員が交換します。',
        en: 'It is a field-replaceable unit (FRU): a technician replaces it.',
        zh: '该部件为现场更换部件（FRU），由技术人员更换。',
      },
    },
    text: {
      ja: '部品には、お客様が交換するものと技術員が交換するものがあります。',
      en: 'Some parts are replaced by the customer, others by a technician.',
      zh: '部件分为客户可更换和由技术人员更换两类。',
    },
  },
} as const satisfies Record<string, Clause>;
