import type { WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import { columnNumber } from './workbook.ts';

/** What has been counted so far over all parts of one file. */
export interface PartTally {
  bytes: number;
  rows: number;
  cells: number;
}

export function emptyTally(): PartTally {
  return { bytes: 0, rows: 0, cells: 0 };
}

/** Reads an XML part to its end, refusing a document type and any encoding but UTF-8; gives its text when `keep`. */
export async function checkXmlPart(part: string, chunks: AsyncIterable<Buffer>, keep: boolean): Promise<string> {
  const kept: Buffer[] = [];
  let tail = '';
  let first = true;
  for await (const chunk of chunks) {
    if (first) refuseOtherEncodings(part, chunk);
    first = false;
    const text = tail + chunk.toString('latin1');
    if (text.includes('<!DOCTYPE')) throw new WorkbookRefusal('XML_DOCTYPE', { part });
    tail = text.slice(-'<!DOCTYPE'.length);
    if (keep) kept.push(chunk);
  }
  return Buffer.concat(kept).toString('utf8');
}

const LONGEST_TAG = 64 * 1024;
const TAG = /<(?:!DOCTYPE|(row|c|mergeCell)(?=[\s/>]))([^>]*)>?/g;

/** Reads a worksheet part to its end, counting rows, cells and merges and refusing references outside a sheet. */
export async function checkSheetPart(
  part: string,
  chunks: AsyncIterable<Buffer>,
  limits: WorkbookLimits,
  tally: PartTally,
): Promise<void> {
  const merges = { count: 0 };
  const columns = new Set<string>();
  let tail = '';
  let first = true;
  for await (const chunk of chunks) {
    if (first) refuseOtherEncodings(part, chunk);
    first = false;
    const text = tail + chunk.toString('latin1');
    const lastOpen = text.lastIndexOf('<');
    const complete = lastOpen < 0 || text.indexOf('>', lastOpen) >= 0 ? text.length : lastOpen;
    if (text.length - complete > LONGEST_TAG) throw new WorkbookRefusal('XML_MALFORMED', { part });
    countTags(part, text.slice(0, complete), limits, tally, merges, columns);
    tail = text.slice(complete);
  }
}

function countTags(
  part: string,
  text: string,
  limits: WorkbookLimits,
  tally: PartTally,
  merges: { count: number },
  columns: Set<string>,
): void {
  for (const [, name, attributes] of text.matchAll(TAG)) {
    if (name === undefined) throw new WorkbookRefusal('XML_DOCTYPE', { part });
    if (name === 'c') countCell(part, attributes ?? '', limits, tally, columns);
    else if (name === 'row') countRow(part, attributes ?? '', limits, tally);
    else if (++merges.count > limits.merges) throw new WorkbookRefusal('LIMIT_MERGES', { part, limit: limits.merges });
  }
}

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;
const CELL_REFERENCE = /\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']/;
const ROW_REFERENCE = /\br\s*=\s*["']([0-9]{1,7})["']/;

function countCell(
  part: string,
  attributes: string,
  limits: WorkbookLimits,
  tally: PartTally,
  columns: Set<string>,
): void {
  if (++tally.cells > limits.cells) throw new WorkbookRefusal('LIMIT_CELLS', { limit: limits.cells });
  const [, letters, row] = CELL_REFERENCE.exec(attributes) ?? [];
  if (letters === undefined || Number(row) < 1 || Number(row) > LAST_ROW) throw invalidReference(part, attributes);
  if (columns.has(letters)) return;
  if (columnNumber(letters) > LAST_COLUMN) throw invalidReference(part, attributes);
  if (columns.add(letters).size > limits.columns) throw new WorkbookRefusal('LIMIT_COLS', { limit: limits.columns });
}

function countRow(part: string, attributes: string, limits: WorkbookLimits, tally: PartTally): void {
  if (++tally.rows > limits.rows) throw new WorkbookRefusal('LIMIT_ROWS', { limit: limits.rows });
  const row = Number(ROW_REFERENCE.exec(attributes)?.[1] ?? 0);
  if (row < 1 || row > LAST_ROW) throw invalidReference(part, attributes);
}

function invalidReference(part: string, attributes: string): WorkbookRefusal {
  return new WorkbookRefusal('REF_INVALID', { part, found: attributes.trim().slice(0, 60) });
}

/** A part in another encoding would slip past the checks above, and no reader of ours understands it. */
function refuseOtherEncodings(part: string, chunk: Buffer): void {
  const start = chunk.subarray(0, 200);
  const declared = /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']/.exec(start.toString('latin1'))?.[1] ?? 'UTF-8';
  if (start.includes(0) || !/^(utf-?8|us-ascii)$/i.test(declared)) throw new WorkbookRefusal('XML_MALFORMED', { part });
}
