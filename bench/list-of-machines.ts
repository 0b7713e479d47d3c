import { writeFile } from 'node:fs/promises';

import { parseCalendarDate } from '#policy';
import { sheetOfTable, writeWorkbook, type WrittenValue } from '#platform';

/** The services that machines of a list have: sold for their machine type. */
export interface ListedServices {
  readonly upgrade: string;
  readonly renewal: string;
}

/** What is to be in a list. */
export interface MachinesWanted {
  readonly machines: number;
  /** What their serials and pack serials begin with. */
  readonly prefix: string;
  readonly services: ListedServices;
  /** So many of them are bad, each in one of five ways. */
  readonly bad?: number;
}

const HEADERS = [
  ...[
    '製品番号',
    'シリアル番号',
    '顧客名',
    '販売店',
    '設置先団体コード',
    '購入国',
    '工場出荷日',
    '保証開始日',
    '基本保証(月)',
  ],
  ...['中古', 'サービス商品番号', 'サービスシリアル', 'サービス開始日', 'サービス終了日'],
];

/** Half of the machines have an upgrade to five years, a quarter a renewal after three, and a quarter nothing. */
function* rowsOf({ machines, prefix, services, bad = 0 }: MachinesWanted): Generator<string[]> {
  const every = bad === 0 ? Infinity : Math.floor(machines / bad);
  for (let number = 0; number < machines; number += 1) {
    const row = rowOf(number, prefix, services);
    if (number % every === 0 && number / every < bad) spoil(row, number / every);
    yield row;
  }
}

function rowOf(number: number, prefix: string, { upgrade, renewal }: ListedServices): string[] {
  const digits = String(number).padStart(6, '0');
  const renewed = number % 4 === 2;
  const starts = renewed ? '2023-04-01' : '2025-04-01';
  const pack = `SP${prefix}${digits}`;
  const contract = renewed
    ? [renewal, pack, '2026-04-01', '2027-03-31']
    : number % 4 === 3
      ? ['', '', '', '']
      : [upgrade, pack, '2025-04-01', '2030-03-31'];
  const machine = ['7Z73CTO1WW', `${prefix}${digits}`, `Customer ${number % 400}`, `Reseller ${number % 40}`];
  return [...machine, '131016', 'JP', starts, starts, '36', '', ...contract];
}

const SPOILED: readonly (readonly [column: number, value: string])[] = [
  [0, 'ZZZZCTO1WW'],
  [1, ''],
  [7, '2025-02-30'],
  [8, 'three years'],
  [4, '131017'],
];

function spoil(row: string[], kind: number): void {
  const [column, value] = SPOILED[kind % SPOILED.length] ?? [1, ''];
  row[column] = value;
}

/** Writes the list as text, with no more quotes than it needs. */
export async function writeMachinesCsv(path: string, wanted: MachinesWanted): Promise<void> {
  const lines = [HEADERS, ...rowsOf(wanted)].map((row) => row.join(','));
  await writeFile(path, `\uFEFF${lines.join('\r\n')}\r\n`);
}

/** Writes the list as a workbook, with real days. */
export async function writeMachinesXlsx(path: string, wanted: MachinesWanted): Promise<void> {
  const rows = (async function* (): AsyncGenerator<WrittenValue[]> {
    for (const row of rowsOf(wanted)) yield row.map(cellOf);
  })();
  const table = { name: '導入機器', columns: HEADERS.map((header) => ({ header })), rows };
  await writeFile(path, writeWorkbook([sheetOfTable(table)]));
}

function cellOf(text: string): WrittenValue {
  if (text === '') return undefined;
  if (text === '36') return { number: 36 };
  return parseCalendarDate(text) === undefined ? text : { day: text };
}
