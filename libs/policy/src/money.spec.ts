import { expect, it } from '@jest/globals';
import { decimalAmount } from './money.ts';

it.each([
  { money: { amountMinor: 62_000, currency: 'JPY' }, text: '62000' },
  { money: { amountMinor: 5, currency: 'USD' }, text: '0.05' },
  { money: { amountMinor: -12_345, currency: 'EUR' }, text: '-123.45' },
  { money: { amountMinor: 0, currency: 'CNY' }, text: '0.00' },
])('writes $money as $text', ({ money, text }) => {
  expect(decimalAmount(money)).toBe(text);
});

it('refuses a currency it does not keep', () => {
  expect(() => decimalAmount({ amountMinor: 1, currency: 'XXX' })).toThrow(new RangeError('unknown currency: XXX'));
});
