import { type ByteSource, bytesInMemory } from './byte-source.ts';
import type { WorkbookProblem } from './import-issue.ts';
import { DEFAULT_WORKBOOK_LIMITS, type WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';
import { listZipEntries, type ZipEntries } from './zip-entries.ts';

/** What a file is by its content, whatever its name says: a package of spreadsheet parts, or a table as text. */
export type FileKind = { readonly kind: 'PACKAGE'; readonly entries: ZipEntries } | { readonly kind: 'TEXT' };

/** Tells what a file is, and refuses what is neither, too large, or broken in its central directory. */
export async function fileKind(source: ByteSource, limits: WorkbookLimits): Promise<FileKind> {
  if (source.size === 0) throw new WorkbookRefusal('EMPTY_FILE');
  if (source.size > limits.fileBytes) {
    throw new WorkbookRefusal('ZIP_LIMIT_SIZE', { bytes: source.size, limit: limits.fileBytes });
  }
  const head = await source.head(HEAD_BYTES);
  if (startsWith(head, COMPOUND_FILE)) throw new WorkbookRefusal(await kindOfCompoundFile(source));
  if (ZIP_STARTS.some((start) => startsWith(head, start))) {
    const entries = await listZipEntries(source, limits);
    refuseOtherPackages(entries);
    return { kind: 'PACKAGE', entries };
  }
  if (!isPlainText(head)) throw new WorkbookRefusal('NOT_XLSX');
  return { kind: 'TEXT' };
}

/**
 * Judges an upload by what can be seen without inflating it: what kind of file it is, and whether its directory stays
 * inside the limits. What its parts hold is judged where they are read, in a process of their own.
 */
export async function inspectWorkbook(
  bytes: Buffer,
  limits: WorkbookLimits = DEFAULT_WORKBOOK_LIMITS,
): Promise<{ readonly kind: FileKind['kind'] } | { readonly problem: WorkbookProblem }> {
  try {
    const { kind } = await fileKind(bytesInMemory(bytes), limits);
    return { kind };
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { problem: error.problem };
    throw error;
  }
}

const HEAD_BYTES = 4_096;
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP_STARTS = ['504b0304', '504b0506'].map((hex) => Buffer.from(hex, 'hex'));
const UTF16_MARKS = ['fffe', 'feff'].map((hex) => Buffer.from(hex, 'hex'));

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}

async function kindOfCompoundFile(source: ByteSource): Promise<'XLSX_ENCRYPTED' | 'XLS_LEGACY'> {
  const bytes = await source.head(source.size);
  return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'XLSX_ENCRYPTED' : 'XLS_LEGACY';
}

function refuseOtherPackages({ byName }: ZipEntries): void {
  if (byName.has('mimetype')) throw new WorkbookRefusal('ODS_UNSUPPORTED');
  if (byName.has('xl/workbook.bin')) throw new WorkbookRefusal('XLSB_UNSUPPORTED');
  if (byName.has('word/document.xml') || byName.has('ppt/presentation.xml')) throw new WorkbookRefusal('NOT_XLSX');
}

/** Tab, line feed, vertical tab, form feed, carriage return, and the escape of old Japanese encodings. */
const CONTROL_CHARACTERS_OF_TEXT = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);

/** No control characters that no text holds, and none of the texts that are something else: XML, HTML, PDF, RTF. */
function isPlainText(head: Buffer): boolean {
  if (UTF16_MARKS.some((mark) => startsWith(head, mark))) return true;
  if (head.some((byte) => byte < 0x20 && !CONTROL_CHARACTERS_OF_TEXT.has(byte))) return false;
  return !/^(?:\xEF\xBB\xBF)?\s*(?:<|%PDF-|\{\\rtf)/.test(head.toString('latin1'));
}
