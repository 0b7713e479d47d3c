import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { readWorkbook, type Sheet } from '#platform';
import { parseInstalledBase } from './parse-installed-base.ts';

const HEADER = [
  '製品番号',
  'シリアル番号',
  '顧客名',
  '販売店',
  '設置先団体コード',
  '購入国',
  '工場出荷日',
  '保証開始日',
  '基本保証(月)',
  '中古',
  '登録済サービス商品番号',
  'サービスシリアル',
  'サービス開始日',
  'サービス終了日',
];
const BARE = ['7X06CTO1WW', 'J1A2B3C4', '見本商事', '見本販売店', '131016', 'JP', '2025/2/1', '2025/2/18', 36];
const SERVED = [...BARE, '', '5WS9Z00155', 'SP82232092', '2025/2/18', '2030/2/17'];

function sheetOf(lines: readonly (readonly (string | number)[])[]): Sheet {
  const rows = lines.map((values, index) => ({
    number: index + 1,
    hidden: false,
    cells: values.flatMap((value, column) => {
      if (value === '') return [];
      const content =
        typeof value === 'number' ? { kind: 'number' as const, number: value } : { kind: 'text' as const, text: value };
      return [{ column: column + 1, raw: String(value), value: content }];
    }),
  }));
  return { name: '導入機器', hidden: false, merges: [], rows };
}

function parseRows(...rows: readonly (readonly (string | number)[])[]) {
  return parseInstalledBase({ sheets: [sheetOf([HEADER, ...rows])], date1904: false, macros: false });
}

function changed(row: readonly (string | number)[], column: number, value: string | number): (string | number)[] {
  return row.map((old, index) => (index === column ? value : old));
}

describe('parseInstalledBase', () => {
  it('reads the sample list without an issue', async () => {
    const file = fileURLToPath(new URL('../../../../seed/installed-base-2026-10.xlsx', import.meta.url));
    const workbook = await readWorkbook(file);
    if ('problem' in workbook) throw new Error(workbook.problem.code);
    const { machines, issues, counts } = parseInstalledBase(workbook);
    expect(issues).toEqual([]);
    expect(counts).toEqual({ rowsRead: 2_000, goodRows: 2_000, badRows: 0, machines: 2_000 });
    expect(machines.filter(({ packSerial }) => packSerial)).toHaveLength(1_158);
    expect(machines.filter(({ used }) => used)).toHaveLength(64);
  });

  it('says where a list has no row of data', () => {
    expect(parseRows().issues).toMatchObject([{ row: 1, code: 'ROWS_MISSING', severity: 'ERROR' }]);
  });

  it('reads a row with its pack', () => {
    const { machines, issues } = parseRows(SERVED);
    expect(issues).toEqual([]);
    expect(machines).toEqual([
      {
        machineType: '7X06',
        model: 'CTO1WW',
        productNumber: '7X06CTO1WW',
        serial: 'J1A2B3C4',
        customerName: '見本商事',
        resellerName: '見本販売店',
        municipalityCode: '131016',
        country: 'JP',
        shippedOn: '2025-02-01',
        warrantyStartsOn: '2025-02-18',
        warrantyMonths: 36,
        used: false,
        servicePartNumber: '5WS9Z00155',
        packSerial: 'SP82232092',
        serviceStartsOn: '2025-02-18',
        serviceEndsOn: '2030-02-17',
        source: { sheet: '導入機器', row: 2, columns: expect.any(Map) },
      },
    ]);
  });

  it.each<[number, string | number, string]>([
    [0, '7X', 'A PN_FORMAT'],
    [0, '', 'A REQUIRED_MISSING'],
    [1, '', 'B REQUIRED_MISSING'],
    [1, 12_345_678, 'B PN_NUMERIC_CELL'],
    [1, 'シリアル', 'B SERIAL_FORMAT'],
    [2, '', 'C REQUIRED_MISSING'],
    [4, '131017', 'E MUNI_CHECK_DIGIT'],
    [5, '火星', 'F ENUM_UNKNOWN'],
    [6, '2025/2/19', 'H DATE_ORDER'],
    [7, '', 'H REQUIRED_MISSING'],
    [8, '三年', 'I TERM_FORMAT'],
    [10, 'X', 'K PN_FORMAT'],
    [11, '', 'L REQUIRED_MISSING'],
    [13, '2025/2/17', 'N DATE_ORDER'],
  ])('leaves out a row whose column %d is %j', (column, value, expected) => {
    const { machines, issues } = parseRows(changed(SERVED, column, value));
    expect(machines).toEqual([]);
    expect(issues.map((issue) => `${issue.column ?? ''} ${issue.code}`)).toEqual([expected]);
  });

  it('knows a machine by machine type and serial together', () => {
    expect(parseRows(BARE, changed(BARE, 0, '7X05CTO1WW')).machines).toHaveLength(2);
    expect(parseRows(BARE, BARE)).toMatchObject({ machines: [{}], issues: [{ row: 3, code: 'DUP_IDENTICAL' }] });
    const { machines, issues } = parseRows(BARE, changed(BARE, 2, '別の会社'));
    expect(machines).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(['DUP_KEY_CONFLICT', 'DUP_KEY_CONFLICT']);
  });

  it('lets one pack stand on one machine only', () => {
    const { machines, issues } = parseRows(SERVED, changed(SERVED, 1, 'J9Z8Y7X6'), changed(BARE, 1, 'J0000001'));
    expect(machines.map(({ serial }) => serial)).toEqual(['J0000001']);
    expect(issues.map(({ column, code }) => `${column ?? ''} ${code}`)).toEqual([
      'L DUP_KEY_CONFLICT',
      'L DUP_KEY_CONFLICT',
    ]);
  });
});
