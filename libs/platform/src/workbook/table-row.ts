import type { Table } from './find-tables.ts';
import { type HeaderColumn } from './header-mapping.ts';
import type { ImportIssue, ImportIssueCode, IssueFacts, IssueSeverity } from './import-issue.ts';
import type { Reading } from './reading.ts';
import { type Cell, cellAt, type Row } from './workbook.ts';

/** A row of a table while it is judged: its cells by field, and everything found wrong with it so far. */
export class TableRow<Field extends string> {
  readonly issues: ImportIssue[] = [];
  readonly table: Table<Field>;
  /** The section the row stands under (`■ …`), if any. */
  readonly section: string | undefined;
  private row: Row;
  /** Rows that hold the value of a cell merged downwards, by column. */
  private readonly mergedFrom: ReadonlyMap<number, Row>;

  constructor(table: Table<Field>, row: Row, section: string | undefined, mergedFrom: ReadonlyMap<number, Row>) {
    this.table = table;
    this.row = row;
    this.section = section;
    this.mergedFrom = mergedFrom;
  }

  get number(): number {
    return this.row.number;
  }

  get source(): { readonly sheet: string; readonly row: number } {
    return { sheet: this.table.sheet.name, row: this.row.number };
  }

  /** How a message about another row names this one. */
  get place(): string {
    const { name } = this.table.sheet;
    return name === '' ? String(this.row.number) : `${name}!${this.row.number}`;
  }

  get hidden(): boolean {
    return this.row.hidden;
  }

  get isGood(): boolean {
    return this.issues.every(({ severity }) => severity !== 'ERROR');
  }

  get hasStruckThroughText(): boolean {
    return this.row.cells.some((cell) => cell.struckThrough);
  }

  has(field: Field): boolean {
    return this.table.header.columns.has(field);
  }

  column(field: Field): HeaderColumn | undefined {
    return this.table.header.columns.get(field);
  }

  cell(field: Field): Cell | undefined {
    const column = this.column(field)?.column;
    if (column === undefined) return undefined;
    const cell = cellAt(this.row, column) ?? cellAt(this.mergedFrom.get(column), column);
    return cell?.value.kind === 'text' && cell.value.text.trim() === '' ? undefined : cell;
  }

  /** Columns with a filled cell of this row that stand under no header, known or not. */
  unheadedColumns(): number[] {
    const { headed } = this.table.header;
    return this.row.cells.flatMap(({ column, raw }) => (headed.has(column) || raw.trim() === '' ? [] : [column]));
  }

  /** Reads a field; whatever is wrong with it is reported. Nothing comes back for an empty or unreadable cell. */
  take<T>(
    field: Field,
    read: (cell: Cell) => Reading<T>,
    presence: 'REQUIRED' | 'OPTIONAL' = 'OPTIONAL',
  ): T | undefined {
    const cell = this.cell(field);
    if (cell !== undefined && this.reportDefect(field, cell)) return undefined;
    const { value, issue } = cell === undefined ? {} : read(cell);
    if (issue) this.report(field, issue.code, issue.expected, issue.severity);
    if (value === undefined && issue?.severity !== 'ERROR' && presence === 'REQUIRED') {
      this.report(field, 'REQUIRED_MISSING');
    }
    return value;
  }

  /** Says something about a field of this row. */
  report(field: Field, code: ImportIssueCode, expected?: IssueFacts, severity: IssueSeverity = 'ERROR'): void {
    const column = this.column(field);
    const value = this.cell(field)?.raw;
    this.issues.push({
      ...this.source,
      ...(column && { column: column.letter, columnName: column.name }),
      field,
      code,
      severity,
      ...(value !== undefined && { value }),
      ...(expected && { expected }),
    });
  }

  /** Lets go of every cell but this one, for a row of which nothing else will be said. */
  keepOnly(field: Field): void {
    const column = this.column(field)?.column;
    this.row = { ...this.row, cells: this.row.cells.filter((cell) => cell.column === column) };
  }

  private reportDefect(field: Field, { value, raw }: Cell): boolean {
    if (value.kind === 'error') this.report(field, 'CELL_ERROR_VALUE');
    else if (value.kind === 'uncomputed') this.report(field, 'FORMULA_NO_VALUE');
    else if (raw.includes('\uFFFD')) this.report(field, 'TEXT_REPLACEMENT_CHAR');
    else return false;
    return true;
  }
}
