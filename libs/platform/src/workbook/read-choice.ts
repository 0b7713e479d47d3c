import { plainText, type Reading, unreadable } from './reading.ts';
import type { Cell } from './workbook.ts';

/** A closed set of values with the words a list may use for each; the first word is the one to suggest. */
export type Choices<Value extends string> = ReadonlyMap<Value, readonly string[]>;

/** Reads one of a closed set; width, case, blanks and the shape of the times sign do not matter. */
export function readChoice<Value extends string>(cell: Cell, choices: Choices<Value>): Reading<Value> {
  const key = choiceKey(cell.raw);
  if (key === '' || key === '-') return {};
  for (const [value, words] of choices) {
    if (choiceKey(value) === key || words.some((word) => choiceKey(word) === key)) return { value };
  }
  return unreadable('ENUM_UNKNOWN', { words: [...choices.values()].flatMap((words) => words.slice(0, 1)) });
}

/** The form in which words of a closed set are compared. */
export function choiceKey(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replace(/[×✕✖*]/g, 'x')
    .replace(/[\s・、,_]/g, '')
    .replace(/[‐‑–—―−ー]/g, '-');
}
