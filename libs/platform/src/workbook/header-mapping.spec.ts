import { describe, expect, it } from '@jest/globals';
import { type ColumnVocabulary, findHeader } from './header-mapping.ts';
import { readHeaderText, taxBasisOf } from './header-text.ts';
import type { MergedRange, Sheet } from './workbook.ts';

type Field = 'key' | 'other' | 'net' | 'gross' | 'plain' | 'from' | 'kind' | 'type';

const VOCABULARY: ColumnVocabulary<Field> = {
  synonyms: {
    key: ['商品番号', 'part number', 'p/n'],
    other: ['製品番号'],
    net: ['本体価格'],
    gross: ['税込価格'],
    plain: ['希望小売価格'],
    from: ['販売開始日'],
    kind: ['区分', 'type'],
    type: ['マシンタイプ', 'type'],
  },
  required: [['key'], ['other']],
  refine: (field, header) => {
    const basis = field === 'plain' ? taxBasisOf(header) : undefined;
    return basis === undefined ? field : basis === 'WITH_TAX' ? 'gross' : 'net';
  },
};

function sheetOf(lines: readonly (readonly string[])[], merges: readonly MergedRange[] = []): Sheet {
  const rows = lines.map((texts, index) => ({
    number: index + 1,
    hidden: false,
    cells: texts.flatMap((text, column) =>
      text === '' ? [] : [{ column: column + 1, raw: text, value: { kind: 'text' as const, text } }],
    ),
  }));
  return { name: '一覧', hidden: false, rows: rows.filter(({ cells }) => cells.length > 0), merges };
}

function letters(sheet: Sheet): Record<string, string> {
  return Object.fromEntries(
    [...(findHeader(sheet, VOCABULARY)?.columns ?? [])].map(([field, { letter }]) => [field, letter]),
  );
}

describe('readHeaderText', () => {
  it.each([
    ['商品番号', '商品番号', []],
    ['商 品\n番号 ※', '商品番号', []],
    ['Part Number', 'partnumber', []],
    ['Ｐ／Ｎ', 'pn', []],
    ['マシン・タイプ', 'マシンタイプ', []],
    ['ﾏｼﾝﾀｲﾌﾟ', 'マシンタイプ', []],
    ['希望小売価格（税別）', '希望小売価格', ['税別']],
    ['希望小売価格 税抜', '希望小売価格', ['税抜']],
    ['期間[月]', '期間', ['月']],
    ['税込', '', ['税込']],
  ])('%j has the key %s', (text, key, qualifiers) => {
    expect(readHeaderText(text)).toEqual({ text, key, qualifiers });
  });
});

describe('findHeader', () => {
  it('finds the header below title lines, and never takes 商品番号 for 製品番号', () => {
    const sheet = sheetOf([['一覧'], [], ['製品番号', '商品番号', '販売開始日', '備考']]);
    expect(letters(sheet)).toEqual({ other: 'A', key: 'B', from: 'C' });
    expect(findHeader(sheet, VOCABULARY)).toMatchObject({
      top: 3,
      bottom: 3,
      unknown: [{ letter: 'D', name: '備考' }],
    });
  });

  it.each<[string, string[][], MergedRange[]]>([
    [
      'merged downwards beside a group',
      [
        ['商品番号', '製品番号', '希望小売価格', '', '販売開始日'],
        ['', '', '税抜', '税込', ''],
      ],
      [
        { top: 1, left: 1, bottom: 2, right: 1 },
        { top: 1, left: 3, bottom: 1, right: 4 },
      ],
    ],
    [
      'with the group one line above',
      [
        ['', '', '希望小売価格', ''],
        ['商品番号', '製品番号', '（税抜）', '（税込）', '販売開始日'],
      ],
      [{ top: 1, left: 3, bottom: 1, right: 4 }],
    ],
    ['in one line', [['商品番号', '製品番号', '希望小売価格(税別)', '希望小売価格（税込）', '販売開始日']], []],
  ])('reads a two-line header %s', (_, lines, merges) => {
    expect(letters(sheetOf(lines, merges))).toEqual({ key: 'A', other: 'B', net: 'C', gross: 'D', from: 'E' });
  });

  it('gives a header of two meanings to the field that is still free', () => {
    expect(letters(sheetOf([['p/n', '製品番号', 'マシンタイプ', 'Type']]))).toMatchObject({ type: 'C', kind: 'D' });
  });

  it('names columns that mean the same', () => {
    const header = findHeader(sheetOf([['商品番号', '製品番号', '販売開始日', 'P/N']]), VOCABULARY);
    expect(header?.ambiguous).toMatchObject([{ field: 'key', columns: [{ letter: 'A' }, { letter: 'D' }] }]);
  });

  it('names what is missing where the key column is not known', () => {
    const header = findHeader(sheetOf([['商品番', '製品番号', '販売開始日', '区分']]), VOCABULARY);
    expect(header?.missing).toEqual([['key']]);
  });

  it('finds none in a cover sheet, nor below row 40', () => {
    expect(findHeader(sheetOf([['表紙'], ['2026年10月1日版', '製品番号']]), VOCABULARY)).toBeUndefined();
    const deep = sheetOf([...Array.from({ length: 40 }, () => ['※']), ['商品番号', '製品番号', '販売開始日']]);
    expect(findHeader(deep, VOCABULARY)).toBeUndefined();
  });
});
