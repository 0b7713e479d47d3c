import type { Readable, Writable } from 'node:stream';

const LINE_END = 0x0a;

/**
 * Writes one message to a pipe, as a line of JSON: it costs less than any binary form that needs buffers of its own.
 * False when the pipe is full and its `drain` should be waited for.
 */
export function writeMessage(pipe: Writable, message: unknown): boolean {
  return pipe.write(`${JSON.stringify(message)}\n`);
}

/** The messages of a pipe, one after the other; a message cut off by the end of the pipe is dropped. */
export async function* readMessages(pipe: Readable): AsyncGenerator<unknown> {
  let begun: Buffer[] = [];
  for await (const chunk of pipe) {
    let rest = chunk as Buffer;
    for (let end = rest.indexOf(LINE_END); end >= 0; end = rest.indexOf(LINE_END)) {
      yield JSON.parse(Buffer.concat([...begun, rest.subarray(0, end)]).toString('utf8'));
      begun = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) begun.push(rest);
  }
}
