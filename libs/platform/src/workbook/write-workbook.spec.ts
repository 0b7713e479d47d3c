import { buffer } from 'node:stream/consumers';

import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';

import { readWorkbook } from './read-workbook.ts';
import type { Workbook } from './workbook.ts';
import { sheetOfTable, writeWorkbook, type WrittenRow, type WrittenSheet } from './write-workbook.ts';
import type { WrittenTable, WrittenValue } from './written-values.ts';

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

const table = (rows: readonly (readonly WrittenValue[])[], more: Partial<WrittenTable> = {}): WrittenTable => {
  return { name: '一覧', columns: [{ header: 'A' }, { header: 'B' }], ...more, rows: each(rows) };
};
const readBack = async (sheets: WrittenSheet[]): Promise<Workbook> => {
  const read = await readWorkbook(await buffer(writeWorkbook(sheets)));
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return read;
};

describe('a workbook that is written', () => {
  it('is read again as what was written', async () => {
    const rows = [
      ['5WS7A01234', { day: '2021-09-28' }],
      [{ number: 100_000, format: '#,##0' }, 0.5],
      [true, undefined],
    ];
    const { sheets } = await readBack([sheetOfTable(table(rows, { title: '2026年10月1日版' }))]);
    expect(sheets).toMatchObject([{ name: '一覧', hidden: false, merges: [] }]);
    expect(sheets[0]?.rows.map(({ number, cells }) => [number, ...cells.map(({ value }) => value)])).toEqual([
      [1, { kind: 'text', text: '2026年10月1日版' }],
      [2, { kind: 'text', text: 'A' }, { kind: 'text', text: 'B' }],
      [3, { kind: 'text', text: '5WS7A01234' }, { kind: 'date', date: '2021-09-28' }],
      [4, { kind: 'number', number: 100_000, numberFormat: '#,##0' }, { kind: 'number', number: 0.5 }],
      [5, { kind: 'boolean', boolean: true }],
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '=HYPERLINK("http://example.com")', "'=1", '<&>"', 'ｶﾅ', '  x '])(
    'holds %s as text, never as a formula',
    async (hostile) => {
      const content = await buffer(writeWorkbook([sheetOfTable(table([[hostile]]))]));
      const workbook = new exceljs.Workbook();
      await workbook.xlsx.load(content as unknown as ArrayBuffer);
      const cell = workbook.worksheets[0]?.getCell('A2');
      expect({ value: cell?.value, formula: cell?.formula }).toEqual({ value: hostile, formula: undefined });
    },
  );

  it('leaves out what a workbook cannot hold, and opens', async () => {
    const { sheets } = await readBack([sheetOfTable(table([['a\u0000b\u000Bc\uFFFEd\uD800e', 'x'.repeat(40_000)]]))]);
    const [first, second] = sheets[0]?.rows[1]?.cells ?? [];
    expect(first?.raw).toBe('abcd\uFFFDe');
    expect(second?.raw).toHaveLength(32_767);
  });

  it('keeps row numbers, merged cells and hidden sheets, and gives every sheet a name that Excel takes', async () => {
    const rows: WrittenRow[] = [
      { number: 3, cells: [[2, 'parent']], look: 'HEADER' },
      { number: 7, cells: [[2, 'value']], look: 'FLAGGED' },
    ];
    const merges = [{ top: 3, left: 2, bottom: 3, right: 4 }];
    const { sheets } = await readBack([
      { name: 'a/b*c', merges, rows: each(rows) },
      { name: 'A b c', hidden: true, rows: each(rows) },
      { name: '', rows: each(rows) },
      { name: 'x'.repeat(50), rows: each(rows) },
    ]);
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['a b c', false],
      ['A b c (2)', true],
      ['Sheet', false],
      ['x'.repeat(31), false],
    ]);
    expect(sheets[0]?.merges).toEqual(merges);
    expect(sheets[0]?.rows.map(({ number }) => number)).toEqual([3, 7]);
  });

  it('takes rows as it is read, and breaks off when they cannot be had', async () => {
    let read = 0;
    const rows = (async function* () {
      for (; read < 200_000; read += 1) yield [`value ${Math.sin(read)}`, Math.cos(read)];
    })();
    const slow = writeWorkbook([sheetOfTable({ ...table([]), rows })]);
    await new Promise((settle) => setTimeout(settle, 1_500));
    expect(read).toBeLessThan(20_000);
    slow.destroy();
    const broken = (async function* (): AsyncGenerator<WrittenValue[]> {
      yield ['one'];
      throw new Error('the connection is gone');
    })();
    await expect(buffer(writeWorkbook([sheetOfTable({ ...table([]), rows: broken })]))).rejects.toThrow('is gone');
  });
});
