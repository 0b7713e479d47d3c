import { createHash } from 'node:crypto';
import type { Row, Workbook } from './workbook.ts';

/**
 * What a workbook says, as one SHA-256: names and order of its sheets, every filled cell with its place, kind and
 * number format, what is hidden, merged or struck through. The same content has the same hash whoever read it,
 * however it was packed and whatever its cells look like.
 */
export function contentHash({ sheets, date1904 }: Pick<Workbook, 'sheets' | 'date1904'>): string {
  const hash = createHash('sha256').update(line({ date1904 }));
  for (const { name, hidden, rows, merges } of sheets) {
    hash.update(line({ name, hidden }));
    for (const row of rows) hash.update(line(rowContent(row)));
    hash.update(line(merges.map(({ top, left, bottom, right }) => [top, left, bottom, right].join()).sort()));
  }
  return hash.digest('hex');
}

function rowContent({ number, hidden, cells }: Row): unknown[] {
  return [
    number,
    hidden,
    cells.map(({ column, raw, value, struckThrough }) => {
      const format = value.kind === 'number' ? value.numberFormat : undefined;
      return [column, value.kind, raw, format ?? null, struckThrough === true];
    }),
  ];
}

function line(content: unknown): string {
  return `${JSON.stringify(content)}\n`;
}
