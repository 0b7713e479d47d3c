import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDate } from '#policy';
import { findDate, readDate } from './read-date.ts';
import type { Cell } from './workbook.ts';

function textCell(text: string): Cell {
  return { column: 1, raw: text, value: { kind: 'text', text } };
}

function numberCell(number: number): Cell {
  return { column: 1, raw: String(number), value: { kind: 'number', number } };
}

const NONE_FROM = { noneFrom: calendarDate('2050-01-01') };

describe('readDate', () => {
  it.each([
    ['2021年9月28日', '2021-09-28'],
    ['２０２１年９月２８日', '2021-09-28'],
    ['2021/9/28', '2021-09-28'],
    ['2021-09-28', '2021-09-28'],
    ['2021－09－28', '2021-09-28'],
    ['2021.9.28', '2021-09-28'],
    ['20210928', '2021-09-28'],
    ['2021/9/28 (火)', '2021-09-28'],
    ['2021-09-28T00:00:00', '2021-09-28'],
    ['R3.9.28', '2021-09-28'],
    ['Ｒ３．９．２８', '2021-09-28'],
    ['令和3年9月28日', '2021-09-28'],
    ['令和元年5月1日', '2019-05-01'],
    ['H31.4.30', '2019-04-30'],
    ['㍻31年4月30日', '2019-04-30'],
    ['28 Sep 2021', '2021-09-28'],
    ['September 28, 2021', '2021-09-28'],
    ['2024年2月29日', '2024-02-29'],
  ])('%s is %s', (text, date) => {
    expect(readDate(textCell(text))).toEqual({ value: date });
  });

  it.each([
    ['2024年2月30日', 'DATE_FORMAT'],
    ['2023/2/29', 'DATE_FORMAT'],
    ['2021/13/1', 'DATE_FORMAT'],
    ['昨日', 'DATE_FORMAT'],
    ['令和0年1月1日', 'DATE_FORMAT'],
    ['9/28', 'DATE_NO_YEAR'],
    ['9月28日', 'DATE_NO_YEAR'],
    ['09/10/2021', 'DATE_AMBIGUOUS'],
    ['21/9/28', 'DATE_AMBIGUOUS'],
    ['2021年9月', 'DATE_PARTIAL'],
    ['9月末', 'DATE_PARTIAL'],
    ['2021年', 'DATE_PARTIAL'],
    ['1989/12/31', 'DATE_OUT_OF_RANGE'],
    ['2100/1/1', 'DATE_OUT_OF_RANGE'],
    ['昭和64年1月7日', 'DATE_OUT_OF_RANGE'],
  ])('%s is %s', (text, code) => {
    expect(readDate(textCell(text))).toMatchObject({ issue: { code, severity: 'ERROR' } });
    expect(readDate(textCell(text)).value).toBeUndefined();
  });

  it.each(['未定', '未発表', '', '-', '―', 'N/A', 'TBD', 'なし'])('%j says no day', (text) => {
    expect(readDate(textCell(text))).toEqual({});
  });

  it.each(['2050-01-01', '2050/1/1', '2099-12-31', '9999/12/31'])('%s stands for no day where that is said', (text) => {
    expect(readDate(textCell(text), NONE_FROM)).toEqual({});
  });

  it('takes the day before as a day', () => {
    expect(readDate(textCell('2049-12-31'), NONE_FROM)).toEqual({ value: '2049-12-31' });
  });

  it('reads the end of a month as its last day, with a warning', () => {
    const { value, issue } = readDate(textCell('2024年2月末'));
    expect(value).toBe('2024-02-29');
    expect(issue).toMatchObject({ code: 'DATE_PARTIAL', severity: 'WARNING' });
  });

  it.each([
    [44_467, false, '2021-09-28'],
    [44_467.75, false, '2021-09-28'],
    [44_467 - 1_462, true, '2021-09-28'],
  ])('reads the serial %d (1904: %s)', (number, date1904, date) => {
    const { value, issue } = readDate(numberCell(number), { date1904 });
    expect(value).toBe(date);
    expect(issue).toMatchObject({ code: 'DATE_FROM_SERIAL', severity: 'WARNING' });
  });

  it.each([0, 36, 19_999, 80_001, -1, Number.POSITIVE_INFINITY])('takes %d for no serial', (number) => {
    expect(readDate(numberCell(number))).toMatchObject({ issue: { code: 'DATE_FORMAT' } });
  });

  it('reads every day back from every spelling', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    const spellings: ((y: number, m: number, d: number) => string)[] = [
      (y, m, d) => `${y}年${m}月${d}日`,
      (y, m, d) => `${y}/${m}/${d}`,
      (y, m, d) => `${y}.${m}.${d}`,
      (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
      (y, m, d) => `${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`,
      (y, m, d) => (y >= 2019 ? `令和${y === 2019 ? '元' : y - 2018}年${m}月${d}日` : `平成${y - 1988}年${m}月${d}日`),
      (y, m, d) => (y >= 2019 ? `R${y - 2018}.${m}.${d}` : `H${y - 1988}.${m}.${d}`),
    ];
    fc.assert(
      fc.property(days, fc.constantFrom(...spellings), fc.boolean(), (day, spell, wide) => {
        const iso = day.toISOString().slice(0, 10);
        const text = spell(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
        const widened = wide
          ? text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
          : text;
        expect(readDate(textCell(widened))).toEqual({ value: iso });
      }),
      { numRuns: 500 },
    );
  });
});

it.each([
  ['2026年10月1日版', '2026-10-01'],
  ['更新日: 2026年10月1日', '2026-10-01'],
  ['令和8年10月1日 現在', '2026-10-01'],
  ['as of 2026-10-01', '2026-10-01'],
  ['Lenovo Services 検索リスト', undefined],
])('findDate(%s) is %s', (text, date) => {
  expect(findDate(text)).toBe(date);
});
