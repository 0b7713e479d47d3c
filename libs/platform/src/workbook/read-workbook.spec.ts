import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readWorkbook } from './read-workbook.ts';
import { type Cell, cellAt, type Workbook } from './workbook.ts';

const SEED = new URL('../../../../seed/', import.meta.url);

async function read(source: Buffer | string): Promise<Workbook> {
  const workbook = await readWorkbook(source);
  if ('problem' in workbook) throw new Error(workbook.problem.code);
  return workbook;
}

async function written(fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Workbook> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('一覧'), workbook);
  return read(Buffer.from(await workbook.xlsx.writeBuffer()));
}

function cell(workbook: Workbook, row: number, column: number): Cell | undefined {
  return cellAt(
    workbook.sheets[0]?.rows.find(({ number }) => number === row),
    column,
  );
}

describe('readWorkbook', () => {
  it('reads the sample list as it stands in the file', async () => {
    const workbook = await read(fileURLToPath(new URL('catalogue-2026-10.xlsx', SEED)));
    expect(workbook.sheets.map(({ name, hidden, rows }) => [name, hidden, rows.length])).toEqual([
      ['表紙', false, 4],
      ['ThinkSystem ラック・タワー', false, 1207],
      ['ThinkAgile', false, 312],
      ['ストレージ', false, 321],
      ['スイッチ', false, 58],
      ['System x', false, 300],
      ['作業用', true, 2],
    ]);
    const [, rack] = workbook.sheets;
    expect(rack?.merges).toContainEqual({ top: 4, left: 11, bottom: 4, right: 12 });
    const row = rack?.rows.find(({ number }) => number === 7);
    expect(cellAt(row, 13)).toEqual({ column: 13, raw: '2017-09-28', value: { kind: 'date', date: '2017-09-28' } });
    expect(cellAt(row, 11)?.value).toEqual({ kind: 'number', number: 62_000, numberFormat: '#,##0' });
  });

  it('takes a formula by its saved result, also when that is 0, false or empty', async () => {
    const workbook = await written((sheet) => {
      sheet.getRow(1).values = [
        { formula: 'A2', result: 0 },
        { formula: 'A3=1', result: false as unknown as number },
        { formula: 'A4', result: 'HDDお渡し' },
        { formula: 'A5/0', result: { error: '#DIV/0!' } as unknown as number },
        { formula: 'A6' },
      ];
    });
    const values = [1, 2, 3, 4, 5].map((column) => cell(workbook, 1, column)?.value);
    expect(values.map((value) => value?.kind)).toEqual(['number', 'boolean', 'text', 'error', 'uncomputed']);
  });

  it('joins rich text and tells struck-through text', async () => {
    const workbook = await written((sheet) => {
      sheet.getCell('A1').value = { richText: [{ text: 'SR650' }, { text: ' V2', font: { strike: true } }] };
      sheet.getCell('B1').value = 'plain';
    });
    expect(cell(workbook, 1, 1)).toMatchObject({ raw: 'SR650 V2', struckThrough: true });
    expect(cell(workbook, 1, 2)).not.toHaveProperty('struckThrough');
  });

  it.each([
    ['yyyy"年"m"月"d"日"', { kind: 'date', date: '2021-09-28' }],
    ['[$-411]ge.m.d', { kind: 'date', date: '2021-09-28' }],
    ['yyyy/m', { kind: 'date', date: '2021-09-28' }],
    ['0\\ \\m\\o\\s', { kind: 'number', number: 44_467 }],
    ['0\\ \\d\\a\\y\\s', { kind: 'number', number: 44_467 }],
    ['#,##0', { kind: 'number', number: 44_467 }],
    ['h:mm', { kind: 'number', number: 44_467 }],
  ])('reads the number of a day under the format %s', async (numFmt, value) => {
    const workbook = await written((sheet) => {
      sheet.getCell('A1').value = 44_467;
      sheet.getCell('A1').numFmt = numFmt;
    });
    expect(cell(workbook, 1, 1)?.value).toMatchObject(value);
  });

  it('tells hidden rows and hidden sheets, and reads both', async () => {
    const workbook = await written((sheet, book) => {
      sheet.getCell('A1').value = 'a';
      sheet.getRow(1).hidden = true;
      book.addWorksheet('作業用', { state: 'veryHidden' }).getCell('A1').value = 'b';
    });
    expect(workbook.sheets.map(({ hidden, rows }) => [hidden, rows[0]?.hidden])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('counts from 1904 where the file says so', async () => {
    const workbook = await written((sheet, book) => {
      book.properties.date1904 = true;
      sheet.getCell('A1').value = new Date(Date.UTC(2021, 8, 28));
    });
    expect(workbook.date1904).toBe(true);
    expect(cell(workbook, 1, 1)?.raw).toBe('2021-09-28');
  });

  it.each(['America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Kiritimati'])('reads the same days in %s', (TZ) => {
    // The reading itself, in this process and zone: the child that does it in earnest is given no zone at all.
    const script = `
      const { readFileSync } = await import('node:fs');
      const { parseSheetModels } = await import(${JSON.stringify(new URL('./exceljs-model.ts', import.meta.url).href)});
      const { convertSheet } = await import(${JSON.stringify(new URL('./convert-sheet.ts', import.meta.url).href)});
      const models = await parseSheetModels(readFileSync(${JSON.stringify(fileURLToPath(new URL('catalogue-2026-10.xlsx', SEED)))}));
      const dates = models.flatMap((model) => convertSheet(model, false).rows).flatMap(({ cells }) =>
        cells.filter(({ value }) => value.kind === 'date').map(({ raw }) => raw));
      console.log(new Date(0).getTimezoneOffset(), dates.length, [...new Set(dates)].sort().slice(0, 3).join());`;
    const printed = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      env: { TZ },
      encoding: 'utf8',
    });
    const [offset, ...days] = printed.trim().split(' ');
    expect(Number(offset)).not.toBe(0);
    expect(days).toEqual(['3151', '2014-09-08,2015-06-01,2015-12-01']);
  });
});
