import ExcelJS from 'exceljs';

import type { ApiClient } from './api-client.ts';
import { publishWorkbook } from './start-test-api.ts';

const HEADER = [
  ...['マシンタイプ', '製品名', '商品番号', 'サービス名', '区分', 'サービスレベル', 'プレミア', '期間'],
  ...['価格(税抜)', '販売開始日', '販売終了日', '保守廃止日', '仕切価格(税抜)'],
];

/** What resellers pay for any of them, in yen; no list price is the same. */
export const EXAMPLE_WHOLESALE_PRICE = 41_234;

const LEVELS = {
  NBD_9X5: '翌営業日以降対応(9時間x週5日)',
  FULL_24X7: '24時間x週7日',
  FULL_24X7_4H: '24時間x週7日 4時間対応',
  FULL_24X7_2H: '24時間x週7日 2時間対応',
} as const;

interface Listed {
  readonly machineType: string;
  readonly product: string;
  readonly upgrades: readonly number[];
  readonly renewals: readonly number[];
  /** The last day of sale of its upgrades. */
  readonly upgradesUntil?: string;
  readonly withoutRenewalPrices?: boolean;
  /** As the list has it, a far day included. */
  readonly endOfSupport?: string;
}

const THINKSYSTEM = { upgrades: [36, 60], renewals: [12, 24] };

/** Each machine type has one thing about it that an example is about. */
const LISTED: readonly Listed[] = [
  { ...THINKSYSTEM, machineType: '7X06', product: 'ThinkSystem SR650' },
  { ...THINKSYSTEM, machineType: '7X08', product: 'ThinkSystem SR530', renewals: [12] },
  { ...THINKSYSTEM, machineType: '7X02', product: 'ThinkSystem SR630', upgradesUntil: '2022/12/31' },
  { ...THINKSYSTEM, machineType: '7X05', product: 'ThinkSystem SR650', withoutRenewalPrices: true },
  { ...THINKSYSTEM, machineType: '7X04', product: 'ThinkSystem SR550', endOfSupport: '2025/12/31' },
  { ...THINKSYSTEM, machineType: '7X01', product: 'ThinkSystem SR630', endOfSupport: '2025/3/31' },
  { ...THINKSYSTEM, machineType: '7X99', product: 'ThinkSystem SR590', endOfSupport: '2050/1/1' },
  { machineType: '7Y48', product: 'ThinkSystem ST50', upgrades: [12, 24, 36, 48, 60], renewals: [12, 24] },
  { machineType: '7Y71', product: 'ThinkSystem DE2000H', upgrades: [36, 60], renewals: [12] },
  { machineType: '7DG4', product: 'ThinkAgile HX650 V4', upgrades: [36, 60], renewals: [12, 24] },
  { machineType: '7159', product: 'RackSwitch / ThinkSystem NE', upgrades: [36, 60], renewals: [12, 24] },
  { machineType: '8871', product: 'System x3650 M5', upgrades: [36], renewals: [12] },
];

/** Sends a list of the machine types the worked examples speak of, and makes it the catalogue from 2018 on. */
export async function publishExampleCatalogue(api: ApiClient): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const rows = LISTED.flatMap(rowsOf).map((row, index) => row.with(2, `5WS9E${String(index).padStart(5, '0')}`));
  workbook.addWorksheet('一覧').addRows([HEADER, ...rows]);
  await publishWorkbook(api, new Uint8Array(await workbook.xlsx.writeBuffer()), '2018-01-01');
}

type Row = readonly (string | number)[];

function rowsOf(listed: Listed): Row[] {
  const { machineType, product, upgrades, renewals, upgradesUntil = '', endOfSupport = '' } = listed;
  const row = (
    kind: string,
    level: string,
    premier: string,
    months: number,
    price: string | number,
    until = '',
  ): Row => [
    ...[machineType, product, '', `${months}か月 ${level} ${kind}`, kind, level, premier, `${months}か月`],
    ...[price, '2018/1/1', until, endOfSupport, EXAMPLE_WHOLESALE_PRICE],
  ];
  const renewalPrice = listed.withoutRenewalPrices ? 'オープン' : 90_000;
  return Object.values(LEVELS)
    .flatMap((level) => [
      ...upgrades.map((months) => row('新規', level, '', months, 300_000, upgradesUntil)),
      ...upgrades.map((months) => row('新規', level, '○', months, 400_000, upgradesUntil)),
      ...renewals.map((months) => row('継続', level, '', months, renewalPrice)),
    ])
    .concat([12, 24, 36, 48, 60].map((months) => row('プレミアUG', '', '○', months, 50_000)));
}
