import type { RowSink } from './row-sink.ts';
import { type CellValue, columnLetter, type MergedRange } from './workbook.ts';
import type { WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** Counts what every reader reads against the limits, and leaves rows without a filled cell out. */
export class LimitedRows implements RowSink {
  private readonly limits: WorkbookLimits;
  private readonly sink: RowSink;
  private rows = 0;
  private cells = 0;
  private sheet = '';
  private usedColumns = new Uint8Array(LAST_COLUMN + 1);
  private columnCount = 0;
  private merges = 0;
  private row = 0;
  private hidden = false;
  private column = 0;

  constructor(limits: WorkbookLimits, sink: RowSink) {
    this.limits = limits;
    this.sink = sink;
  }

  beginSheet(name: string, hidden: boolean): void {
    this.sheet = name;
    this.usedColumns = new Uint8Array(LAST_COLUMN + 1);
    this.columnCount = 0;
    this.merges = 0;
    this.row = 0;
    this.sink.beginSheet(name, hidden);
  }

  beginRow(number: number, hidden: boolean): void {
    if (!(number > this.row && number <= LAST_ROW)) throw this.refusal('REF_INVALID', { found: number });
    this.row = number;
    this.hidden = hidden;
    this.column = 0;
  }

  text(column: number, text: string, struckThrough: boolean): void {
    if (text === '') return;
    this.count(column);
    const limit = this.limits.cellCharacters;
    if (text.length > limit) throw this.refusal('CELL_TOO_LONG', { part: this.place, limit });
    this.sink.text(column, text, struckThrough);
  }

  cell(column: number, value: CellValue, struckThrough: boolean): void {
    this.count(column);
    this.sink.cell(column, value, struckThrough);
  }

  endRow(): void {
    if (this.column > 0) this.sink.endRow();
  }

  merge(range: MergedRange): void {
    const limit = this.limits.merges;
    if (++this.merges > limit) throw this.refusal('LIMIT_MERGES', { part: this.sheet, limit });
    this.sink.merge(range);
  }

  endSheet(): void {
    this.sink.endSheet();
  }

  ready(): Promise<void> | undefined {
    return this.sink.ready();
  }

  private count(column: number): void {
    if (this.column === 0) this.countRow();
    const { cells, columns } = this.limits;
    const before = this.column;
    this.column = column;
    if (column <= before || column > LAST_COLUMN) throw this.refusal('REF_INVALID', { part: this.place });
    if (++this.cells > cells) throw this.refusal('LIMIT_CELLS', { limit: cells });
    if (this.usedColumns[column] === 1) return;
    this.usedColumns[column] = 1;
    if (++this.columnCount > columns) throw this.refusal('LIMIT_COLS', { limit: columns });
  }

  private countRow(): void {
    const limit = this.limits.rows;
    if (++this.rows > limit) throw this.refusal('LIMIT_ROWS', { limit });
    this.sink.beginRow(this.row, this.hidden);
  }

  private get place(): string {
    return `${this.sheet}!${columnLetter(this.column)}${this.row}`;
  }

  private refusal(
    code: 'REF_INVALID' | 'CELL_TOO_LONG' | 'LIMIT_CELLS' | 'LIMIT_COLS' | 'LIMIT_ROWS' | 'LIMIT_MERGES',
    facts: Readonly<Record<string, string | number>>,
  ): WorkbookRefusal {
    return new WorkbookRefusal(code, { part: `${this.sheet}, row ${this.row}`, ...facts });
  }
}
