import { buffer } from 'node:stream/consumers';
import { decoderOf } from './decode-text.ts';
import { chunksOf, type OpenPackage, type WorkbookOutline } from './package-parts.ts';
import type { ZipPart } from './zip-entries.ts';

/** Inflated; about four times the largest list known. The library's memory grows with it by a factor of 30. */
const LARGEST_ORDINARY_BYTES = 4 * 1024 * 1024;

/**
 * Which reader a workbook is for: exceljs reads the ordinary ones, the streaming reader all others. Ordinary is what
 * the library is known to read as it stands; whatever it loses, renames or takes for something else is not.
 */
export async function readerFor(opened: OpenPackage, outline: WorkbookOutline): Promise<'EXCELJS' | 'STREAMING'> {
  if (opened.entries.declaredBytes > LARGEST_ORDINARY_BYTES) return 'STREAMING';
  if (!hasUsualNames(outline)) return 'STREAMING';
  const texts = await allTexts({ ...opened, tally: { bytes: 0 } }, outline);
  const { workbook, styles, sharedStrings, sheets } = texts;
  const parts = [workbook, styles, sharedStrings, ...sheets];
  const ordinary =
    parts.every((text) => text === undefined || isPlainPart(text)) &&
    !(workbook !== undefined && NAMES_TO_KEEP_AWAY.test(workbook)) &&
    !(styles !== undefined && STYLES_MISREAD.some((pattern) => pattern.test(styles))) &&
    !(sharedStrings !== undefined && ESCAPED_CHARACTER.test(sharedStrings)) &&
    sheets.every((text) => text !== undefined && !CELLS_MISREAD.some((pattern) => pattern.test(text)));
  return ordinary ? 'EXCELJS' : 'STREAMING';
}

/** The library finds parts by their names, not by their relationships. */
function hasUsualNames({ workbook, styles, sharedStrings, sheets }: WorkbookOutline): boolean {
  return (
    workbook.name === 'xl/workbook.xml' &&
    (styles === undefined || styles.name === 'xl/styles.xml') &&
    (sharedStrings === undefined || sharedStrings.name === 'xl/sharedStrings.xml') &&
    sheets.every(({ part }) => /^xl\/worksheets\/sheet\d+\.xml$/.test(part.name))
  );
}

interface PartTexts {
  readonly workbook: string | undefined;
  readonly styles: string | undefined;
  readonly sharedStrings: string | undefined;
  readonly sheets: readonly (string | undefined)[];
}

/** Inflates every part, also those of no use to us: the library will, and does not count. */
async function allTexts(opened: OpenPackage, outline: WorkbookOutline): Promise<PartTexts> {
  const bytes = new Map<ZipPart, Buffer>();
  for (const part of opened.entries.byName.values()) bytes.set(part, await buffer(chunksOf(opened, part)));
  const text = (part: ZipPart | undefined): string | undefined => {
    const content = part && bytes.get(part);
    return content && utf8(content);
  };
  return {
    workbook: text(outline.workbook),
    styles: text(outline.styles),
    sharedStrings: text(outline.sharedStrings),
    sheets: outline.sheets.map(({ part }) => text(part)),
  };
}

function utf8(bytes: Buffer): string {
  const decoder = decoderOf('utf-8');
  try {
    return decoder.decode(bytes) + decoder.end();
  } catch {
    return '';
  }
}

const PLAIN_ROOT =
  /^(?:<\?xml(?:(?!encoding)[^>])*(?:encoding\s*=\s*["']utf-?8["'][^>]*)?>)?\s*<(?:workbook|styleSheet|sst|worksheet)\b[^>]*\sxmlns="http:\/\/schemas\.openxmlformats\.org\/spreadsheetml\/2006\/main"/i;

/** In UTF-8, its names without a prefix, in the ordinary vocabulary, its texts without CDATA. */
function isPlainPart(text: string): boolean {
  return PLAIN_ROOT.test(text) && !text.includes('<![CDATA[') && !text.includes('<!DOCTYPE');
}

/** Names that every object has, in plain letters or in references to them: the library looks names up in objects. */
const NAMES_TO_KEEP_AWAY = /__proto__|\b(?:constructor|prototype)\b|&#/i;

const ESCAPED_CHARACTER = /_x[0-9A-F]{4}_/i;

const STYLES_MISREAD = [
  // The East Asian formats that are built in; the library knows none of them.
  /\bnumFmtId\s*=\s*["'](?:2[7-9]|3[0-6]|5[0-8])["']/,
  // Escaped letters, which it takes for symbols, and escaped quotes and brackets.
  /\bformatCode\s*=\s*(?:"[^"]*\\[a-z&[\];][^"]*"|'[^']*\\[a-z&[\];"][^']*')/i,
  // A first cell style that is not the plain one; it counts as none.
  /<cellXfs\b[^>]*>\s*<xf\b(?![^>]*\bnumFmtId\s*=\s*["']0["'])/,
  /<cellXfs\b[^>]*>\s*<xf\b(?=[^>]*\bfontId\s*=\s*["'][1-9])/,
  /<fonts\b[^>]*>\s*<font\b[^>]*>(?:(?!<\/font>)[^])*?<strike\b/,
];

const CELLS_MISREAD = [
  // Rows and cells without their place.
  /<(?:row|c)(?:\s+(?!r\s*=)[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/,
  // Days written out, words for truth, furigana inside a cell.
  /<c\b[^>]*\bt\s*=\s*["']d["']/,
  /<v\b[^>]*>\s*(?:true|false)\s*</i,
  /<rPh\b|<phoneticPr\b(?=[^]*<\/is>)/,
  // Escapes that it leaves standing, or undoes twice.
  ESCAPED_CHARACTER,
  /&amp;(?:#|[a-z])/i,
];
