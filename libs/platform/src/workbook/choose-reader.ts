import { buffer } from 'node:stream/consumers';
import { bytesInMemory } from './byte-source.ts';
import { chunksOf, type OpenPackage, type WorkbookOutline } from './package-parts.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import { readXml, spreadsheetPart } from './xml-part.ts';
import type { ZipPart } from './zip-entries.ts';

/** Inflated; about four times the largest list known. The library's memory grows with it by a factor of 30. */
const LARGEST_ORDINARY_BYTES = 4 * 1024 * 1024;
const RELATIONSHIPS = 'xl/_rels/workbook.xml.rels';

/** The parts of an ordinary workbook that matter, inflated, by name. */
export type OrdinaryParts = ReadonlyMap<string, Buffer>;

/**
 * Decides which reader a workbook is for: exceljs reads the ordinary ones, from the parts that come back here; where
 * nothing comes back, the streaming reader reads it. Ordinary is what the library is known to read as it stands;
 * whatever it loses, renames, overlooks or takes for something else is not.
 */
export async function ordinaryParts(opened: OpenPackage, outline: WorkbookOutline): Promise<OrdinaryParts | undefined> {
  const { workbook, styles, sharedStrings, sheets } = outline;
  const relationships = opened.entries.byName.get(RELATIONSHIPS);
  if (opened.entries.declaredBytes > LARGEST_ORDINARY_BYTES || !hasUsualNames(outline)) return undefined;
  const parts = new Map<string, Buffer>();
  const isOrdinary = async (part: ZipPart | undefined, root: string, misread: readonly RegExp[]): Promise<boolean> => {
    if (part === undefined) return true;
    const bytes = await buffer(chunksOf(opened, part));
    parts.set(part.name, bytes);
    return isPlainPart(part.name, bytes, root, misread);
  };
  try {
    const kept = relationships && parts.set(RELATIONSHIPS, await buffer(chunksOf(opened, relationships)));
    const ordinary =
      kept !== undefined &&
      (await isOrdinary(workbook, 'workbook', WORKBOOK_MISREAD)) &&
      (await isOrdinary(styles, 'styleSheet', STYLES_MISREAD)) &&
      (await isOrdinary(sharedStrings, 'sst', STRINGS_MISREAD));
    for (const { part } of ordinary ? sheets : []) {
      if (!(await isOrdinary(part, 'worksheet', CELLS_MISREAD))) return undefined;
    }
    return ordinary ? parts : undefined;
  } catch (error) {
    // What is broken is refused where it is read.
    if (error instanceof WorkbookRefusal) return undefined;
    throw error;
  }
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

const PLAIN_ROOT =
  /^(?:<\?xml(?:(?!encoding)[^>])*(?:encoding\s*=\s*["']utf-?8["'][^>]*)?>)?\s*<(?:workbook|styleSheet|sst|worksheet)\b[^>]*\sxmlns="http:\/\/schemas\.openxmlformats\.org\/spreadsheetml\/2006\/main"/i;

/** Comments, CDATA and instructions: with none of them, every `<` begins a tag and the patterns below stay inside it. */
const MORE_THAN_TAGS = /<!|(?<!^)<\?/;

/** Well formed, in UTF-8, its names without a prefix, in the ordinary vocabulary, and nothing of what is misread. */
async function isPlainPart(name: string, bytes: Buffer, root: string, misread: readonly RegExp[]): Promise<boolean> {
  const { chunks } = bytesInMemory(bytes);
  await readXml(name, chunks(), spreadsheetPart(root), { open: () => undefined, close: () => undefined });
  const text = bytes.toString('utf8');
  const plain = PLAIN_ROOT.test(text) && !MORE_THAN_TAGS.test(text);
  return plain && !misread.some((pattern) => pattern.test(text));
}

/** Names that every object has, in plain letters or in references to them: the library looks names up in objects. */
const WORKBOOK_MISREAD = [/__proto__|\b(?:constructor|prototype)\b|&#/i];

const ESCAPED_CHARACTER = /_x[0-9A-F]{4}_/i;
/** Anything but text where a text stands. */
const TEXT_WITH_ELEMENTS = /<[tv](?:\s[^>]*)?(?<!\/)>[^<]*<(?!\/[tv]>)/;

const STRINGS_MISREAD = [ESCAPED_CHARACTER, TEXT_WITH_ELEMENTS];

const STYLES_MISREAD = [
  // The East Asian formats that are built in; the library knows none of them.
  /\bnumFmtId\s*=\s*["'](?:2[7-9]|3[0-6]|5[0-8])["']/,
  // Escaped letters, which it takes for symbols, and escaped quotes and brackets.
  /\bformatCode\s*=\s*(?:"[^"]*\\[a-z&[\];][^"]*"|'[^']*\\[a-z&[\];"][^']*')/i,
  // Formats longer than Excel allows, which it takes apart anew for every cell.
  /\bformatCode\s*=\s*(?:"[^"]{256}|'[^']{256})/,
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
  /<rPh\b|<\/[rt]>\s*<phoneticPr\b/,
  // Escapes that it leaves standing, or undoes twice.
  ESCAPED_CHARACTER,
  /&amp;(?:#|[a-z])/i,
  TEXT_WITH_ELEMENTS,
];
