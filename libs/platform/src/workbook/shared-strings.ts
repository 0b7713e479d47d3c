import { isOn } from './cell-styles.ts';
import type { WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import { readXml, spreadsheetPart, type XmlAttributes, type XmlReader } from './xml-part.ts';

/** The texts that cells refer to by number. */
export interface SharedStrings {
  readonly texts: readonly string[];
  /** The numbers of those of which a part is struck through. */
  readonly struckThrough: ReadonlySet<number>;
}

export const NO_SHARED_STRINGS: SharedStrings = { texts: [], struckThrough: new Set() };

/** Reads the table of shared strings. */
export async function readSharedStrings(
  part: string,
  chunks: AsyncIterable<Buffer>,
  limits: WorkbookLimits,
): Promise<SharedStrings> {
  const reader = new SharedStringsReader(part, limits);
  await readXml(part, chunks, spreadsheetPart('sst'), reader);
  return reader;
}

class SharedStringsReader implements XmlReader, SharedStrings {
  readonly texts: string[] = [];
  readonly struckThrough = new Set<number>();
  private readonly part: string;
  private readonly limits: WorkbookLimits;
  private readonly rich = new RichText();
  private characters = 0;

  constructor(part: string, limits: WorkbookLimits) {
    this.part = part;
    this.limits = limits;
  }

  open(name: string, attributes: XmlAttributes, depth: number): void {
    if (depth === 2 && name === 'si') this.rich.begin();
    else if (depth > 2) this.rich.open(name, attributes);
  }

  text(text: string): void {
    this.rich.text(text);
  }

  close(name: string, depth: number): void {
    if (depth > 2) this.rich.close(name);
    else if (depth === 2 && name === 'si') this.keep();
  }

  private keep(): void {
    const text = this.rich.joined();
    this.characters += text.length;
    const { sharedStrings, sharedCharacters } = this.limits;
    if (this.texts.length >= sharedStrings) throw this.tooMany(`${sharedStrings} texts`);
    if (this.characters > sharedCharacters) throw this.tooMany(`${sharedCharacters} characters`);
    if (this.rich.struckThrough) this.struckThrough.add(this.texts.length);
    this.texts.push(text);
  }

  private tooMany(limit: string): WorkbookRefusal {
    return new WorkbookRefusal('LIMIT_STRINGS', { part: this.part, limit });
  }
}

/** Gathers the text of a string that may be cut into runs; furigana is no part of it. */
export class RichText {
  struckThrough = false;
  private gathered = '';
  private taking = false;
  private leftOut = 0;

  begin(): void {
    this.gathered = '';
    this.struckThrough = false;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.leftOut > 0) this.leftOut += 1;
    else if (name === 't') this.taking = true;
    else if (name === 'strike') this.struckThrough ||= isOn(attributes['val']);
    else if (name !== 'r' && name !== 'rPr' && name !== 'is') this.leftOut = 1;
  }

  text(text: string): void {
    if (this.taking) this.gathered += text;
  }

  close(name: string): void {
    if (this.leftOut > 0) this.leftOut -= 1;
    else if (name === 't') this.taking = false;
  }

  joined(): string {
    return unescaped(this.gathered);
  }
}

const ESCAPED = /_x([0-9A-F]{4})_/gi;

/** Characters that XML cannot hold are written as `_x000D_`; an escaped underscore keeps a text that only looks so. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
