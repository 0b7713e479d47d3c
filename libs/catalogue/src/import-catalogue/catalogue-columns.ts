import { type ColumnVocabulary, type HeaderText, taxBasisOf } from '#platform';

/** The columns of a catalogue list. */
export type CatalogueField =
  | 'partNumber'
  | 'name'
  | 'productNumber'
  | 'machineType'
  | 'model'
  | 'productName'
  | 'serviceLevel'
  | 'serviceWindow'
  | 'term'
  | 'kind'
  | 'premier'
  | 'keepYourDrive'
  | 'listPrice'
  | 'listPriceWithoutTax'
  | 'listPriceWithTax'
  | 'wholesalePrice'
  | 'wholesalePriceWithoutTax'
  | 'wholesalePriceWithTax'
  | 'taxRate'
  | 'currency'
  | 'onSaleFrom'
  | 'onSaleUntil'
  | 'endOfSupport'
  | 'regionScope'
  | 'notes';

/** A tax basis, in brackets or not, is a qualifier: `税抜価格` is 価格, and a bare `税抜` below a group's title has no key. */
const PRICE_HEADERS = ['価格', '税抜', '料金', '希望小売価格', '標準価格', '定価', 'list price', 'price', 'msrp'];

const WHOLESALE_HEADERS = ['dealer price', 'wholesale price', 'reseller price', 'partner price'];
const WITHOUT_TAX = ['excl tax', 'excluding tax', 'ex tax', 'without tax', 'before tax'];
const WITH_TAX = ['incl tax', 'including tax', 'inc tax', 'with tax'];
const withBasis = (headers: readonly string[], bases: readonly string[]): string[] =>
  headers.flatMap((header) => bases.map((basis) => `${header} ${basis}`));

/**
 * The headers that each column is known by. 商品番号 (what is sold) and 製品番号 (what it is sold for) differ by one
 * character, so nothing is ever matched by likeness.
 */
const SYNONYMS: Readonly<Record<CatalogueField, readonly string[]>> = {
  partNumber: [
    ...[
      '商品番号',
      'サービス商品番号',
      'サービス型番',
      '保守型番',
      '型番',
      '商品型番',
      '商品コード',
      '品番',
      'オーダー番号',
    ],
    ...['Lenovo Services 商品番号', 'Lenovo Service 商品番号', 'Lenovo Services 型番'],
    ...[
      'part number',
      'part no',
      'p/n',
      'pn',
      'service part number',
      'service p/n',
      'product no',
      'offering id',
      'sku',
    ],
    ...['order code'],
  ],
  name: [
    ...['サービス名', '商品名', 'サービス名称', '品名', '名称', 'サービス商品名'],
    ...['description', 'service description', 'service name', 'offering', 'vendor product offer', 'title', 'name'],
  ],
  productNumber: [
    ...['製品番号', '対象製品番号', '機種型番', '対象機種番号'],
    ...['mtm', 'machine type model', 'product id', 'system p/n', 'product number'],
  ],
  machineType: [
    ...['マシンタイプ', 'マシン・タイプ', 'MT', '対象MT', '機械タイプ', '対象マシンタイプ'],
    ...['machine type', 'mt', 'type'],
  ],
  model: ['モデル', 'モデル名', 'モデル番号', 'model', 'model no'],
  productName: [
    ...['製品名', '対象製品', '対象機種', 'シリーズ', '製品ファミリー', '対象製品名'],
    ...['system', 'family', 'server type (applicable to)', 'server type', 'series', 'product name', 'product'],
  ],
  serviceLevel: [
    ...['サービスレベル', 'サービス内容', '対応レベル', '応答', '対応時間'],
    ...['service level', 'level', 'sla', 'response', 'coverage'],
  ],
  serviceWindow: ['サービス時間', 'サービス時間帯', '受付時間', 'hours', 'service window'],
  term: [
    ...['期間', 'サービス期間', '契約期間', '年数', '月数'],
    ...['term', 'duration', 'period', 'years', 'months', 'term in months', 'term in years'],
  ],
  kind: [
    ...['区分', '種別', 'サービス種別', '新規/継続', 'サービス区分'],
    ...['kind', 'service kind', 'category', 'new/renewal', 'type'],
  ],
  premier: ['プレミア', 'プレミアサポート', 'premier', 'premier support'],
  keepYourDrive: ['HDDお渡し', 'HDDお渡しサービス', 'ドライブお渡し', 'KYD', 'keep your drive'],
  listPrice: PRICE_HEADERS,
  listPriceWithoutTax: [...['本体価格'], ...['net price', ...withBasis(['price', 'list price', 'msrp'], WITHOUT_TAX)]],
  listPriceWithTax: [...['gross price', ...withBasis(['price', 'list price', 'msrp'], WITH_TAX)]],
  wholesalePrice: [
    ...['仕切価格', '仕切り価格', '仕切', '仕切り', '仕切単価', '仕切り単価', '仕切値', '仕切り値'],
    ...['卸価格', '卸売価格', '卸売り価格', '卸値', '卸単価', '代理店価格', '販売店価格', 'パートナー価格'],
    ...['wholesale', ...WHOLESALE_HEADERS],
  ],
  wholesalePriceWithoutTax: withBasis(WHOLESALE_HEADERS, WITHOUT_TAX),
  wholesalePriceWithTax: withBasis(WHOLESALE_HEADERS, WITH_TAX),
  taxRate: ['税率', '消費税率', 'tax rate'],
  currency: ['通貨', 'currency'],
  onSaleFrom: [
    ...['販売開始日', '発表日', '発売日', '提供開始日', '適用開始日'],
    ...['announce date', 'announced', 'ga date', 'available from', 'effective date', 'on sale from'],
  ],
  onSaleUntil: [
    ...['販売終了日', '営業活動終了日', '適用終了日'],
    ...['withdrawal date', 'wdfm', 'end of marketing', 'eol', 'on sale until', 'available until'],
  ],
  endOfSupport: [
    '保守廃止日',
    'サービス終了日',
    'EOS',
    '保守終了日',
    'end of support',
    'end of support date',
    'eos date',
  ],
  regionScope: ['対象地域', '地域限定', 'region', 'countries'],
  notes: ['備考', '注記', '注意事項', 'コメント', 'notes', 'remarks', 'note'],
};

/** How a catalogue list names its columns. */
export const CATALOGUE_COLUMNS: ColumnVocabulary<CatalogueField> = {
  synonyms: SYNONYMS,
  required: [
    ['partNumber'],
    ['name'],
    ['machineType', 'productNumber'],
    ['listPriceWithoutTax', 'listPriceWithTax', 'listPrice'],
  ],
  // An offering of one region would be sold everywhere; the hours follow from the service level.
  notTaken: { regionScope: 'WARNING', serviceWindow: 'INFO' },
  refine: byTaxBasis,
};

function byTaxBasis(field: CatalogueField, header: HeaderText): CatalogueField {
  if (field !== 'listPrice' && field !== 'wholesalePrice') return field;
  const basis = taxBasisOf(header);
  if (basis === undefined) return field;
  return basis === 'WITH_TAX' ? `${field}WithTax` : `${field}WithoutTax`;
}
