import type { Reading } from './reading.ts';
import type { Cell } from './workbook.ts';

/** Reads text as written, but for blanks around it and the kind of its line breaks. */
export function readText(cell: Cell): Reading<string> {
  const text = cell.raw.replace(/\r\n?/g, '\n').trim();
  return text === '' ? {} : { value: text };
}
