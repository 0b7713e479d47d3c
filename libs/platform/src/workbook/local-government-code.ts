import { unreadable, type Reading, plainText } from './reading.ts';
import type { Cell } from './workbook.ts';

/** The prefectures in the order of their two-digit codes, from 01. */
export const PREFECTURES: readonly string[] = (
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 ' +
  '山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 ' +
  '香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県'
).split(' ');

/** The two digits that codes of a prefecture begin with, if there is such a prefecture. */
export function prefectureDigits(name: string): string | undefined {
  const index = PREFECTURES.indexOf(plainText(name));
  return index < 0 ? undefined : String(index + 1).padStart(2, '0');
}

const WEIGHTS = [6, 5, 4, 3, 2];

/** The sixth digit of a local government code: 11 less the weighted sum of the first five, modulo 11, its last digit. */
export function checkDigitOf(fiveDigits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(fiveDigits[index]), 0);
  return String((11 - (sum % 11)) % 10);
}

/** Whether the six digits carry the check digit of their first five. */
export function isLocalGovernmentCode(code: string): boolean {
  return /^\d{6}$/.test(code) && checkDigitOf(code) === code[5];
}

/**
 * Reads a code of five or six digits into six. A number cell may have lost its first zero; where that leaves two
 * readings, the prefecture's digits decide, and without them it is an issue.
 */
export function readLocalGovernmentCode(cell: Cell, prefecture?: string): Reading<string> {
  const digits = plainText(cell.raw).replace(/[\s-]/g, '');
  if (digits === '') return {};
  if (!/^\d{4,6}$/.test(digits)) return unreadable('MUNI_CHECK_DIGIT', { example: '131016' });
  const readings = [digits, ...(cell.value.kind === 'number' ? [`0${digits}`] : [])].flatMap((text) => {
    if (text.length === 5) return [text + checkDigitOf(text)];
    return isLocalGovernmentCode(text) ? [text] : [];
  });
  const fitting = readings.filter((code) => prefecture === undefined || code.startsWith(prefecture));
  const [only, ...others] = fitting.length > 0 ? fitting : readings;
  if (only === undefined) {
    const expected = digits.length === 6 ? digits.slice(0, 5) + checkDigitOf(digits) : '131016';
    return unreadable('MUNI_CHECK_DIGIT', { example: expected });
  }
  return others.length === 0 ? { value: only } : unreadable('MUNI_AMBIGUOUS', { codes: [only, ...others] });
}
