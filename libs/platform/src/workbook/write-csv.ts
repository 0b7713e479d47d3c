import { Readable } from 'node:stream';

import type { WrittenTable, WrittenValue } from './written-values.ts';

const BYTE_ORDER_MARK = '\uFEFF';
// A spreadsheet takes text that begins so for a formula, in full width too; after blanks it may still.
const FORMULA_START = /^\s*[=+\-@\t\r＝＋－＠]/;
const ROWS_AT_ONCE = 200;

/**
 * A table as UTF-8 text for spreadsheets: with a byte order mark, for Excel in Japan, every field quoted, and text that
 * would be taken for a formula behind an apostrophe. Rows are taken as they are read.
 */
export function writeCsv(table: WrittenTable): Readable {
  return Readable.from(chunks(table), { objectMode: false });
}

async function* chunks({ columns, rows }: WrittenTable): AsyncGenerator<string> {
  let text = BYTE_ORDER_MARK + line(columns.map(({ header }) => header));
  let held = 0;
  for await (const row of rows) {
    text += line(row);
    held += 1;
    if (held < ROWS_AT_ONCE) continue;
    yield text;
    text = '';
    held = 0;
  }
  if (text !== '') yield text;
}

function line(values: readonly WrittenValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: WrittenValue): string {
  return `"${textOf(value).replaceAll('"', '""')}"`;
}

function textOf(value: WrittenValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return 'day' in value ? value.day : String(value.number);
  // A number is one: a minus before it begins no formula.
  if (typeof value !== 'string') return String(value);
  return FORMULA_START.test(value) ? `'${value}` : value;
}
