import { rawOf } from './raw-of.ts';
import type { Cell, CellValue, Row } from './workbook.ts';

/**
 * Rows as they travel between processes: one flat list of numbers and strings, a fraction of the size and cost of the
 * objects. A row begins with its number, negative, and doubled to hold whether it is hidden; a cell with its column,
 * its kind and whether it is struck through in one number, then its content.
 */
export interface PackedRows {
  readonly items: readonly (number | string | boolean)[];
  /** Number formats that come up for the first time; cells name them by their place among all of them. */
  readonly newFormats: readonly string[];
}

const KINDS = ['text', 'number', 'date', 'boolean', 'error', 'uncomputed', 'formatted'] as const;
type PackedKind = (typeof KINDS)[number];
const CODE = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Record<PackedKind, number>;
const ROOM_FOR_KIND = 16;

/** Packs rows; what it has learned of formats is valid for one receiver. */
export class RowPacker {
  private readonly formats = new Map<string, number>();
  private items: (number | string | boolean)[] = [];
  private newFormats: string[] = [];

  /** How much is packed and not yet taken. */
  get size(): number {
    return this.items.length;
  }

  beginRow(number: number, hidden: boolean): void {
    this.items.push(-(number * 2 + (hidden ? 1 : 0)));
  }

  text(column: number, text: string, struckThrough: boolean): void {
    this.items.push(headOf(column, 'text', struckThrough), text);
  }

  take(): PackedRows {
    const packed = { items: this.items, newFormats: this.newFormats };
    this.items = [];
    this.newFormats = [];
    return packed;
  }

  cell(column: number, value: CellValue, struckThrough: boolean): void {
    const { kind } = value;
    const formatted = kind === 'number' && value.numberFormat !== undefined;
    this.items.push(headOf(column, formatted ? 'formatted' : kind, struckThrough), contentOf(value));
    if (formatted) this.items.push(this.formatPlace(value.numberFormat));
  }

  private formatPlace(format = ''): number {
    const known = this.formats.get(format);
    if (known !== undefined) return known;
    this.formats.set(format, this.formats.size);
    this.newFormats.push(format);
    return this.formats.size - 1;
  }
}

function headOf(column: number, kind: PackedKind, struckThrough: boolean): number {
  return column * ROOM_FOR_KIND + CODE[kind] * 2 + (struckThrough ? 1 : 0);
}

function contentOf(value: CellValue): string | number | boolean {
  switch (value.kind) {
    case 'number':
      return value.number;
    case 'boolean':
      return value.boolean;
    default:
      return rawOf(value);
  }
}

/** Makes rows again of what one packer has packed, in the same order. */
export class RowUnpacker {
  private readonly formats: string[] = [];

  unpack({ items, newFormats }: PackedRows): Row[] {
    this.formats.push(...newFormats);
    const rows: Row[] = [];
    let cells: Cell[] = [];
    for (let at = 0; at < items.length;) {
      const head = items[at++] as number;
      if (head < 0) {
        cells = [];
        rows.push({ number: Math.floor(-head / 2), hidden: -head % 2 === 1, cells });
        continue;
      }
      const kind = KINDS[(head % ROOM_FOR_KIND) >> 1] ?? 'uncomputed';
      const content = items[at++];
      const value = this.valueOf(kind, content, kind === 'formatted' ? items[at++] : undefined);
      const column = Math.floor(head / ROOM_FOR_KIND);
      cells.push({ column, raw: rawOf(value), value, ...(head % 2 === 1 && { struckThrough: true as const }) });
    }
    return rows;
  }

  private valueOf(kind: PackedKind, content: unknown, format: unknown): CellValue {
    switch (kind) {
      case 'text':
        return { kind, text: content as string };
      case 'number':
        return { kind, number: content as number };
      case 'formatted':
        return { kind: 'number', number: content as number, numberFormat: this.formats[format as number] ?? '' };
      case 'date':
        return { kind, date: content as (CellValue & { kind: 'date' })['date'] };
      case 'boolean':
        return { kind, boolean: content as boolean };
      case 'error':
        return { kind, code: content as string };
      case 'uncomputed':
        return { kind };
    }
  }
}
