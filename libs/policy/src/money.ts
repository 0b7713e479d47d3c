/** An amount in the smallest unit of its currency (JPY has no smaller unit than the yen). */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

const DECIMALS: Readonly<Record<string, number>> = { JPY: 0, USD: 2, EUR: 2, CNY: 2 };

/**
 * The amount as a decimal string, with the decimals the currency has. Throws `RangeError` for a currency we do not
 * keep.
 */
export function decimalAmount({ amountMinor, currency }: Money): string {
  const decimals = DECIMALS[currency];
  if (decimals === undefined) throw new RangeError(`unknown currency: ${currency}`);
  if (decimals === 0) return String(amountMinor);
  const digits = String(Math.abs(amountMinor)).padStart(decimals + 1, '0');
  return `${amountMinor < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
