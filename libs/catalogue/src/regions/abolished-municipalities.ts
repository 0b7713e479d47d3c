/**
 * Municipalities that ended, by the first five digits of their code, and the one that took their place
 * (rules.md R-REG-DEFUNCT). Where a municipality was divided there is no one successor: it is not listed, and the place is
 * asked for again.
 */
export const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ['22131', '22138'], // 浜松市中区 → 中央区, 2024-01-01
  ['22132', '22138'], // 浜松市東区 → 中央区
  ['22133', '22138'], // 浜松市西区 → 中央区
  ['22134', '22138'], // 浜松市南区 → 中央区
  ['22136', '22139'], // 浜松市浜北区 → 浜名区
  ['22137', '22140'], // 浜松市天竜区, code changed
]);
