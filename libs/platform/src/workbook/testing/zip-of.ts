import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip archive, and what its headers say wrongly of it. */
export interface ZipEntrySpec {
  readonly name: string;
  readonly content: string | Buffer;
  readonly declaredBytes?: number;
  readonly declaredChecksum?: number;
  readonly encrypted?: boolean;
  readonly method?: number;
  /** Points at the bytes of the entry before it. */
  readonly overlapping?: boolean;
  /** Sizes in 64-bit fields. */
  readonly zip64?: boolean;
}

const DEFLATED = 8;

/** A zip archive byte by byte, so that it can lie. */
export function zipOf(entries: readonly ZipEntrySpec[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let before = 0;
  for (const entry of entries) {
    const { name, content, method = DEFLATED, zip64 } = entry;
    const bytes = Buffer.from(content);
    const packed = method === DEFLATED ? deflateRawSync(bytes) : bytes;
    const extra = zip64 ? zip64Extra(entry.declaredBytes ?? bytes.length, packed.length) : Buffer.alloc(0);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE((entry.encrypted ? 1 : 0) | UTF8_NAME, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.declaredChecksum ?? crc32(bytes), 10);
    fields.writeUInt32LE(zip64 ? 0xffffffff : packed.length, 14);
    fields.writeUInt32LE(zip64 ? 0xffffffff : (entry.declaredBytes ?? bytes.length), 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    fields.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), extra, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.overlapping ? before : offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name), extra]),
    );
    locals.push(local);
    before = offset;
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const UTF8_NAME = 0x800;

function zip64Extra(bytes: number, packed: number): Buffer {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(BigInt(bytes), 4);
  extra.writeBigUInt64LE(BigInt(packed), 12);
  return extra;
}
