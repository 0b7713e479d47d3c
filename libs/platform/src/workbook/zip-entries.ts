import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import type { ByteSource } from './byte-source.ts';
import type { WorkbookLimits } from './workbook-limits.ts';
import { WorkbookRefusal } from './workbook-refusal.ts';

/** One part of a package. */
export interface ZipPart {
  /** As the directory spells it. */
  readonly name: string;
  readonly entry: yauzl.Entry;
}

/** The central directory of a package. */
export interface ZipEntries {
  readonly zip: yauzl.ZipFile;
  /** By lower-case name with forward slashes, in the order of the directory. */
  readonly byName: ReadonlyMap<string, ZipPart>;
  /** Inflated, by what the directory says. */
  readonly declaredBytes: number;
}

/** How many bytes have been inflated of a file so far, over all its parts. */
export interface ByteTally {
  bytes: number;
}

const STORED = 0;
const DEFLATED = 8;

/** Reads the central directory and refuses what it already shows to be broken, encrypted, doubled or too large. */
export async function listZipEntries(source: ByteSource, limits: WorkbookLimits): Promise<ZipEntries> {
  const zip = await orCorrupt(source.openZip());
  if (zip.entryCount > limits.entries) {
    throw new WorkbookRefusal('ZIP_LIMIT_ENTRIES', { found: zip.entryCount, limit: limits.entries });
  }
  const byName = new Map<string, ZipPart>();
  let declaredBytes = 0;
  for (const entry of await orCorrupt(Array.fromAsync(zip.eachEntry()))) {
    const name = nameOf(entry);
    const key = partKey(name);
    if (key.endsWith('/')) continue;
    refuseEntry(entry, key, limits);
    if (byName.has(key)) throw new WorkbookRefusal('PART_DUPLICATE', { part: key });
    byName.set(key, { name, entry });
    declaredBytes += entry.uncompressedSize;
  }
  if (declaredBytes > limits.totalBytes) {
    throw new WorkbookRefusal('ZIP_LIMIT_SIZE', { bytes: declaredBytes, limit: limits.totalBytes });
  }
  refuseOverlaps([...byName.values()].map(({ entry }) => entry));
  return { zip, byName, declaredBytes };
}

/** The form in which names of parts are compared: neither case nor the kind of slash makes two of one. */
export function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function nameOf(entry: yauzl.Entry): string {
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

function refuseEntry(entry: yauzl.Entry, part: string, limits: WorkbookLimits): void {
  if (entry.isEncrypted()) throw new WorkbookRefusal('XLSX_ENCRYPTED', { part });
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new WorkbookRefusal('ZIP_CORRUPT', { part });
  }
  if (entry.uncompressedSize > limits.partBytes) {
    throw new WorkbookRefusal('ZIP_LIMIT_PART', { part, bytes: entry.uncompressedSize, limit: limits.partBytes });
  }
  refuseRatio(entry.uncompressedSize, entry, part, limits);
}

const RATIO_COUNTS_FROM = 1024 * 1024;

function refuseRatio(bytes: number, { compressedSize }: yauzl.Entry, part: string, { ratio }: WorkbookLimits): void {
  if (bytes > RATIO_COUNTS_FROM && bytes > ratio * compressedSize) {
    throw new WorkbookRefusal('ZIP_LIMIT_RATIO', { part, limit: ratio });
  }
}

const LOCAL_HEADER_BYTES = 30;

/** Entries that share bytes make a bomb of a small file: each counts as small, all together are not. */
function refuseOverlaps(entries: readonly yauzl.Entry[]): void {
  const byPlace = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: start, compressedSize } of byPlace) {
    if (start < end) throw new WorkbookRefusal('ZIP_CORRUPT');
    end = start + LOCAL_HEADER_BYTES + compressedSize;
  }
}

const CHUNK_BYTES = 32 * 1024;

/**
 * The inflated bytes of a part, chunk by chunk, counted as they come: the declared sizes may lie. Bytes that are not
 * those that were packed are refused at the end of the part.
 */
export async function* readZipPart(
  { zip }: ZipEntries,
  { name: part, entry }: ZipPart,
  limits: WorkbookLimits,
  tally: ByteTally,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of inflated(zip, entry, part)) {
    bytes += chunk.length;
    tally.bytes += chunk.length;
    if (bytes > limits.partBytes) throw new WorkbookRefusal('ZIP_LIMIT_PART', { part, limit: limits.partBytes });
    if (tally.bytes > limits.totalBytes) throw new WorkbookRefusal('ZIP_LIMIT_SIZE', { limit: limits.totalBytes });
    if (bytes > entry.uncompressedSize) throw new WorkbookRefusal('ZIP_CORRUPT', { part });
    refuseRatio(bytes, entry, part, limits);
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) throw new WorkbookRefusal('ZIP_CORRUPT', { part });
}

async function* inflated(zip: yauzl.ZipFile, entry: yauzl.Entry, part: string): AsyncGenerator<Buffer> {
  const stored = entry.compressionMethod === STORED;
  const packed = await orCorrupt(zip.openReadStreamPromise(entry, { decodeFileData: false }), part);
  const stream = stored ? packed : packed.pipe(createInflateRaw({ chunkSize: CHUNK_BYTES }));
  packed.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch {
    throw new WorkbookRefusal('ZIP_CORRUPT', { part });
  } finally {
    packed.destroy();
  }
}

async function orCorrupt<T>(reading: Promise<T>, part?: string): Promise<T> {
  try {
    return await reading;
  } catch {
    throw new WorkbookRefusal('ZIP_CORRUPT', part === undefined ? {} : { part });
  }
}
