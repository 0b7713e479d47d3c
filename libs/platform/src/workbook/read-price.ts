import { plainText, type Reading, saysNothing, unreadable } from './reading.ts';
import type { Cell } from './workbook.ts';

/** A price cell: an amount in whole units, or one of the two ways to publish none. */
export type PriceReading =
  { readonly state: 'LISTED'; readonly amount: number } | { readonly state: 'OPEN' | 'ON_REQUEST' };

const OPEN = /^(?:オープン(?:価格|プライス)?|open(?: price)?)$/i;
const QUOTE =
  /^(?:(?:別途|要)?お?(?:問い?合わ?せ|見積もり|見積り?)(?:ください|下さい)?|(?:個別|都度)お?見積り?|ask|tbd|quote|on request)$/i;
const EXAMPLE = { example: '62,000' };
const TOLERANCE = 1e-6;

/** Whether an amount has the tax in it. */
export type TaxBasis = 'WITHOUT_TAX' | 'WITH_TAX';

/**
 * Reads a price in whole units of a currency that has no smaller one. `unit` is what one of the column stands for. A cell
 * that names another tax basis than its column's is refused.
 */
export function readPrice(cell: Cell, unit = 1, basis?: TaxBasis): Reading<PriceReading> {
  if (cell.value.kind === 'number') return amountOf(cell.value.number * unit);
  if (cell.value.kind !== 'text') return unreadable('PRICE_FORMAT', EXAMPLE);
  if (/\d\s*[\r\n]\s*\S*\d/.test(cell.value.text)) return unreadable('PRICE_FORMAT', EXAMPLE);
  const text = plainText(cell.value.text);
  if (saysNothing(text)) return {};
  if (OPEN.test(text)) return { value: { state: 'OPEN' } };
  if (QUOTE.test(text)) return { value: { state: 'ON_REQUEST' } };
  const [, without, withTax] = SAYS_BASIS.exec(text) ?? [];
  const said = without ? 'WITHOUT_TAX' : withTax && 'WITH_TAX';
  if (said && said !== basis) return unreadable('PRICE_FORMAT', EXAMPLE);
  return readAmount(text.replace(SAYS_BASIS, ''), unit);
}

const SAYS_BASIS = /\s*\(?(?:(税抜き?|税別|\+税)|(税込み?))\)?$/;
const PARTS = /^(△|▲|-)?(?:JPY|[¥\\])?(-)?([\d,]+(?:\.\d+)?)(千円|万円|円)?(?:也|\.?-)?(?:JPY)?$/i;
const BRACKETED = /^\(([^()]+)\)$/;
/** A blank may stand for the comma. Between other digits it parts two numbers, and nobody knows which one is meant. */
const THOUSANDS_APART = /(?<=\d) (?=\d{3}(?!\d))/g;
const BESIDE_DIGITS = /(?<!\d)\s+|\s+(?!\d)/g;
const GROUPED = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

function readAmount(text: string, unit: number): Reading<PriceReading> {
  const compact = text
    .replace(/[−‐–―]/g, '-')
    .replace(/^金/, '')
    .replace(THOUSANDS_APART, ',')
    .replace(BESIDE_DIGITS, '');
  const inside = BRACKETED.exec(compact)?.[1];
  const [, before, after, digits, written] = PARTS.exec(inside ?? compact) ?? [];
  if (digits === undefined || !GROUPED.test(digits)) return unreadable('PRICE_FORMAT', EXAMPLE);
  const scale = written === '千円' ? 1_000 : written === '万円' ? 10_000 : written === '円' ? 1 : unit;
  const amount = Number(digits.replaceAll(',', '')) * scale;
  const negative = inside !== undefined || before !== undefined || after !== undefined;
  return amountOf(negative ? -amount : amount);
}

function amountOf(amount: number): Reading<PriceReading> {
  const whole = Math.round(amount);
  if (amount < 0) return unreadable('PRICE_NEGATIVE', EXAMPLE);
  if (!Number.isSafeInteger(whole)) return unreadable('PRICE_FORMAT', EXAMPLE);
  if (Math.abs(amount - whole) > TOLERANCE) return unreadable('PRICE_NOT_INTEGER', EXAMPLE);
  return { value: { state: 'LISTED', amount: whole } };
}
