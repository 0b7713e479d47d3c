import type { CalendarDate } from '#policy';
import type { CellStyle } from './cell-styles.ts';
import { numberValue } from './number-format.ts';
import type { RowSink } from './row-sink.ts';
import { RichText, type SharedStrings, unescaped } from './shared-strings.ts';
import { type CellValue, columnNumber } from './workbook.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import { readXml, spreadsheetPart, type XmlAttributes, type XmlReader } from './xml-part.ts';

/** What the cells of a workbook's sheets refer to. */
export interface SheetContext {
  readonly strings: SharedStrings;
  readonly styles: readonly CellStyle[];
  readonly date1904: boolean;
}

/** Reads a worksheet's part row by row into a sink; holds no more than one row. */
export async function readSheet(
  part: string,
  chunks: AsyncIterable<Buffer>,
  context: SheetContext,
  sink: RowSink,
): Promise<void> {
  const reader = new SheetReader(part, context, sink);
  await readXml(part, chunks, spreadsheetPart('worksheet'), reader, () => sink.ready());
  reader.finish();
  sink.endSheet();
}

const BEFORE_A = 64;
const CELL_REFERENCE = /^([A-Z]{1,3})([0-9]{1,7})$/;

/** Where in the sheet the reader is; anything else is left out with all it holds. */
type Place = 'SHEET' | 'ROWS' | 'ROW' | 'CELL' | 'INLINE' | 'MERGES';

class SheetReader implements XmlReader {
  private readonly part: string;
  private readonly context: SheetContext;
  private readonly sink: RowSink;
  private place: Place = 'SHEET';
  private leftOut = 0;
  private sawRows = false;

  private row = 0;
  private rowDigits = '';
  private column = 0;
  private type: string | undefined;
  private style: CellStyle | undefined;
  private content = '';
  private takingContent = false;
  private hasFormula = false;
  private readonly inline = new RichText();

  constructor(part: string, context: SheetContext, sink: RowSink) {
    this.part = part;
    this.context = context;
    this.sink = sink;
  }

  open(name: string, attributes: XmlAttributes, depth: number): void {
    if (this.leftOut > 0) this.leftOut += 1;
    else if (this.place === 'CELL') this.openInCell(name);
    else if (this.place === 'ROW' && name === 'c') this.beginCell(attributes);
    else if (this.place === 'ROWS' && name === 'row') this.beginRow(attributes);
    else if (this.place === 'INLINE') this.inline.open(name, attributes);
    else if (this.place === 'MERGES' && name === 'mergeCell') this.addMerge(attributes['ref'] ?? '');
    else if (this.place === 'SHEET') this.openInSheet(name, depth);
    else this.leftOut = 1;
  }

  text(text: string): void {
    if (this.takingContent) this.content += text;
    else if (this.place === 'INLINE') this.inline.text(text);
  }

  close(name: string, depth: number): void {
    if (this.leftOut > 0) this.leftOut -= 1;
    else if (this.place === 'CELL') this.closeInCell(name);
    else if (this.place === 'ROW') this.closeRow();
    else if (this.place === 'INLINE') this.closeInline(name);
    else if (depth === 2) this.place = 'SHEET';
  }

  /** A part in which no place for rows was found is no sheet: never taken for an empty one. */
  finish(): void {
    if (!this.sawRows) throw new WorkbookRefusal('XML_MALFORMED', { part: this.part });
  }

  private openInSheet(name: string, depth: number): void {
    if (depth === 1) return;
    if (name === 'sheetData') {
      this.place = 'ROWS';
      this.sawRows = true;
    } else if (name === 'mergeCells') {
      this.place = 'MERGES';
    } else {
      this.leftOut = 1;
    }
  }

  private beginRow(attributes: XmlAttributes): void {
    const said = attributes['r'];
    const number = said === undefined ? this.row + 1 : Number(said);
    if (!Number.isInteger(number)) throw this.invalid(said ?? '');
    const hidden = attributes['hidden'];
    this.place = 'ROW';
    this.row = number;
    this.rowDigits = String(number);
    this.column = 0;
    this.sink.beginRow(number, hidden !== undefined && isOnWord(hidden));
  }

  private closeRow(): void {
    this.place = 'ROWS';
    this.sink.endRow();
  }

  private beginCell(attributes: XmlAttributes): void {
    const { r: reference, s: style } = attributes;
    this.place = 'CELL';
    this.column = reference === undefined ? this.column + 1 : this.columnOf(reference);
    this.type = attributes['t'];
    this.style = this.context.styles[style === undefined ? 0 : Number(style)];
    this.content = '';
    this.hasFormula = false;
    this.inline.begin();
  }

  private columnOf(reference: string): number {
    let column = 0;
    const letters = reference.length - this.rowDigits.length;
    for (let index = 0; index < letters; index += 1) {
      const letter = reference.charCodeAt(index) - BEFORE_A;
      if (letter < 1 || letter > 26) throw this.invalid(reference);
      column = column * 26 + letter;
    }
    if (column < 1 || !reference.endsWith(this.rowDigits)) throw this.invalid(reference);
    return column;
  }

  private openInCell(name: string): void {
    if (this.takingContent) throw new WorkbookRefusal('XML_MALFORMED', { part: this.placeName });
    if (name === 'v') {
      this.takingContent = true;
    } else if (name === 'is') {
      this.type = 'inlineStr';
      this.place = 'INLINE';
    } else {
      this.hasFormula ||= name === 'f';
      this.leftOut = 1;
    }
  }

  private closeInCell(name: string): void {
    if (name === 'v') {
      this.takingContent = false;
    } else {
      this.place = 'ROW';
      this.endCell();
    }
  }

  private closeInline(name: string): void {
    if (name === 'is') this.place = 'CELL';
    else this.inline.close(name);
  }

  private endCell(): void {
    const struckThrough = this.style?.struckThrough === true;
    switch (this.type) {
      case undefined:
      case 'n':
        return this.put(this.number(), struckThrough);
      case 's':
        return this.putShared(struckThrough);
      case 'inlineStr':
        return this.sink.text(
          this.column,
          this.inline.joined() || unescaped(this.content),
          struckThrough || this.inline.struckThrough,
        );
      case 'str':
        return this.sink.text(this.column, unescaped(this.content), struckThrough);
      case 'd':
        return this.put(this.day(), struckThrough);
      case 'b':
        return this.put({ kind: 'boolean', boolean: isOnWord(this.content.trim()) }, struckThrough);
      case 'e':
        return this.put({ kind: 'error', code: this.content.trim() }, struckThrough);
      default:
        throw new WorkbookRefusal('XML_MALFORMED', { part: this.placeName });
    }
  }

  /** A cell without content is empty; a formula without is one that was saved without its result. */
  private put(value: CellValue, struckThrough: boolean): void {
    if (this.content.trim() !== '') this.sink.cell(this.column, value, struckThrough);
    else if (this.hasFormula) this.sink.cell(this.column, { kind: 'uncomputed' }, struckThrough);
  }

  private number(): CellValue {
    const number = Number(this.content);
    if (!Number.isFinite(number)) return { kind: 'error', code: this.content.trim() };
    return numberValue(number, this.style, this.context.date1904);
  }

  private putShared(struckThrough: boolean): void {
    const { texts, struckThrough: struck } = this.context.strings;
    const index = Number(this.content);
    if (index === 0 && this.content.trim() === '') return;
    const text = texts[index];
    if (text === undefined) throw new WorkbookRefusal('SST_INDEX', { part: this.placeName, found: this.content });
    this.sink.text(this.column, text, struckThrough || (struck.size > 0 && struck.has(index)));
  }

  /** Days of strict files are written out: `2021-09-28`, with or without a time. */
  private day(): CellValue {
    const text = this.content.trim();
    const [day] = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(text) ?? [];
    return day === undefined ? { kind: 'text', text } : { kind: 'date', date: day as CalendarDate };
  }

  private addMerge(reference: string): void {
    const [from = '', to = from] = reference.split(':');
    const [, left = '', top] = CELL_REFERENCE.exec(from) ?? [];
    const [, right = '', bottom] = CELL_REFERENCE.exec(to) ?? [];
    if (top === undefined || bottom === undefined) throw this.invalid(reference);
    this.leftOut = 1;
    this.sink.merge({
      top: Number(top),
      left: columnNumber(left),
      bottom: Number(bottom),
      right: columnNumber(right),
    });
  }

  private get placeName(): string {
    return `${this.part}, row ${this.row}`;
  }

  private invalid(found: string): WorkbookRefusal {
    return new WorkbookRefusal('REF_INVALID', { part: this.placeName, found: found.slice(0, 60) });
  }
}

function isOnWord(word: string): boolean {
  return word === '1' || word === 'true';
}
