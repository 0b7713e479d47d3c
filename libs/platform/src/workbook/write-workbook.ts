import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

import exceljs from 'exceljs';

import type { MergedRange } from './workbook.ts';
import { cellText, instantOfDay, type WrittenTable, type WrittenValue } from './written-values.ts';

/** How a row looks: a header, or one that something is said about. */
export type WrittenLook = 'HEADER' | 'FLAGGED' | 'WARNED';

/** A row by its number in the sheet, with values by column, from 1. Rows come in order; numbers may be left out. */
export interface WrittenRow {
  readonly number: number;
  readonly cells: readonly (readonly [column: number, value: WrittenValue])[];
  readonly look?: WrittenLook;
}

export interface WrittenSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly widths?: readonly (number | undefined)[];
  /** Rows above and with the header stay in sight. */
  readonly frozenRows?: number;
  readonly merges?: readonly MergedRange[];
  readonly rows: AsyncIterable<WrittenRow>;
}

/** Other requests get their turn after so many rows. */
const ROWS_AT_ONCE = 100;
const DAY_FORMAT = 'yyyy/mm/dd';
const FILLS: Readonly<Record<WrittenLook, string>> = { HEADER: 'FFD9E1F2', FLAGGED: 'FFFFC7CE', WARNED: 'FFFFEB9C' };

/**
 * An .xlsx of sheets, streamed: rows are taken as the reader of the stream takes what was written, and text stays text,
 * whatever it begins with. A failure while rows are read breaks the stream off.
 */
export function writeWorkbook(sheets: Iterable<WrittenSheet> | AsyncIterable<WrittenSheet>): Readable {
  const out = new PassThrough();
  write(sheets, out).catch((cause: unknown) => out.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  return out;
}

/** A table as a sheet: its title, its header, its rows. */
export function sheetOfTable({ name, title, columns, rows }: WrittenTable): WrittenSheet {
  const header = title === undefined ? 1 : 2;
  return {
    name,
    widths: columns.map(({ width }) => width),
    frozenRows: header,
    rows: (async function* () {
      if (title !== undefined) yield { number: 1, cells: [[1, title] as const] };
      yield { number: header, cells: numbered(columns.map((column) => column.header)), look: 'HEADER' as const };
      let number = header;
      for await (const values of rows) {
        number += 1;
        yield { number, cells: numbered(values) };
      }
    })(),
  };
}

function numbered(values: readonly WrittenValue[]): (readonly [number, WrittenValue])[] {
  return values.map((value, index) => [index + 1, value] as const);
}

async function write(sheets: Iterable<WrittenSheet> | AsyncIterable<WrittenSheet>, out: PassThrough): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const names = new Set<string>();
  for await (const sheet of sheets) await writeSheet(workbook, sheet, nameFor(sheet.name, names), out);
  await workbook.commit();
}

async function writeSheet(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  { hidden, widths, frozenRows, merges, rows }: WrittenSheet,
  name: string,
  out: PassThrough,
): Promise<void> {
  const worksheet = workbook.addWorksheet(name, {
    state: hidden ? 'hidden' : 'visible',
    views: frozenRows === undefined ? [] : [{ state: 'frozen', ySplit: frozenRows }],
  });
  if (widths) worksheet.columns = widths.map((width) => ({ width: width ?? 14 }));
  // Merged before any row is written: a row that is out cannot be merged any more.
  for (const { top, left, bottom, right } of merges ?? []) worksheet.mergeCells(top, left, bottom, right);
  let written = 0;
  for await (const row of rows) {
    writeRow(worksheet, row);
    written += 1;
    if (written % ROWS_AT_ONCE === 0) await breathe(out);
  }
  worksheet.commit();
}

/** Waits until the reader has taken what was written; throws when it has gone. */
async function breathe(out: PassThrough): Promise<void> {
  await turn();
  while (out.writableNeedDrain && !out.destroyed) await Promise.race([once(out, 'drain'), once(out, 'close')]);
  if (out.destroyed) throw new Error('whoever read the workbook has gone');
}

function writeRow(worksheet: exceljs.Worksheet, { number, cells, look }: WrittenRow): void {
  const row = worksheet.getRow(number);
  for (const [column, value] of cells) {
    if (value === null || value === undefined || value === '') continue;
    const cell = row.getCell(column);
    setValue(cell, value);
    if (look === 'HEADER') cell.font = { bold: true };
    if (look) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: FILLS[look] } };
  }
  row.commit();
}

function setValue(cell: exceljs.Cell, value: Exclude<WrittenValue, null | undefined>): void {
  if (typeof value === 'string') cell.value = cellText(value);
  else if (typeof value !== 'object') cell.value = value;
  else if ('day' in value) {
    cell.value = instantOfDay(value.day);
    cell.numFmt = DAY_FORMAT;
  } else {
    cell.value = value.number;
    if (value.format) cell.numFmt = value.format;
  }
}

/** A sheet name Excel takes: at most 31 characters, none of `*?:\/[]`, no other sheet's. */
function nameFor(wanted: string, taken: Set<string>): string {
  const plain =
    cellText(wanted)
      .replace(/[*?:\\/[\]]/g, ' ')
      .replace(/^'|'$/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet';
  let name = plain;
  for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${plain.slice(0, 27)} (${copy})`;
  taken.add(name.toLowerCase());
  return name;
}
