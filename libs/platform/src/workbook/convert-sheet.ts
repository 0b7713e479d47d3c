import type { ParsedCellModel, ParsedRowModel, ParsedSheetModel } from './exceljs-model.ts';
import { type NumberLook, numberValue, showsADay } from './number-format.ts';
import { type Cell, type CellValue, columnNumber, type MergedRange, type Row } from './workbook.ts';

/** A cell before its text for messages is added. */
export type ConvertedCell = Omit<Cell, 'raw'>;

interface ConvertedRow extends Pick<Row, 'number' | 'hidden'> {
  readonly cells: readonly ConvertedCell[];
}

/** A worksheet as the library has read it, as plain data. */
export interface ConvertedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly ConvertedRow[];
  readonly merges: readonly MergedRange[];
}

/** A worksheet as plain data. Throws where the library may have lost what the file says. */
export function convertSheet(model: ParsedSheetModel, date1904: boolean): ConvertedSheet {
  return {
    name: model.name,
    hidden: model.state === 'hidden' || model.state === 'veryHidden',
    rows: model.rows.map((row) => convertRow(row, date1904)),
    merges: (model.mergeCells ?? []).map(convertMerge),
  };
}

function convertRow(model: ParsedRowModel, date1904: boolean): ConvertedRow {
  return {
    number: model.number,
    hidden: model.hidden === true,
    cells: model.cells.flatMap((cell) => convertCell(cell, model.number, date1904) ?? []),
  };
}

const RANGE = /^([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})$/;

function convertMerge(range: string): MergedRange {
  const [, left = '', top, right = '', bottom] = RANGE.exec(range) ?? [];
  if (top === undefined) throw new Error(`merged range ${range}`);
  return { top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) };
}

const FORMULA = 6;

function convertCell(model: ParsedCellModel, row: number, date1904: boolean): ConvertedCell | undefined {
  const [, letters = '', said] = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(model.address) ?? [];
  if (Number(said) !== row) throw new Error(`cell ${model.address} in row ${row}`);
  const content = model.type === FORMULA ? model.result : model.value;
  // The library forgets a saved result that is empty text, as if there were none.
  if (model.type === FORMULA && content === undefined) throw new Error(`formula ${model.address}`);
  const value = valueOf(content, model.style?.numFmt, date1904);
  if (value === undefined) return undefined;
  const cell = { column: columnNumber(letters), value };
  return isStruckThrough(model) ? { ...cell, struckThrough: true } : cell;
}

function valueOf(content: unknown, numberFormat: string | undefined, date1904: boolean): CellValue | undefined {
  switch (typeof content) {
    case 'string':
      return content === '' ? undefined : { kind: 'text', text: content };
    case 'number':
      if (!Number.isFinite(content)) throw new Error('a number that is none');
      return numberValue(content, lookOf(numberFormat), date1904);
    case 'boolean':
      return { kind: 'boolean', boolean: content };
    default:
      return objectValue(content);
  }
}

const LOOKS = new Map<string | undefined, NumberLook>();

function lookOf(numberFormat: string | undefined): NumberLook {
  const known = LOOKS.get(numberFormat);
  if (known !== undefined) return known;
  const look = { numberFormat, showsDay: showsADay(numberFormat) };
  LOOKS.set(numberFormat, look);
  return look;
}

function objectValue(content: unknown): CellValue | undefined {
  if (content === null || content === undefined) return undefined;
  if (typeof content === 'object' && 'error' in content) return { kind: 'error', code: String(content.error) };
  if (typeof content !== 'object' || !('richText' in content) || !Array.isArray(content.richText)) {
    throw new Error('a value of no known kind');
  }
  const text = content.richText.map((run: { text?: string }) => run.text ?? '').join('');
  return text === '' ? undefined : { kind: 'text', text };
}

function isStruckThrough({ style, value }: ParsedCellModel): boolean {
  if (style?.font?.strike === true) return true;
  if (typeof value !== 'object' || value === null || !('richText' in value) || !Array.isArray(value.richText))
    return false;
  return value.richText.some((run: { font?: { strike?: boolean } }) => run.font?.strike === true);
}
