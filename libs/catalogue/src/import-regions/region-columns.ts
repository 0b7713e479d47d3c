import type { ColumnVocabulary } from '#platform';

/** The columns of a region list's table of municipalities. */
export type MunicipalityField =
  | 'code'
  | 'prefecture'
  | 'municipality'
  | 'fourHours'
  | 'twoHours'
  | 'area'
  | 'postalCode'
  | 'serviceBase'
  | 'updatedOn'
  | 'note';

/** The columns of a region list's table of machine types. */
export type RegionMachineTypeField = 'machineType' | 'productName' | 'fourHours' | 'twoHours' | 'note';

const FOUR_HOURS = [
  '4時間対応',
  '4時間',
  '4H',
  '当日4時間',
  '4-hour response',
  '4-hour',
  '4h response',
  '4 hour response',
];
const TWO_HOURS = [
  '2時間対応',
  '2時間',
  '2H',
  '当日2時間',
  '2-hour response',
  '2-hour',
  '2h response',
  '2 hour response',
];
const NOTE = ['備考', '注記', 'コメント', 'notes', 'note', 'remarks'];

/** How a region list names the columns of its municipalities. */
export const MUNICIPALITY_COLUMNS: ColumnVocabulary<MunicipalityField> = {
  synonyms: {
    code: [
      ...['団体コード', '全国地方公共団体コード', '市区町村コード', '地域コード', 'JISコード'],
      ...['code', 'municipality code', 'jis code', 'local government code'],
    ],
    prefecture: ['都道府県', '都道府県名', 'prefecture'],
    municipality: [
      '市区町村',
      '市区町村名',
      '市町村',
      '市町村名',
      '区',
      'city',
      'ward',
      'municipality',
      'city/ward/municipality',
    ],
    fourHours: FOUR_HOURS,
    twoHours: TWO_HOURS,
    area: ['町域', '町名', '地区', 'エリア', 'area'],
    postalCode: ['郵便番号', '〒', 'postal code', 'zip code'],
    serviceBase: ['拠点', '保守拠点', 'base', 'service base'],
    updatedOn: ['更新日', '適用日', 'effective date', 'updated'],
    note: NOTE,
  },
  required: [['code'], ['prefecture'], ['municipality'], ['fourHours', 'twoHours']],
  // Public code tables give each name twice, in characters and in kana.
  refine: (field, { qualifiers }) => (qualifiers.some((one) => /カナ|かな|kana/.test(one)) ? undefined : field),
};

/** How a region list names the columns of its machine types. */
export const REGION_MACHINE_TYPE_COLUMNS: ColumnVocabulary<RegionMachineTypeField> = {
  synonyms: {
    machineType: ['マシンタイプ', 'マシン・タイプ', 'MT', '対象MT', 'machine type', 'type'],
    productName: ['製品名', '対象製品', '対象機種', 'シリーズ', 'product name', 'product', 'system'],
    fourHours: FOUR_HOURS,
    twoHours: TWO_HOURS,
    note: NOTE,
  },
  required: [['machineType'], ['fourHours', 'twoHours']],
};
