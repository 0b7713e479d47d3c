import type { Locale } from '#policy';

import type { OfferingChangeKind, OfferingField } from '../difference/catalogue-difference.model.ts';

/** How a difference is said in a list. */
export interface DifferenceWords {
  readonly name: string;
  readonly headers: readonly string[];
  readonly kinds: Readonly<Record<OfferingChangeKind, string>>;
  readonly fields: Readonly<Record<OfferingField, string>>;
  readonly appliesTo: string;
}

export const DIFFERENCE_WORDS: Readonly<Record<Locale, DifferenceWords>> = {
  JA: {
    name: '差分',
    headers: ['変更', '商品番号', '項目', '変更前', '変更後'],
    kinds: { NEW: '追加', CHANGED: '変更', WITHDRAWN: '廃止' },
    appliesTo: '対象機種(外れる / 加わる)',
    fields: {
      ...{ NAME: 'サービス名', KIND: '区分', SERVICE_LEVEL: 'サービスレベル', PREMIER: 'プレミア', NOTES: '備考' },
      ...{ KEEP_YOUR_DRIVE: 'HDDお渡し', ADD_ON: 'オプション', TERM_MONTHS: '期間(月)', PRICE_STATE: '価格の状態' },
      ...{ LIST_PRICE: '価格(税抜)', LIST_PRICE_WITH_TAX: '価格(税込)' },
      ...{ WHOLESALE_PRICE: '仕切価格(税抜)', WHOLESALE_PRICE_WITH_TAX: '仕切価格(税込)' },
      ...{ ON_SALE_FROM: '販売開始日', ON_SALE_UNTIL: '販売終了日' },
    },
  },
  EN: {
    name: 'Difference',
    headers: ['Change', 'Part number', 'What', 'Before', 'After'],
    kinds: { NEW: 'New', CHANGED: 'Changed', WITHDRAWN: 'Withdrawn' },
    appliesTo: 'Applies to (removed / added)',
    fields: {
      ...{ NAME: 'Name', KIND: 'Kind', SERVICE_LEVEL: 'Service level', PREMIER: 'Premier', NOTES: 'Notes' },
      ...{ KEEP_YOUR_DRIVE: 'Keep your drive', ADD_ON: 'Add-on', TERM_MONTHS: 'Term in months' },
      ...{ PRICE_STATE: 'State of the price', LIST_PRICE: 'Net price', LIST_PRICE_WITH_TAX: 'Gross price' },
      ...{ WHOLESALE_PRICE: 'Net wholesale price', WHOLESALE_PRICE_WITH_TAX: 'Gross wholesale price' },
      ...{ ON_SALE_FROM: 'On sale from', ON_SALE_UNTIL: 'On sale until' },
    },
  },
  ZH: {
    name: '差异',
    headers: ['变更', '商品编号', '项目', '变更前', '变更后'],
    kinds: { NEW: '新增', CHANGED: '变更', WITHDRAWN: '撤销' },
    appliesTo: '适用机型(移除 / 新增)',
    fields: {
      ...{ NAME: '服务名称', KIND: '类别', SERVICE_LEVEL: '服务级别', PREMIER: 'Premier', NOTES: '备注' },
      ...{ KEEP_YOUR_DRIVE: '硬盘保留', ADD_ON: '附加服务', TERM_MONTHS: '期限(月)', PRICE_STATE: '价格状态' },
      ...{ LIST_PRICE: '不含税价', LIST_PRICE_WITH_TAX: '含税价' },
      ...{ WHOLESALE_PRICE: '不含税批发价', WHOLESALE_PRICE_WITH_TAX: '含税批发价' },
      ...{ ON_SALE_FROM: '销售开始日', ON_SALE_UNTIL: '销售结束日' },
    },
  },
};
