import { builtInNumberFormat, type NumberLook, showsADay } from './number-format.ts';
import { readXml, spreadsheetPart, type XmlAttributes, type XmlReader } from './xml-part.ts';

/** What a cell's style says about its content. */
export interface CellStyle extends NumberLook {
  readonly struckThrough: boolean;
}

/** Reads the styles part: the cell styles in the order in which cells refer to them. */
export async function readCellStyles(part: string, chunks: AsyncIterable<Buffer>): Promise<readonly CellStyle[]> {
  const reader = new StylesReader();
  await readXml(part, chunks, spreadsheetPart('styleSheet'), reader);
  return reader.styles();
}

class StylesReader implements XmlReader {
  private readonly path: string[] = [];
  private readonly formats = new Map<string, string>();
  private readonly struckFonts: boolean[] = [];
  private readonly cellFormats: { readonly format: string; readonly font: number }[] = [];

  open(name: string, attributes: XmlAttributes, depth: number): void {
    this.path[depth] = name;
    const parent = this.path[depth - 1];
    if (depth === 3 && parent === 'numFmts' && name === 'numFmt') {
      this.formats.set(attributes['numFmtId'] ?? '', attributes['formatCode'] ?? '');
    } else if (depth === 3 && parent === 'fonts' && name === 'font') {
      this.struckFonts.push(false);
    } else if (depth === 4 && parent === 'font' && name === 'strike' && this.path[2] === 'fonts') {
      this.struckFonts[this.struckFonts.length - 1] = isOn(attributes['val']);
    } else if (depth === 3 && parent === 'cellXfs' && name === 'xf') {
      this.cellFormats.push({ format: attributes['numFmtId'] ?? '0', font: Number(attributes['fontId'] ?? 0) });
    }
  }

  close(): void {
    return;
  }

  styles(): CellStyle[] {
    return this.cellFormats.map(({ format, font }) => {
      const code = this.formats.get(format) ?? builtInNumberFormat(format);
      return {
        numberFormat: code?.replace(/\\(.)/g, '$1'),
        showsDay: showsADay(code),
        struckThrough: this.struckFonts[font] ?? false,
      };
    });
  }
}

/** A property that is on by being there, unless it says otherwise. */
export function isOn(value: string | undefined): boolean {
  return value !== '0' && value !== 'false';
}
