import type { Readable, Writable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

const LENGTH_BYTES = 4;

/** Writes one message to a pipe; false when the pipe is full and its `drain` should be waited for. */
export function writeMessage(pipe: Writable, message: unknown): boolean {
  const body = serialize(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(body.length);
  pipe.write(length);
  return pipe.write(body);
}

/** The messages of a pipe, one after the other; a message cut off by the end of the pipe is dropped. */
export async function* readMessages(pipe: Readable): AsyncGenerator<unknown> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let wanted = LENGTH_BYTES;
  for await (const chunk of pipe) {
    waiting.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes < wanted) continue;
    let rest: Buffer = Buffer.concat(waiting);
    while (rest.length >= (wanted = lengthOfFirst(rest))) {
      yield deserialize(rest.subarray(LENGTH_BYTES, wanted));
      rest = rest.subarray(wanted);
    }
    waiting = [rest];
    bytes = rest.length;
  }
}

/** With its length in front; what must be there to know more, when not even that is. */
function lengthOfFirst(bytes: Buffer): number {
  return bytes.length < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + bytes.readUInt32LE();
}
