import type { Locale, ServiceKind, ServiceLevel } from '#policy';

import type { PriceState } from '../vocabulary.ts';

/** How a list that the import reads again names its columns and values. */
export interface CatalogueWords {
  readonly name: string;
  readonly title: (listDate: string) => string;
  readonly headers: readonly { readonly header: string; readonly width: number }[];
  /** Only in lists for those who may see them. */
  readonly wholesaleHeaders: CatalogueWords['headers'];
  readonly levels: Readonly<Record<ServiceLevel, string>>;
  readonly kinds: Readonly<Record<ServiceKind, string>>;
}

const WIDTHS = [14, 48, 12, 30, 9, 12, 9, 12, 10, 26, 14, 14, 13, 13, 13, 30];
const withWidths = (headers: readonly string[]): CatalogueWords['headers'] =>
  headers.map((header, index) => ({ header, width: WIDTHS[index] ?? 14 }));

const ENGLISH: CatalogueWords = {
  name: 'Service catalogue',
  title: (listDate) => `Service catalogue, as of ${listDate}`,
  headers: withWidths([
    ...['Part number', 'Service name', 'Kind', 'Service level', 'Premier', 'Keep your drive', 'Term in months'],
    ...['Machine type', 'Model', 'Product name', 'Net price', 'Gross price', 'On sale from', 'On sale until'],
    ...['End of support', 'Notes'],
  ]),
  wholesaleHeaders: withWidths(['Wholesale price excl tax', 'Wholesale price incl tax']),
  levels: {
    NBD_9X5: 'NBD 9x5',
    FULL_24X7: '24x7',
    FULL_24X7_4H: '24x7 4-hour',
    FULL_24X7_2H: '24x7 2-hour',
  },
  kinds: { WARRANTY_UPGRADE: 'upgrade', RENEWAL: 'renewal', PREMIER_UPGRADE: 'premier upgrade', ADD_ON: 'add-on' },
};

const JAPANESE: CatalogueWords = {
  name: 'サービス一覧',
  title: (listDate) => `サービス一覧 ${listDate.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')}版`,
  headers: withWidths([
    ...['商品番号', 'サービス名', '区分', 'サービスレベル', 'プレミア', 'HDDお渡し', '期間(月)'],
    ...[
      'マシンタイプ',
      'モデル',
      '製品名',
      '価格(税抜)',
      '価格(税込)',
      '販売開始日',
      '販売終了日',
      '保守廃止日',
      '備考',
    ],
  ]),
  wholesaleHeaders: withWidths(['仕切価格(税抜)', '仕切価格(税込)']),
  levels: {
    NBD_9X5: '翌営業日以降対応(9時間x週5日)',
    FULL_24X7: '24時間x週7日',
    FULL_24X7_4H: '24時間x週7日 4時間対応',
    FULL_24X7_2H: '24時間x週7日 2時間対応',
  },
  kinds: { WARRANTY_UPGRADE: '新規', RENEWAL: '継続', PREMIER_UPGRADE: 'プレミアUG', ADD_ON: 'オプション' },
};

/** Lists come in Japanese or English; Chinese readers get the English one. */
export const CATALOGUE_WORDS: Readonly<Record<Locale, CatalogueWords>> = { JA: JAPANESE, EN: ENGLISH, ZH: ENGLISH };

type UnlistedPrice = Exclude<PriceState, 'LISTED'>;
const OPEN_IN_ENGLISH: Readonly<Record<UnlistedPrice, string>> = { OPEN: 'OPEN', ON_REQUEST: 'ASK' };

/** What stands in the price column where no price is listed. */
export const PRICE_WORDS: Readonly<Record<Locale, Readonly<Record<UnlistedPrice, string>>>> = {
  JA: { OPEN: 'オープン価格', ON_REQUEST: 'お問い合わせ' },
  EN: OPEN_IN_ENGLISH,
  ZH: OPEN_IN_ENGLISH,
};
