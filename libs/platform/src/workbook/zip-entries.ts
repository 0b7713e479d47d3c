import yauzl from 'yauzl';
import type { PartTally } from './inspect-parts.ts';
import type { WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';

/** The central directory of a package. */
export interface ZipEntries {
  readonly zip: yauzl.ZipFile;
  /** By lower-case name with forward slashes, in the order of the directory. */
  readonly byName: ReadonlyMap<string, yauzl.Entry>;
}

const STORED = 0;
const DEFLATED = 8;

/** Reads the central directory and refuses what it already shows to be broken, encrypted, doubled or too large. */
export async function listZipEntries(bytes: Buffer, limits: WorkbookLimits): Promise<ZipEntries> {
  const byName = new Map<string, yauzl.Entry>();
  let declaredBytes = 0;
  const zip = await openZip(bytes);
  if (zip.entryCount > limits.entries) {
    throw new WorkbookRefusal('ZIP_LIMIT_ENTRIES', { found: zip.entryCount, limit: limits.entries });
  }
  for (const entry of await allEntries(zip)) {
    const name = entry.fileName.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
    if (name.endsWith('/')) continue;
    refuseEntry(entry, name, limits);
    if (byName.has(name)) throw new WorkbookRefusal('PART_DUPLICATE', { part: name });
    byName.set(name, entry);
    declaredBytes += entry.uncompressedSize;
  }
  if (declaredBytes > limits.totalBytes) {
    throw new WorkbookRefusal('ZIP_LIMIT_SIZE', { bytes: declaredBytes, limit: limits.totalBytes });
  }
  return { zip, byName };
}

function refuseEntry(entry: yauzl.Entry, name: string, limits: WorkbookLimits): void {
  if (entry.isEncrypted()) throw new WorkbookRefusal('XLSX_ENCRYPTED', { part: name });
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new WorkbookRefusal('ZIP_CORRUPT', { part: name });
  }
  if (entry.uncompressedSize > limits.partBytes) {
    throw new WorkbookRefusal('ZIP_LIMIT_PART', { part: name, bytes: entry.uncompressedSize, limit: limits.partBytes });
  }
}

const RATIO_COUNTS_FROM = 1024 * 1024;

/** The inflated bytes of a part, chunk by chunk, counted as they come: the declared sizes may lie. */
export async function* readZipEntry(
  { zip }: ZipEntries,
  entry: yauzl.Entry,
  limits: WorkbookLimits,
  tally: PartTally,
): AsyncGenerator<Buffer> {
  const part = entry.fileName;
  let bytes = 0;
  try {
    for await (const chunk of await openEntry(zip, entry)) {
      bytes += (chunk as Buffer).length;
      tally.bytes += (chunk as Buffer).length;
      if (bytes > limits.partBytes) throw new WorkbookRefusal('ZIP_LIMIT_PART', { part, limit: limits.partBytes });
      if (tally.bytes > limits.totalBytes) throw new WorkbookRefusal('ZIP_LIMIT_SIZE', { limit: limits.totalBytes });
      if (bytes > RATIO_COUNTS_FROM && bytes > limits.ratio * entry.compressedSize) {
        throw new WorkbookRefusal('ZIP_LIMIT_RATIO', { part, limit: limits.ratio });
      }
      yield chunk as Buffer;
    }
  } catch (error) {
    throw error instanceof WorkbookRefusal ? error : new WorkbookRefusal('ZIP_CORRUPT', { part });
  }
}

function openZip(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) =>
      error ? reject(new WorkbookRefusal('ZIP_CORRUPT')) : resolve(zip),
    );
  });
}

function allEntries(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(new WorkbookRefusal('ZIP_CORRUPT')));
    zip.readEntry();
  });
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
