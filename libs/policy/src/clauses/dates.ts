import { type Clause, OUR_POLICY } from './clause.ts';

export const DATES = {
  DATE_LEGACY: {
    document: OUR_POLICY,
    locator: 'R-DATE-LEGACY',
    message: {
      ja: '{startsOn}〜{endsOn} は記録された期間のまま扱い、終了日を計算し直しません。',
      en: 'The period {startsOn} to {endsOn} is taken as recorded; its last day is not computed again.',
      zh: '{startsOn} 至 {endsOn} 按记录的期间处理，不重新计算终止日。',
    },
    text: {
      ja: '取り込んだ保証の終了日は記録された事実であり、期間の長さから計算し直しません。',
      en: 'The recorded last day of an imported warranty is a fact; it is not computed again from a length.',
      zh: '导入的保修终止日是记录的事实，不按期限长度重新计算。',
    },
  },
} as const satisfies Record<string, Clause>;
