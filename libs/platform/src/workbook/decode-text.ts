import { isUtf8 } from 'node:buffer';

/** Turns the chunks of a text into strings; characters that lie over a chunk's border come whole. */
export interface TextChunks {
  /** Throws when the bytes are no text in this encoding. */
  decode: (chunk: Buffer) => string;
  /** Throws when the text ends in the middle of a character. */
  end: () => string;
}

/** A decoder that refuses what is wrong instead of replacing it. Throws for an encoding it does not know. */
export function decoderOf(encoding: string): TextChunks {
  return /^utf-?8$/i.test(encoding) ? new Utf8Chunks() : new OtherChunks(encoding);
}

class OtherChunks implements TextChunks {
  private readonly decoder: TextDecoder;

  constructor(encoding: string) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  decode(chunk: Buffer): string {
    return this.decoder.decode(chunk, { stream: true });
  }

  end(): string {
    return this.decoder.decode();
  }
}

const NOTHING = Buffer.alloc(0);
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** UTF-8 by the fast paths of buffers; the general decoder costs as much as inflating. */
class Utf8Chunks implements TextChunks {
  private rest = NOTHING;
  private started = false;

  decode(chunk: Buffer): string {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    this.rest = Buffer.from(bytes.subarray(whole));
    const marked = !this.started && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
    this.started ||= whole > 0;
    const text = bytes.subarray(marked ? 3 : 0, whole);
    if (!isUtf8(text)) throw new RangeError('not UTF-8');
    return text.toString('utf8');
  }

  end(): string {
    if (this.rest.length > 0) throw new RangeError('not UTF-8');
    return '';
  }
}

const LONGEST_CHARACTER = 4;

/** How many bytes at the end begin a character whose other bytes are still to come. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOfCharacter(byte) ? back : 0;
  }
  return 0;
}

function lengthOfCharacter(firstByte: number): number {
  if (firstByte >= 0xf0) return 4;
  return firstByte >= 0xe0 ? 3 : 2;
}
