import type { WorkbookProblem } from './import-issue.ts';
import { checkSheetPart, checkXmlPart, emptyTally } from './inspect-parts.ts';
import { declaredSheets, type DeclaredSheet, namesAreSafe } from './workbook-part.ts';
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import { listZipEntries, readZipEntry, type ZipEntries } from './zip-entries.ts';

/** What a workbook says it holds, known before any library parses it. */
export interface InspectedWorkbook {
  readonly sheets: readonly DeclaredSheet[];
  readonly macros: boolean;
  readonly date1904: boolean;
}

export type Inspection = InspectedWorkbook | { readonly problem: WorkbookProblem };

/**
 * Judges the bytes of an upload before anything parses them: what kind of file it is, whether it stays inside the
 * limits while it is inflated, and that nothing in it can harm the reader. Macro parts are never interpreted.
 */
export async function inspectWorkbook(
  bytes: Buffer,
  limits: WorkbookLimits = DEFAULT_WORKBOOK_LIMITS,
): Promise<Inspection> {
  try {
    refuseOtherKinds(bytes, limits);
    const entries = await listZipEntries(bytes, limits);
    refuseOtherPackages(entries);
    return await inspectParts(entries, limits);
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { problem: error.problem };
    throw error;
  }
}

const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP_STARTS = ['504b0304', '504b0506'].map((hex) => Buffer.from(hex, 'hex'));

function refuseOtherKinds(bytes: Buffer, limits: WorkbookLimits): void {
  if (bytes.length === 0) throw new WorkbookRefusal('EMPTY_FILE');
  if (bytes.length > limits.fileBytes) {
    throw new WorkbookRefusal('ZIP_LIMIT_SIZE', { bytes: bytes.length, limit: limits.fileBytes });
  }
  if (bytes.subarray(0, 8).equals(COMPOUND_FILE)) {
    const encrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new WorkbookRefusal(encrypted ? 'XLSX_ENCRYPTED' : 'XLS_LEGACY');
  }
  if (!ZIP_STARTS.some((start) => bytes.subarray(0, 4).equals(start))) throw new WorkbookRefusal('NOT_XLSX');
}

function refuseOtherPackages({ byName }: ZipEntries): void {
  if (byName.has('mimetype')) throw new WorkbookRefusal('ODS_UNSUPPORTED');
  if (byName.has('xl/workbook.bin')) throw new WorkbookRefusal('XLSB_UNSUPPORTED');
  if (byName.has('word/document.xml') || byName.has('ppt/presentation.xml')) throw new WorkbookRefusal('NOT_XLSX');
  for (const part of ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']) {
    if (!byName.has(part)) throw new WorkbookRefusal('PART_MISSING', { part });
  }
}

const KEPT_PARTS = new Set(['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']);
const KEPT_BYTES = 4 * 1024 * 1024;

async function inspectParts(entries: ZipEntries, limits: WorkbookLimits): Promise<InspectedWorkbook> {
  const tally = emptyTally();
  const kept = new Map<string, string>();
  for (const [name, entry] of entries.byName) {
    if (KEPT_PARTS.has(name) && entry.uncompressedSize > KEPT_BYTES) {
      throw new WorkbookRefusal('ZIP_LIMIT_PART', { part: name, limit: KEPT_BYTES });
    }
    const chunks = readZipEntry(entries, entry, limits, tally);
    if (KEPT_PARTS.has(name)) kept.set(name, await checkXmlPart(name, chunks, true));
    else if (name.startsWith('xl/worksheets/') && name.endsWith('.xml'))
      await checkSheetPart(name, chunks, limits, tally);
    else if (/\.(xml|rels|vml)$/.test(name)) await checkXmlPart(name, chunks, false);
    else await countOnly(chunks);
  }
  const workbookXml = kept.get('xl/workbook.xml') ?? '';
  if (!namesAreSafe(workbookXml)) throw new WorkbookRefusal('NAME_UNSAFE');
  const sheets = declaredSheets(workbookXml, kept.get('xl/_rels/workbook.xml.rels') ?? '');
  if (sheets.length > limits.sheets) {
    throw new WorkbookRefusal('LIMIT_SHEETS', { found: sheets.length, limit: limits.sheets });
  }
  for (const { part } of sheets) {
    if (!entries.byName.has(part.toLowerCase())) throw new WorkbookRefusal('PART_MISSING', { part });
  }
  return {
    sheets,
    macros: [...entries.byName.keys()].some((name) => name.endsWith('vbaproject.bin')),
    date1904: /<workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']/.test(workbookXml),
  };
}

/** Macros, pictures and the like are inflated to be counted, and never looked at. */
async function countOnly(chunks: AsyncIterator<Buffer>): Promise<void> {
  while (!(await chunks.next()).done);
}
