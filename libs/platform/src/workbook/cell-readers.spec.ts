import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigitOf, readLocalGovernmentCode } from './local-government-code.ts';
import { readCode } from './read-code.ts';
import { readMark, readTick } from './read-mark.ts';
import { findMonths, readMonths } from './read-months.ts';
import { readPrice } from './read-price.ts';
import type { Cell, CellValue } from './workbook.ts';

function textCell(text: string): Cell {
  return { column: 1, raw: text, value: { kind: 'text', text } };
}

function numberCell(number: number, numberFormat?: string): Cell {
  const value: CellValue = { kind: 'number', number, ...(numberFormat !== undefined && { numberFormat }) };
  return { column: 1, raw: String(number), value };
}

describe('readPrice', () => {
  it.each<[string, 'WITHOUT_TAX' | 'WITH_TAX']>([
    ['62,000円(税抜)', 'WITHOUT_TAX'],
    ['￥62,000（税別）', 'WITHOUT_TAX'],
    ['62,000円+税', 'WITHOUT_TAX'],
    ['62,000 税込', 'WITH_TAX'],
    ['62,000円（税込み）', 'WITH_TAX'],
  ])('takes %s for a price of a column %s, and of no other', (text, basis) => {
    expect(readPrice(textCell(text), 1, basis)).toEqual({ value: { state: 'LISTED', amount: 62_000 } });
    const other = basis === 'WITH_TAX' ? 'WITHOUT_TAX' : 'WITH_TAX';
    for (const wrong of [other, undefined] as const)
      expect(readPrice(textCell(text), 1, wrong)).toMatchObject({ issue: { code: 'PRICE_FORMAT' } });
  });

  it.each([
    ['62000', 62_000],
    ['￥62,000', 62_000],
    ['¥62,000-', 62_000],
    ['６２，０００円', 62_000],
    ['\\62,000', 62_000],
    ['62,000円也', 62_000],
    ['JPY 62,000', 62_000],
    ['62千円', 62_000],
    ['6.2万円', 62_000],
    ['62 000', 62_000],
    ['￥ 1 234 567 円', 1_234_567],
    ['0', 0],
  ])('%s is %d yen', (text, amount) => {
    expect(readPrice(textCell(text))).toEqual({ value: { state: 'LISTED', amount } });
  });

  it.each([
    ['オープン価格', 'OPEN'],
    ['ｵｰﾌﾟﾝ価格', 'OPEN'],
    ['OPEN', 'OPEN'],
    ['お問い合わせ', 'ON_REQUEST'],
    ['別途見積', 'ON_REQUEST'],
    ['要見積', 'ON_REQUEST'],
    ['要問合せ', 'ON_REQUEST'],
    ['お問合せ下さい', 'ON_REQUEST'],
  ])('%s is %s', (text, state) => {
    expect(readPrice(textCell(text))).toEqual({ value: { state } });
  });

  it.each(['', '-', '―', ' '])('%j says nothing', (text) => {
    expect(readPrice(textCell(text))).toEqual({});
  });

  it.each([
    [textCell('-1'), 'PRICE_NEGATIVE'],
    [textCell('△1,000'), 'PRICE_NEGATIVE'],
    [textCell('(1,000)'), 'PRICE_NEGATIVE'],
    [numberCell(-1), 'PRICE_NEGATIVE'],
    [numberCell(62_000.5), 'PRICE_NOT_INTEGER'],
    [textCell('62000.5'), 'PRICE_NOT_INTEGER'],
    [textCell('62,00'), 'PRICE_FORMAT'],
    [textCell('六万'), 'PRICE_FORMAT'],
    // Two prices in one cell are none.
    [textCell('62000\n68200'), 'PRICE_FORMAT'],
    [textCell('62\n680'), 'PRICE_FORMAT'],
    [textCell('62000 68200'), 'PRICE_FORMAT'],
    [textCell('6 2000'), 'PRICE_FORMAT'],
    [numberCell(1e20), 'PRICE_FORMAT'],
  ])('refuses %j', (cell, code) => {
    expect(readPrice(cell)).toMatchObject({ issue: { code, severity: 'ERROR' } });
  });

  it('forgives the dust of binary fractions and reads a column in thousands', () => {
    expect(readPrice(numberCell(0.1 + 0.2 + 61_999.7)).value).toEqual({ state: 'LISTED', amount: 62_000 });
    expect(readPrice(numberCell(62.5), 1_000).value).toEqual({ state: 'LISTED', amount: 62_500 });
  });

  it('reads every amount back from every spelling', () => {
    const spellings = [
      String,
      (n: number) => n.toLocaleString('en'),
      (n: number) => `￥${n.toLocaleString('en')}`,
      (n: number) => `${n} 円`,
    ];
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.constantFrom(...spellings), (amount, spell) => {
        expect(readPrice(textCell(spell(amount)))).toEqual({ value: { state: 'LISTED', amount } });
      }),
    );
  });
});

describe('readMonths', () => {
  it.each([
    ['3年', 36],
    ['３年', 36],
    ['36ヶ月', 36],
    ['36か月', 36],
    ['36カ月', 36],
    ['３６ｶ月', 36],
    ['3Y', 36],
    ['3 years', 36],
    ['Up to 60 Months', 60],
    ['60カ月(Up to 60 Months)', 60],
    ['1年継続', 12],
    ['1年6ヶ月', 18],
    ['36', 36],
  ])('%s is %d months', (text, months) => {
    expect(readMonths(textCell(text))).toEqual({ value: months });
  });

  it.each(['3', '三年', '0', '3週', '1.5', 'SR650'])('refuses %s', (text) => {
    expect(readMonths(textCell(text))).toMatchObject({ issue: { code: 'TERM_FORMAT' } });
  });

  it('takes the unit of a bare number from the header', () => {
    expect(readMonths(numberCell(3), 'YEARS')).toEqual({ value: 36 });
    expect(readMonths(numberCell(3), 'MONTHS')).toEqual({ value: 3 });
  });

  it.each([
    ['3年 翌営業日以降対応(9時間x週5日) ThinkSystem SR630', 36],
    ['プレミアサポートアップグレード 60カ月(Up to 60 Months)', 60],
    ['1年継続 24時間x週7日', 12],
    ['ThinkSystem SR630', undefined],
  ])('finds the length in %s', (text, months) => {
    expect(findMonths(text)).toBe(months);
  });
});

describe('readMark', () => {
  it.each([
    ...['○', '◯', '〇', '●', '◎', '可', '対象', 'Y', 'ｙ', '1'].map((mark) => [mark, 'YES']),
    ...['×', '✕', '✖', 'x', 'Ｘ', '-', '－', 'ー', '不可', '対象外', '無', '0'].map((mark) => [mark, 'NO']),
    ...['△', '▲', '要相談'].map((mark) => [mark, 'CONDITIONAL']),
  ])('%s is %s', (text, mark) => {
    expect(readMark(textCell(text))).toEqual({ value: mark });
  });

  it('knows no other mark, and takes none for a no', () => {
    expect(readMark(textCell('？'))).toMatchObject({ issue: { code: 'MARK_UNKNOWN' } });
    expect(readMark(textCell(' '))).toEqual({});
    expect(readTick(textCell('△'))).toMatchObject({ issue: { code: 'MARK_UNKNOWN' } });
    expect(readTick(textCell('○'))).toEqual({ value: true });
  });
});

describe('readCode', () => {
  it.each(['7X06-CTO1WW', '７Ｘ０６ＣＴＯ１ＷＷ', ' 7x06 cto1ww ', '7X06ーCTO1WW', '7X06−CTO1WW', '7X06\u200BCTO1WW'])(
    'cleans %j',
    (text) => {
      expect(readCode(textCell(text))).toEqual({ value: '7X06CTO1WW' });
    },
  );

  it.each<[Cell, string]>([
    [numberCell(1_234_567), 'PN_NUMERIC_CELL'],
    [numberCell(5e12), 'PN_SCIENTIFIC'],
    [numberCell(8_870, '0.00E+00'), 'PN_SCIENTIFIC'],
    [textCell('5E+12'), 'PN_SCIENTIFIC'],
    [{ column: 1, raw: '2021-09-28', value: { kind: 'date', date: '2021-09-28' as never } }, 'PN_DATE_CELL'],
  ])('refuses what a spreadsheet made of a code: %j', (cell, code) => {
    expect(readCode(cell, { wholeNumberDigits: [4] })).toMatchObject({ issue: { code } });
  });

  it('takes a number that cannot have lost a zero, or whose format shows its zeros', () => {
    expect(readCode(numberCell(8_871), { wholeNumberDigits: [4] })).toEqual({ value: '8871' });
    expect(readCode(numberCell(871), { wholeNumberDigits: [4] })).toMatchObject({ issue: { code: 'PN_NUMERIC_CELL' } });
    expect(readCode(numberCell(1_234, '0000000'))).toEqual({ value: '0001234' });
  });
});

describe('readLocalGovernmentCode', () => {
  it.each([
    ['131016', '131016'],
    ['13101', '131016'],
    ['011002', '011002'],
    ['01100', '011002'],
    ['１３１０１６', '131016'],
  ])('%s is %s', (text, code) => {
    expect(readLocalGovernmentCode(textCell(text))).toEqual({ value: code });
  });

  it.each(['131017', '1310', '1310160', 'abc'])('refuses %s', (text) => {
    expect(readLocalGovernmentCode(textCell(text))).toMatchObject({ issue: { code: 'MUNI_CHECK_DIGIT' } });
  });

  it('gives a number cell its zero back, by the prefecture where there are two readings', () => {
    expect(readLocalGovernmentCode(numberCell(431_001))).toEqual({ value: '431001' });
    expect(readLocalGovernmentCode(numberCell(11_002), '01')).toEqual({ value: '011002' });
    expect(readLocalGovernmentCode(numberCell(11_002))).toMatchObject({ issue: { code: 'MUNI_AMBIGUOUS' } });
  });

  it('finds every wrong check digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 47_999 }), fc.integer({ min: 1, max: 9 }), (number, off) => {
        const digits = String(number).padStart(5, '0');
        const check = checkDigitOf(digits);
        expect(readLocalGovernmentCode(textCell(digits + check))).toEqual({ value: digits + check });
        const wrong = digits + String((Number(check) + off) % 10);
        expect(readLocalGovernmentCode(textCell(wrong))).toMatchObject({ issue: { code: 'MUNI_CHECK_DIGIT' } });
      }),
    );
  });
});
