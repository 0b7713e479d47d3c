import { plainText, type Reading, saysNothing, unreadable } from './reading.ts';
import type { Cell } from './workbook.ts';

/** What a bare number in a column of lengths counts, when its header says so. */
export type LengthUnit = 'MONTHS' | 'YEARS';

const LONGEST_MONTHS = 240;
const EXPECTED = { example: '36' };
const YEARS = '(\\d{1,2})\\s?(?:年間?|years?|yrs?|y)';
const MONTHS = '(\\d{1,3})\\s?(?:[ヶかヵカケ箇ヵ]?月間?|months?|mos?|m)';
const LENGTH = new RegExp(
  `^(?:up to )?(?:${YEARS})?\\s?(?:${MONTHS})?(?:\\s?継続|\\s?\\(up to \\d+ months?\\))?$`,
  'i',
);

/**
 * Reads a length in months: `3年`, `36ヶ月`, `3Y`, `Up to 60 Months`, `1年継続`. A bare number counts months, unless
 * the header says years; below 12 it could be either and is an issue.
 */
export function readMonths(cell: Cell, unit?: LengthUnit): Reading<number> {
  const text = plainText(cell.raw);
  if (saysNothing(text)) return {};
  const months = /^\d+(?:\.\d+)?$/.test(text) ? bareMonths(Number(text), unit) : monthsOf(text);
  if (months === undefined || !Number.isInteger(months) || months < 1 || months > LONGEST_MONTHS) {
    return unreadable('TERM_FORMAT', EXPECTED);
  }
  return { value: months };
}

function bareMonths(number: number, unit: LengthUnit | undefined): number | undefined {
  if (unit === 'YEARS') return number * 12;
  return unit === 'MONTHS' || number >= 12 ? number : undefined;
}

function monthsOf(text: string): number | undefined {
  const [, years, months] = LENGTH.exec(text) ?? [];
  if (years === undefined && months === undefined) return undefined;
  return Number(years ?? 0) * 12 + Number(months ?? 0);
}

/** The length that a longer text names: `3年 翌営業日以降対応`, `… (Up to 60 Months)`. */
export function findMonths(text: string): number | undefined {
  const plain = plainText(text);
  const [, years] = new RegExp(`(?<![\\d.])${YEARS}(?![a-z])`, 'i').exec(plain) ?? [];
  const [, months] = new RegExp(`(?<![\\d.])${MONTHS}(?![a-z])`, 'i').exec(plain) ?? [];
  if (months !== undefined) return Number(months) + Number(years ?? 0) * 12;
  return years === undefined ? undefined : Number(years) * 12;
}

/** The unit that a header's qualifiers or name give to bare numbers. */
export function lengthUnitOf(
  header: { readonly name: string; readonly qualifiers: readonly string[] } | undefined,
): LengthUnit | undefined {
  const texts = [...(header?.qualifiers ?? []), header?.name.normalize('NFKC').toLowerCase() ?? ''];
  if (texts.some((text) => /月|month/.test(text))) return 'MONTHS';
  return texts.some((text) => /^年|年数|years/.test(text)) ? 'YEARS' : undefined;
}
