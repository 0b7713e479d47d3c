import type { CellValue } from './workbook.ts';

/** A cell's content as text: what a message about it quotes. */
export function rawOf(value: CellValue): string {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return String(value.number);
    case 'date':
      return value.date;
    case 'boolean':
      return value.boolean ? 'TRUE' : 'FALSE';
    case 'error':
      return value.code;
    case 'uncomputed':
      return '';
  }
}
