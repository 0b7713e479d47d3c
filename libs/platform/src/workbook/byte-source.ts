import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import yauzl from 'yauzl';

/** The bytes of a file that may be read more than once: held in memory, or left on disk. */
export interface ByteSource {
  readonly size: number;
  /** At most so many bytes from the beginning. */
  head: (length: number) => Promise<Buffer>;
  chunks: () => AsyncIterable<Buffer>;
  /** Throws when the bytes end in no central directory of a zip archive. */
  openZip: () => Promise<yauzl.ZipFile>;
}

/** Names are decoded by whoever lists the entries: what a name may be is not the archive library's to refuse. */
const ZIP_OPTIONS = { decodeStrings: false, autoClose: false };

/** A file that is in memory already. */
export function bytesInMemory(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    head: (length) => Promise.resolve(bytes.subarray(0, length)),
    async *chunks() {
      for (let start = 0; start < bytes.length; start += CHUNK_BYTES) yield bytes.subarray(start, start + CHUNK_BYTES);
    },
    openZip: () => yauzl.fromBufferPromise(bytes, ZIP_OPTIONS),
  };
}

/** A file on disk, of which no more is held than is being looked at. */
export async function bytesOnDisk(path: string): Promise<ByteSource> {
  return {
    size: (await stat(path)).size,
    async head(length) {
      const file = await open(path);
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    chunks: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>,
    openZip: () => yauzl.openPromise(path, ZIP_OPTIONS),
  };
}

const CHUNK_BYTES = 64 * 1024;
