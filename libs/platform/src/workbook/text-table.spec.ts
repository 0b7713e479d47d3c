import { describe, expect, it } from '@jest/globals';
import { readDate } from './read-date.ts';
import { readPrice } from './read-price.ts';
import { readInProcess } from './testing/read-in-process.ts';
import { cellAt, type Row } from './workbook.ts';

/** What a Japanese Excel writes for 商品番号 and 保守① (windows-31j). */
const SHIFT_JIS = Buffer.from(
  '8f a4 95 69 94 d4 8d 86 2c 95 db 8e e7 87 40 0d 0a b1 2c 81 60'.replaceAll(' ', ''),
  'hex',
);

async function rowsOf(content: string | Buffer): Promise<readonly Row[]> {
  const read = await readInProcess(Buffer.from(content));
  if ('problem' in read) throw new Error(read.problem.code);
  expect(read).toMatchObject({ reader: 'TEXT', sheets: [{ name: 'CSV', hidden: false, merges: [] }] });
  return read.sheets[0]?.rows ?? [];
}

async function textsOf(content: string | Buffer): Promise<string[][]> {
  return (await rowsOf(content)).map(({ cells }) => cells.map(({ raw }) => raw));
}

describe('text tables', () => {
  it.each<[string, string | Buffer, string[][]]>([
    [
      'UTF-8',
      '商品番号,保守①\r\n5WS7A01234,𠮷',
      [
        ['商品番号', '保守①'],
        ['5WS7A01234', '𠮷'],
      ],
    ],
    ['UTF-8 with a byte order mark', '\uFEFF商品番号,保守\n', [['商品番号', '保守']]],
    [
      'UTF-16, little end first',
      Buffer.from('\uFEFF商品番号\t保守\r\n1\t2', 'utf16le'),
      [
        ['商品番号', '保守'],
        ['1', '2'],
      ],
    ],
    ['UTF-16, big end first', Buffer.from('\uFEFF商品番号\t保守', 'utf16le').swap16(), [['商品番号', '保守']]],
    [
      'Shift_JIS',
      SHIFT_JIS,
      [
        ['商品番号', '保守①'],
        ['ｱ', '～'],
      ],
    ],
    ['ASCII', 'a,b', [['a', 'b']]],
  ])('are read in %s', async (_, content, expected) => {
    expect(await textsOf(content)).toEqual(expected);
  });

  it.each<[string, string, string[][]]>([
    [
      'commas',
      'a,b;c,d\n1,2,3',
      [
        ['a', 'b;c', 'd'],
        ['1', '2', '3'],
      ],
    ],
    [
      'tabs, with commas in the prices',
      'a\tb\tc\n1\t62,000\tx, y, z, z, z',
      [
        ['a', 'b', 'c'],
        ['1', '62,000', 'x, y, z, z, z'],
      ],
    ],
    [
      'semicolons, with commas in the numbers',
      'a;b;c\n1,5;2,5;3,5',
      [
        ['a', 'b', 'c'],
        ['1,5', '2,5', '3,5'],
      ],
    ],
    ['what their first line says', 'sep=;\na,b;c,d', [['a,b', 'c,d']]],
    ['nothing: one column', '商品番号\n5WS7A01234', [['商品番号'], ['5WS7A01234']]],
  ])('are cut at %s', async (_, content, expected) => {
    expect(await textsOf(content)).toEqual(expected);
  });

  it.each<[string, string, string[][]]>([
    [
      'quotes around separators, quotes and line breaks',
      '"a,b","say ""so""","two\r\nlines"\n1,2,3',
      [
        ['a,b', 'say "so"', 'two\r\nlines'],
        ['1', '2', '3'],
      ],
    ],
    ['a quote in the middle of a cell', '12" disk,5" disk', [['12" disk', '5" disk']]],
    ['rows of different length', 'a,b,c\n1\n1,2,3,4', [['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]],
    [
      'old line ends',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['blanks, which it keeps', ' a , b\n', [[' a ', ' b']]],
  ])('may have %s', async (_, content, expected) => {
    expect(await textsOf(content)).toEqual(expected);
  });

  it('count lines the way a spreadsheet shows them, and leave empty cells out', async () => {
    const rows = await rowsOf('題名\n\n,a,,b\n,,,\n"x\ny",z\n');
    expect(rows.map(({ number, cells }) => [number, cells.map(({ column }) => column)])).toEqual([
      [1, [1]],
      [3, [2, 4]],
      [5, [1, 2]],
    ]);
  });

  it('hold text only, which the readers of cells read like any other', async () => {
    const [row] = await rowsOf('0012,2021年9月28日,"￥62,000",=1+1');
    expect(row?.cells.map(({ value }) => value.kind)).toEqual(['text', 'text', 'text', 'text']);
    expect(readDate(cellAt(row, 2) as never)).toEqual({ value: '2021-09-28' });
    expect(readPrice(cellAt(row, 3) as never)).toEqual({ value: { state: 'LISTED', amount: 62_000 } });
  });

  it('are read from end to end where characters lie over the borders of chunks', async () => {
    const line = `${'保守𠮷é'.repeat(9)},x\n`;
    const texts = await textsOf(line.repeat(4_000));
    expect(texts.length).toBe(4_000);
    expect(new Set(texts.map(([first]) => first))).toEqual(new Set(['保守𠮷é'.repeat(9)]));
  });

  it.each<[string, string | Buffer]>([
    ['TEXT_UNDECODABLE', Buffer.from('商品番号,\xff\xfe', 'latin1')],
    ['TEXT_UNDECODABLE', Buffer.concat([Buffer.from('fffe00d8', 'hex'), Buffer.from('ab', 'utf16le')])],
    ['TEXT_QUOTE_UNCLOSED', 'a,b\n"1,2\n3,4\n'],
    ['LIMIT_COLS', ','.repeat(300).replaceAll(',', 'x,')],
    ['TEXT_UNDECODABLE', 'PN,\u001B$B%5!<%S%9\u001B(B'],
    ['CELL_TOO_LONG', 'x'.repeat(40_000)],
    ['LIMIT_COLS', `a,b\n${'x,'.repeat(3_000_000)}`],
    ['CELL_TOO_LONG', `a,b\n1,${'あ'.repeat(3_500_000)}\n`],
    ['TEXT_QUOTE_UNCLOSED', `a,b\n1,"${'あ'.repeat(3_500_000)}\n`],
  ])('are refused: %s', async (code, content) => {
    expect(await readInProcess(Buffer.from(content))).toMatchObject({ problem: { code } });
  });
});
