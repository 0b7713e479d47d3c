import { plainText, type Reading, unreadable } from './reading.ts';
import type { Cell } from './workbook.ts';

export interface CodeReadingOptions {
  /** How many digits a code may have that a spreadsheet has taken for a number; without a lost zero it is still whole. */
  readonly wholeNumberDigits?: readonly number[];
}

const LEFT_OUT = /[\s\-‐‑‒–—―−ーｰ_.·]/g;

/** Reads a code of letters and digits as people write it, in any width and case, with or without hyphens. */
export function readCode(cell: Cell, { wholeNumberDigits = [] }: CodeReadingOptions = {}): Reading<string> {
  const { value } = cell;
  if (value.kind === 'date') return unreadable('PN_DATE_CELL');
  if (value.kind === 'number') return readNumber(value.number, value.numberFormat, wholeNumberDigits);
  const code = plainText(cell.raw).toUpperCase().replace(LEFT_OUT, '');
  if (code === '') return {};
  return /^\d(?:\.\d+)?E\+\d+$/.test(plainText(cell.raw).toUpperCase()) ? unreadable('PN_SCIENTIFIC') : { value: code };
}

function readNumber(number: number, numberFormat = '', wholeNumberDigits: readonly number[]): Reading<string> {
  if (/^0{2,}$/.test(numberFormat) && Number.isSafeInteger(number) && number >= 0) {
    return { value: String(number).padStart(numberFormat.length, '0') };
  }
  if (/e/i.test(numberFormat.replace(/general/i, '')) || !Number.isSafeInteger(number) || number >= 1e11) {
    return unreadable('PN_SCIENTIFIC');
  }
  const digits = String(number);
  return wholeNumberDigits.includes(digits.length) && number > 0 ? { value: digits } : unreadable('PN_NUMERIC_CELL');
}
