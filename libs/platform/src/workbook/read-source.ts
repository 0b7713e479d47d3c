import type { ByteSource } from './byte-source.ts';
import { ordinaryParts, type OrdinaryParts } from './choose-reader.ts';
import type { ConvertedCell } from './convert-sheet.ts';
import { fileKind } from './file-kind.ts';
import { LimitedRows } from './row-limits.ts';
import { type OpenPackage, readOutline, type WorkbookOutline } from './package-parts.ts';
import type { RowSink } from './row-sink.ts';
import { streamWorkbook } from './stream-workbook.ts';
import type { WorkbookLimits } from './workbook-limits.ts';
import type { ByteTally } from './zip-entries.ts';

/** Who reads a file: exceljs the ordinary workbooks, the streaming reader all others, the text reader CSV. */
export type Reader = 'EXCELJS' | 'STREAMING' | 'TEXT';

export interface ReadFacts {
  readonly reader: Reader;
  readonly date1904: boolean;
  /** A macro part is in the file. It was never opened. */
  readonly macros: boolean;
}

export interface ReadSourceOptions {
  readonly limits: WorkbookLimits;
  /** Reads every workbook by the streaming reader, also the ordinary ones. */
  readonly reader?: 'STREAMING' | undefined;
  /** Counts the bytes inflated so far. */
  readonly tally: ByteTally;
  /** Told how many bytes there will be. */
  readonly onTotal?: (bytes: number) => void;
}

/** Reads a file of any kind, in this process. Throws a `WorkbookRefusal` for what cannot be read faithfully. */
export async function readSource(
  source: ByteSource,
  taker: RowSink,
  { limits, reader, tally, onTotal }: ReadSourceOptions,
): Promise<ReadFacts> {
  const file = await fileKind(source, limits);
  const sink = new LimitedRows(limits, taker);
  if (file.kind === 'TEXT') {
    onTotal?.(source.size);
    const { readTextTable } = await import('./text-table.ts');
    await readTextTable(source, sink, tally);
    return { reader: 'TEXT', date1904: false, macros: false };
  }
  const { entries } = file;
  onTotal?.(entries.declaredBytes);
  const opened: OpenPackage = { entries, limits, tally };
  const outline = await readOutline(opened);
  const macros = [...entries.byName.keys()].some((name) => name.endsWith('vbaproject.bin'));
  const facts = { date1904: outline.date1904, macros };
  const parts = reader === 'STREAMING' ? undefined : await ordinaryParts({ ...opened, tally: { bytes: 0 } }, outline);
  if (parts !== undefined && (await readOrdinary(parts, outline, sink))) return { reader: 'EXCELJS', ...facts };
  await streamWorkbook(opened, outline, sink);
  return { reader: 'STREAMING', ...facts };
}

/** The library costs a quarter of a second to load: only who needs it does. False when it cannot read the file. */
async function readOrdinary(parts: OrdinaryParts, outline: WorkbookOutline, sink: RowSink): Promise<boolean> {
  const { readByExceljs } = await import('./exceljs-workbook.ts');
  const sheets = await readByExceljs(parts, outline);
  if (sheets === undefined) return false;
  for (const { name, hidden, rows, merges } of sheets) {
    sink.beginSheet(name, hidden);
    for (const row of rows) {
      sink.beginRow(row.number, row.hidden);
      for (const cell of row.cells) putCell(cell, sink);
      sink.endRow();
    }
    for (const range of merges) sink.merge(range);
    sink.endSheet();
    await sink.ready();
  }
  return true;
}

function putCell({ column, value, struckThrough }: ConvertedCell, sink: RowSink): void {
  if (value.kind === 'text') sink.text(column, value.text, struckThrough === true);
  else sink.cell(column, value, struckThrough === true);
}
