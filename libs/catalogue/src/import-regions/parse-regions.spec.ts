import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { readWorkbook, type Sheet } from '#platform';
import { parseRegions } from './parse-regions.ts';

const HEADER = ['都道府県', '市区町村', '団体コード', '4時間対応', '2時間対応', '備考'];

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
  return { name: '対象地域', hidden: false, merges: [], rows };
}

function parseRows(...rows: readonly (readonly (string | number)[])[]) {
  return parseRegions({ sheets: [sheetOf([HEADER, ...rows])], date1904: false, macros: false });
}

describe('parseRegions', () => {
  it('reads the sample list without an issue', async () => {
    const workbook = await readWorkbook(
      fileURLToPath(new URL('../../../../seed/regions-2026-10.xlsx', import.meta.url)),
    );
    if ('problem' in workbook) throw new Error(workbook.problem.code);
    const { municipalities, machineTypes, issues, listDate, counts } = parseRegions(workbook);
    expect(issues).toEqual([]);
    expect(listDate).toBe('2026-10-01');
    expect(counts).toEqual({ rowsRead: 1_958, goodRows: 1_958, badRows: 0, municipalities: 1_918, machineTypes: 40 });
    expect(municipalities[0]).toMatchObject({
      code: '011002',
      municipality: '札幌市',
      marks: { FULL_24X7_4H: 'YES', FULL_24X7_2H: 'NO' },
    });
    expect(machineTypes.find(({ machineType }) => machineType === '8871')?.marks).toEqual({
      FULL_24X7_4H: 'YES',
      FULL_24X7_2H: 'NO',
    });
  });

  it.each([
    [['都道府県名', '市区町村名', '全国地方公共団体コード', '4時間', '2時間', '注記']],
    [['都道府県', '市町村', '市区町村コード', '4H', '2H', 'コメント']],
    [['都道府県', '区', 'JISコード', '当日4時間', '当日２時間', '備考']],
    [['都道府県', '市町村名', '地域コード', '４時間対応', '２時間対応', '備考']],
    [['Prefecture', 'City', 'Code', '4h', '2h', 'Notes']],
    [['Prefecture', 'Ward', 'JIS code', '4-hour response', '2-hour response', 'Remarks']],
    [['PREFECTURE', 'City / Ward / Municipality', 'Municipality code', '4 hour response', '2 hour response', 'note']],
  ])('knows the columns %j', (header) => {
    const row = ['東京都', '千代田区', '131016', '○', '×', '離島を除く'];
    const { municipalities, issues } = parseRegions({
      sheets: [sheetOf([header, row])],
      date1904: false,
      macros: false,
    });
    expect(issues).toEqual([]);
    expect(municipalities).toMatchObject([
      { code: '131016', marks: { FULL_24X7_4H: 'YES', FULL_24X7_2H: 'NO' }, note: '離島を除く' },
    ]);
  });

  it.each([
    ['○', '◯', 'YES', 'YES'],
    ['〇', '×', 'YES', 'NO'],
    ['△', '', 'CONDITIONAL', 'UNKNOWN'],
  ])('reads the marks %j and %j', (four, two, FULL_24X7_4H, FULL_24X7_2H) => {
    const { municipalities, issues } = parseRows(['東京都', '千代田区', '131016', four, two, '離島を除く']);
    expect(issues).toEqual([]);
    expect(municipalities).toMatchObject([
      { code: '131016', marks: { FULL_24X7_4H, FULL_24X7_2H }, note: '離島を除く' },
    ]);
  });

  it('completes a code of five digits, and one that a number cell has shortened', () => {
    const { municipalities } = parseRows(
      ['東京都', '千代田区', '13101', '○', '○'],
      ['北海道', '札幌市', 11_002, '○', '○'],
    );
    expect(municipalities.map(({ code }) => code)).toEqual(['131016', '011002']);
  });

  it.each<[(string | number)[], string[]]>([
    [['東京都', '千代田区', '131017', '○', '○'], ['C MUNI_CHECK_DIGIT']],
    [['東京府', '千代田区', '131016', '○', '○'], ['A MUNI_UNKNOWN']],
    [['大阪府', '千代田区', '131016', '○', '○'], ['C MUNI_UNKNOWN']],
    [
      ['東京都', '', '131016', '？', '○'],
      ['B REQUIRED_MISSING', 'D MARK_UNKNOWN'],
    ],
  ])('leaves out %j', (row, expected) => {
    const { municipalities, issues } = parseRows(row);
    expect(municipalities).toEqual([]);
    expect(issues.map(({ column, code }) => `${column ?? ''} ${code}`)).toEqual(expected);
  });

  it('takes an identical row once and leaves contradicting ones out', () => {
    const row = ['東京都', '千代田区', '131016', '○', '○'];
    expect(parseRows(row, row)).toMatchObject({ municipalities: [{}], issues: [{ row: 3, code: 'DUP_IDENTICAL' }] });
    const { municipalities, issues } = parseRows(row, ['東京都', '千代田区', '131016', '○', '×']);
    expect(municipalities).toEqual([]);
    expect(issues.map(({ row: number, code }) => [number, code])).toEqual([
      [2, 'DUP_KEY_CONFLICT'],
      [3, 'DUP_KEY_CONFLICT'],
    ]);
  });
});
