import type { CalendarDate } from '#policy';
import type { ParsedCellModel, ParsedRowModel, ParsedSheetModel } from './exceljs-model.ts';
import { type Cell, type CellValue, columnNumber, type MergedRange, type Row, type Sheet } from './workbook.ts';

/** A worksheet as plain data. `date1904` is needed to take a wrongly recognised day back to its number. */
export function convertSheet(model: ParsedSheetModel, date1904: boolean): Sheet {
  return {
    name: model.name,
    hidden: model.state === 'hidden' || model.state === 'veryHidden',
    rows: model.rows.map((row) => convertRow(row, date1904)).filter((row) => row.cells.length > 0),
    merges: (model.mergeCells ?? []).flatMap(convertMerge),
  };
}

function convertRow(model: ParsedRowModel, date1904: boolean): Row {
  const cells = model.cells.flatMap((cell) => convertCell(cell, date1904) ?? []);
  return { number: model.number, hidden: model.hidden === true, cells: cells.sort((a, b) => a.column - b.column) };
}

const RANGE = /^([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})$/;

function convertMerge(range: string): MergedRange[] {
  const [, left = '', top, right = '', bottom] = RANGE.exec(range) ?? [];
  if (top === undefined) return [];
  return [{ top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right) }];
}

const FORMULA = 6;

function convertCell(model: ParsedCellModel, date1904: boolean): Cell | undefined {
  const content = model.type === FORMULA ? model.result : model.value;
  const numberFormat = model.style?.numFmt;
  const value = model.type === FORMULA && content === undefined ? UNCOMPUTED : valueOf(content, numberFormat, date1904);
  if (value === undefined) return undefined;
  const cell = { column: columnNumber(/^[A-Z]+/.exec(model.address)?.[0] ?? ''), raw: rawOf(value), value };
  return isStruckThrough(model) ? { ...cell, struckThrough: true } : cell;
}

const UNCOMPUTED: CellValue = { kind: 'uncomputed' };

function valueOf(content: unknown, numberFormat: string | undefined, date1904: boolean): CellValue | undefined {
  if (content instanceof Date) return dateValue(content, numberFormat, date1904);
  switch (typeof content) {
    case 'string':
      return content === '' ? undefined : { kind: 'text', text: content };
    case 'number':
      if (Number.isNaN(content)) return UNCOMPUTED;
      return { kind: 'number', number: content, ...(numberFormat !== undefined && { numberFormat }) };
    case 'boolean':
      return { kind: 'boolean', boolean: content };
    default:
      return objectValue(content);
  }
}

function objectValue(content: unknown): CellValue | undefined {
  if (content === null || content === undefined) return undefined;
  if (typeof content !== 'object') return undefined;
  if ('error' in content) return { kind: 'error', code: String(content.error) };
  const text = richText(content);
  return text === '' ? undefined : { kind: 'text', text };
}

function richText(content: object): string {
  if (!('richText' in content) || !Array.isArray(content.richText)) return '';
  return content.richText.map((run: { text?: string }) => run.text ?? '').join('');
}

const DAY_MS = 86_400_000;

function dateValue(date: Date, numberFormat: string | undefined, date1904: boolean): CellValue {
  if (Number.isNaN(date.getTime())) return { kind: 'error', code: '#NUM!' };
  if (!showsADay(numberFormat)) {
    const number = date.getTime() / DAY_MS + (date1904 ? 24_107 : 25_569);
    return { kind: 'number', number, ...(numberFormat !== undefined && { numberFormat }) };
  }
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const month = String(date.getUTCMonth() + 1).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, '0');
  return { kind: 'date', date: `${year}-${month}-${day}` as CalendarDate };
}

/**
 * The library takes `0\ \m\o\s` (a number of months, its letters escaped) for a day, and drops the escapes. A format
 * with places for digits shows a number, whatever letters follow; a plain time of day is no day either.
 */
function showsADay(numberFormat = ''): boolean {
  const symbols = numberFormat
    .replace(/"[^"]*"/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/s\.0+/gi, 's');
  if (/[0#?]/.test(symbols)) return false;
  return /[ydge]/i.test(symbols.replace(/general/gi, '')) || (/m/i.test(symbols) && !/[hs]/i.test(symbols));
}

function rawOf(value: CellValue): string {
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

function isStruckThrough({ style, value }: ParsedCellModel): boolean {
  if (style?.font?.strike === true) return true;
  if (typeof value !== 'object' || value === null || !('richText' in value) || !Array.isArray(value.richText))
    return false;
  return value.richText.some((run: { font?: { strike?: boolean } }) => run.font?.strike === true);
}
