import { RegionMark } from '#policy';
import { plainText, type Reading, unreadable } from './reading.ts';
import type { Cell } from './workbook.ts';

const MARKS: readonly (readonly [RegExp, RegionMark])[] = [
  [/^(?:[○◯〇●◎✓✔⭕]|可|対象|有|有り|あり|はい|y|yes|true|1)$/i, RegionMark.YES],
  [/^(?:[×✕✖❌☓x-]|[‐–—―−ー]|不可|対象外|無|無し|なし|いいえ|n|no|false|0)$/i, RegionMark.NO],
  [/^(?:[△▲]|要相談|要確認|条件付き?)$/, RegionMark.CONDITIONAL],
];
const EXPECTED = { words: ['○', '×', '△'] };

/** Reads a mark: the circles (three different characters that look alike), crosses, triangles and their words. */
export function readMark(cell: Cell): Reading<RegionMark> {
  const text = plainText(cell.raw).replace(/[\uFE0E\uFE0F]/g, '');
  if (text === '') return {};
  const mark = MARKS.find(([pattern]) => pattern.test(text))?.[1];
  return mark === undefined ? unreadable('MARK_UNKNOWN', EXPECTED) : { value: mark };
}

/** Reads a mark that can only be set or not. */
export function readTick(cell: Cell): Reading<boolean> {
  const { value, issue } = readMark(cell);
  if (issue) return { issue };
  if (value === RegionMark.CONDITIONAL) return unreadable('MARK_UNKNOWN', { words: ['○', '×'] });
  return { value: value === RegionMark.YES };
}
