/** A calendar day to be written: a real day in a workbook, `YYYY-MM-DD` in text. */
export interface WrittenDay {
  readonly day: string;
}

/** A number to be written as a format shows it, such as `#,##0`. */
export interface WrittenNumber {
  readonly number: number;
  readonly format?: string;
}

/** What a cell can be given. Nothing else gets into one: no formula, no link, no object of somebody else's making. */
export type WrittenValue = string | number | boolean | WrittenDay | WrittenNumber | null | undefined;

/** A list to be written, whatever the format. Its rows are taken as they are written, and never held all at once. */
export interface WrittenTable {
  readonly name: string;
  /** A line above the header, in workbooks only. */
  readonly title?: string;
  readonly columns: readonly { readonly header: string; readonly width?: number }[];
  readonly rows: AsyncIterable<readonly WrittenValue[]>;
}

/** A list that is given out: how long it is, is known before its first row is. */
export interface ExportedTable extends WrittenTable {
  readonly rowCount: number;
  /** What to add to the address for a shorter one. */
  readonly narrowedBy: readonly string[];
}

/** Excel's own limit of a cell. */
const LONGEST_TEXT = 32_767;
// What XML 1.0 cannot hold; a file with one of them does not open.
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text as a cell of a workbook can hold it. */
export function cellText(text: string): string {
  return text.toWellFormed().replace(NOT_XML, '').slice(0, LONGEST_TEXT);
}

/** A calendar day as the instant that Excel's serial days are counted by: midnight UTC, whatever the zone. */
export function instantOfDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
