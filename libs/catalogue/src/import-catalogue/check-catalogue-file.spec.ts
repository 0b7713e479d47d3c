import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CatalogueCheck, checkCatalogueFile } from './check-catalogue-file.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const LIST = join(ROOT, 'seed', 'catalogue-2026-10.xlsx');
const PROGRAM = join(ROOT, 'dist', 'libs', 'catalogue', 'src', 'check-catalogue.js');

const TABLE = [
  ['2026年10月1日版'],
  ['商品番号', 'サービス名', 'マシンタイプ', '期間', '区分', 'サービスレベル', '価格(税抜)', '販売開始日', '社内メモ'],
  ['5WS7A01234', '3年 翌営業日', '7X06', '3年', '新規', 'NBD 9x5', '62,000', '2021年9月28日', ''],
  ['5WS7A0123', '', '7X06', '3年', '新規', 'NBD 9x5', '-', '9/28', ''],
];

async function workbookOf(rows: readonly string[][]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('CSV').addRows(rows.map((row) => row.map((text) => (text === '' ? undefined : text))));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

describe('checking a catalogue file', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keizoku-check-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function file(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  }

  /** The command, in a process of its own. */
  function command(args: readonly string[], env = {}): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const options = { cwd: ROOT, env: { INIT_CWD: folder, ...env } };
      execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  }

  it('says what a list holds: sheets, header mapping, rows, errors', async () => {
    const check = await checkCatalogueFile(LIST);
    expect(check).toMatchObject({
      listDate: '2026-10-01',
      rows: { good: 2_127 },
      sheets: [
        { name: '表紙', rows: 4 },
        {
          name: 'ThinkSystem ラック・タワー',
          header: { row: 4, columns: { machineType: { column: 'B', header: 'マシンタイプ' } } },
        },
        {},
        {},
        {},
        {},
        { name: '作業用', hidden: true },
      ],
    });
    expect(check).toHaveProperty(
      'errors.0.message',
      expect.stringContaining('Sheet "ThinkSystem ラック・タワー", row'),
    );
  });

  it('names the column of wholesale prices', async () => {
    const table = TABLE.slice(1, 3).map((row, line) => [...row, line === 0 ? 'Dealer price (excl. tax)' : '40,000']);
    expect(await checkCatalogueFile(await file('wholesale.xlsx', await workbookOf(table)))).toMatchObject({
      rows: { read: 1, good: 1 },
      sheets: [
        { header: { columns: { wholesalePriceWithoutTax: { column: 'J', header: 'Dealer price (excl. tax)' } } } },
      ],
    });
  });

  it('reads a text table and a workbook of the same words alike', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('CSV').addRows(TABLE.map((row) => row.map((text) => (text === '' ? undefined : text))));
    const asWorkbook = await checkCatalogueFile(
      await file('a.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer())),
    );
    const quoted = TABLE.map((row) => row.map((text) => `"${text}"`).join(',')).join('\r\n');
    const asText = await checkCatalogueFile(await file('a.csv', quoted));
    const { file: _, ...said } = asText;
    expect({ ...asWorkbook, file: undefined }).toEqual({ ...said, file: undefined });
    expect(asText).toMatchObject({
      rows: { read: 2, good: 1, bad: 1 },
      sheets: [{ header: { row: 2, unknown: [{ column: 'I', header: '社内メモ' }] } }],
      errors: expect.arrayContaining([
        expect.objectContaining({ code: 'REQUIRED_MISSING', row: 4, column: 'B' }),
        expect.objectContaining({ code: 'DATE_NO_YEAR', row: 4, column: 'H', value: '9/28' }),
      ]),
    });
  });

  it('gives the same content the same hash, whoever reads it and however often', async () => {
    const small = await file('hash.xlsx', await workbookOf(TABLE));
    for (const path of [LIST, ...Array.from({ length: 9 }, () => small)]) {
      const read = await Promise.all(
        ([undefined, 'STREAMING'] as const).map((reader) => checkCatalogueFile(path, { reader })),
      );
      const [first, second] = read.map((check) => 'contentHash' in check && check.contentHash);
      expect(first).toMatch(/^[0-9a-f]{64}$/);
      expect(second).toBe(first);
      if (path === small) expect(first).toBe('c31bd8265d4f47e678ce7e1ff4b70c6b8de0a4b021a5365d6b5ccee277278fee');
    }
  });

  it('gives other content another hash', async () => {
    const hash = async (text: string): Promise<unknown> => {
      const check = await checkCatalogueFile(await file('b.csv', text));
      return 'contentHash' in check && check.contentHash;
    };
    const hashes: unknown[] = [];
    for (const text of ['a,b', 'a,c', 'a\n,b', 'b,a', 'a,b ', '"a,b"']) hashes.push(await hash(text));
    expect(new Set(hashes).size).toBe(6);
  });

  it('prints the same list of reports in every time zone; fails when a file is refused', async () => {
    await file('web.xlsx', '<html/>');
    const copy = await file('list.xlsx', await readFile(LIST));
    const printed = [];
    for (const TZ of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
      printed.push(await command(['list.xlsx', 'web.xlsx', 'none.xlsx'], { TZ }));
    }
    expect(printed[0]).toEqual(printed[1]);
    expect(printed[0]).toMatchObject({ code: 1, stderr: '' });
    const reports = JSON.parse(printed[0]?.stdout ?? '') as CatalogueCheck[];
    expect(reports[0]).toEqual({
      ...(JSON.parse(JSON.stringify(await checkCatalogueFile(copy))) as object),
      file: 'list.xlsx',
    });
    expect(reports.slice(1)).toMatchObject([
      {
        file: 'web.xlsx',
        refused: { code: 'NOT_XLSX', message: expect.stringContaining('neither an Excel workbook') },
      },
      { file: 'none.xlsx', refused: { code: 'FILE_NOT_FOUND' } },
    ]);
  });

  it('succeeds when every file was read, and says how it is used when none is named', async () => {
    await file('c.csv', 'a,b');
    expect(await command(['c.csv'])).toMatchObject({ code: 0 });
    expect(await command([])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('npm run catalogue:check -- FILE'),
    });
  });
});
