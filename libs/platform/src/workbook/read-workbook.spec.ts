import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { ReadProgress } from './child-messages.ts';
import { type ReadingUsage, readWorkbook, readWorkbookRows } from './read-workbook.ts';
import { smallWorkbook } from './testing/workbook-parts.ts';
import { type Cell, cellAt, type Row, type Sheet, type Workbook } from './workbook.ts';

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
    // The reading itself, in a process of that zone: the child that does it in earnest is given no zone at all.
    const script = `
      const { readFileSync } = await import('node:fs');
      const { readInProcess } = await import(${JSON.stringify(new URL('./testing/read-in-process.ts', import.meta.url).href)});
      const bytes = readFileSync(${JSON.stringify(fileURLToPath(new URL('catalogue-2026-10.xlsx', SEED)))});
      const said = [];
      for (const reader of [undefined, 'STREAMING']) {
        const { sheets } = await readInProcess(bytes, { reader });
        const dates = sheets.flatMap(({ rows }) => rows).flatMap(({ cells }) =>
          cells.filter(({ value }) => value.kind === 'date').map(({ raw }) => raw));
        said.push(dates.length, [...new Set(dates)].sort().slice(0, 3).join());
      }
      console.log(new Date(0).getTimezoneOffset(), ...said);`;
    const printed = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      env: { TZ },
      encoding: 'utf8',
    });
    const [offset, ...days] = printed.trim().split(' ');
    expect(Number(offset)).not.toBe(0);
    const expected = ['3151', '2014-09-08,2015-06-01,2015-12-01'];
    expect(days).toEqual([...expected, ...expected]);
  });
});

describe('readWorkbookRows', () => {
  const CATALOGUE = fileURLToPath(new URL('catalogue-2026-10.xlsx', SEED));

  it('hands on what readWorkbook gathers, a few rows at a time, from bytes as from a file', async () => {
    const whole = await read(CATALOGUE);
    const sheets: Sheet[] = [];
    let rows: Row[] = [];
    const batches: number[] = [];
    const facts = await readWorkbookRows(
      CATALOGUE,
      {
        sheet: (heading) => void sheets.push({ ...heading, rows: (rows = []), merges: [] }),
        rows: async (batch) => {
          await setImmediate();
          batches.push(batch.length);
          rows.push(...batch);
        },
        sheetEnd: (merges) => void sheets.push({ ...(sheets.pop() as Sheet), merges }),
      },
      { reader: 'STREAMING' },
    );
    expect({ sheets, ...facts }).toEqual(whole);
    expect(Math.max(...batches)).toBeLessThan(200);
    expect(await read(readFileSync(CATALOGUE))).toEqual(whole);
  });

  it('waits for a slow taker without holding it against the file', async () => {
    let taken = 0;
    const facts = await readWorkbookRows(
      CATALOGUE,
      {
        rows: async (batch) => {
          if (taken === 0) await setTimeout(700);
          taken += batch.length;
        },
      },
      { reader: 'STREAMING', child: { silentMs: 600 } },
    );
    expect(facts).toEqual({ date1904: false, macros: false });
    expect(taken).toBe(2_204);
  });

  it('says how far it is', async () => {
    const progress: ReadProgress[] = [];
    await readWorkbookRows(CATALOGUE, { rows: () => undefined }, { onProgress: (said) => progress.push(said) });
    const last = progress.at(-1);
    expect(progress.every(({ bytes, totalBytes }) => bytes <= totalBytes)).toBe(true);
    expect(last?.totalBytes).toBeGreaterThan(1_000_000);
  });

  it('stops at once when it is told to, and when its taker fails', async () => {
    const stop = new AbortController();
    const stopped = readWorkbookRows(
      CATALOGUE,
      { rows: () => stop.abort(new Error('cancelled')) },
      { signal: stop.signal },
    );
    await expect(stopped).rejects.toThrow('cancelled');
    const failing = readWorkbookRows(CATALOGUE, { rows: () => Promise.reject(new Error('no room')) });
    await expect(failing).rejects.toThrow('no room');
  });

  it('reads a list of a hundred thousand cells and more in bounded memory', async () => {
    const cells = (row: number): string =>
      Array.from({ length: 15 }, (_, index) => `<c t="inlineStr"><is><t>保守 ${row * 15 + index}</t></is></c>`).join(
        '',
      );
    const rows = Array.from({ length: 60_000 }, (_, index) => `<row r="${index + 1}">${cells(index)}</row>`);
    let usage: ReadingUsage = { peakMebibytes: Infinity };
    let taken = 0;
    const facts = await readWorkbookRows(
      smallWorkbook({ rows: rows.join('') }),
      { rows: (batch) => void (taken += batch.length) },
      { onUsage: (used) => (usage = used) },
    );
    expect(facts).toEqual({ date1904: false, macros: false });
    expect([taken, usage.reader]).toEqual([60_000, 'STREAMING']);
    expect(usage.peakMebibytes).toBeLessThan(256);
  });
});
