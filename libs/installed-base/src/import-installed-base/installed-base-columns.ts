import type { ColumnVocabulary } from '#platform';

/** The columns of a list of machines. */
export type InstalledBaseField =
  | 'productNumber'
  | 'machineType'
  | 'model'
  | 'serial'
  | 'customerName'
  | 'resellerName'
  | 'municipalityCode'
  | 'country'
  | 'shippedOn'
  | 'warrantyStartsOn'
  | 'warrantyMonths'
  | 'used'
  | 'servicePartNumber'
  | 'packSerial'
  | 'serviceStartsOn'
  | 'serviceEndsOn';

/** How a list of machines names its columns. 製品番号 (the machine) and 商品番号 (the service) differ by one character. */
export const INSTALLED_BASE_COLUMNS: ColumnVocabulary<InstalledBaseField> = {
  synonyms: {
    serial: ['シリアル番号', 'シリアル', '製造番号', 'serial', 'serial number', 'serial no', 's/n', 'sn'],
    productNumber: ['製品番号', '機種型番', 'mtm', 'product number', 'machine type model', 'product id'],
    machineType: ['マシンタイプ', 'マシン・タイプ', 'MT', 'machine type'],
    model: ['モデル', 'モデル番号', 'model'],
    customerName: ['顧客名', 'お客様名', '顧客', '会社名', 'customer', 'customer name', 'company'],
    resellerName: ['販売店', '販売店名', 'reseller', 'reseller name'],
    municipalityCode: [
      ...['設置先団体コード', '団体コード', '設置先市区町村コード', '市区町村コード'],
      ...['municipality code', 'site municipality code'],
    ],
    country: ['購入国', '国', 'country', 'country of purchase'],
    shippedOn: ['工場出荷日', '出荷日', 'shipped on', 'ship date', 'shipped'],
    warrantyStartsOn: ['保証開始日', '基本保証開始日', 'warranty start', 'warranty starts on', 'warranty start date'],
    warrantyMonths: [
      '基本保証',
      '基本保証期間',
      '保証期間',
      '保証月数',
      'warranty months',
      'warranty term',
      'base warranty',
    ],
    used: ['中古', '中古品', 'used'],
    servicePartNumber: [
      ...['登録済サービス商品番号', 'サービス商品番号', '商品番号', '登録済商品番号'],
      ...['service part number', 'registered service part number'],
    ],
    packSerial: ['サービスシリアル', 'サービスシリアル番号', 'パックシリアル', 'pack serial', 'service serial'],
    serviceStartsOn: ['サービス開始日', 'service start', 'service starts on', 'service start date'],
    serviceEndsOn: ['サービス終了日', 'service end', 'service ends on', 'service end date'],
  },
  required: [['serial'], ['productNumber', 'machineType'], ['customerName'], ['warrantyStartsOn'], ['warrantyMonths']],
};
