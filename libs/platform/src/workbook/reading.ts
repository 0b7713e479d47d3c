import type { CellIssueCode, IssueFacts, IssueSeverity } from './import-issue.ts';

/** What a cell reader makes of a cell: a value, or what is wrong, or neither when the cell says nothing. */
export interface Reading<T> {
  readonly value?: T;
  readonly issue?: { readonly code: CellIssueCode; readonly severity: IssueSeverity; readonly expected?: IssueFacts };
}

/** A cell that cannot be meant. */
export function unreadable(code: CellIssueCode, expected?: IssueFacts): Reading<never> {
  return { issue: { code, severity: 'ERROR', ...(expected && { expected }) } };
}

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;

/** Text for reading numbers, days and words: full width made half, blanks trimmed, invisible characters removed. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

const NOTHING = /^(?:[-‐‑‒–—―−ー*]*|n\/?a|なし|無し)$/i;

/** Whether the text is one of the ways to leave a cell empty: blank, a dash, `なし`, `N/A`. */
export function saysNothing(plain: string): boolean {
  return NOTHING.test(plain);
}
