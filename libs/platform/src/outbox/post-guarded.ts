import { request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';

import { type AddressPolicy, AddressRefused, guardedLookup, requireCallable } from './outgoing-address.ts';

const MOST_WAITED_MS = 5_000;
const LARGEST_ANSWER_BYTES = 64 * 1024;

/**
 * Sends a body to an address that people have set, and answers the status. Follows no redirect, waits five seconds in
 * all, and looks at nothing of the answer but its status and its size. Throws when nothing was answered.
 */
export async function postGuarded(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  policy: AddressPolicy,
): Promise<number> {
  const address = new URL(url);
  requireCallable(address, policy);
  const request = address.protocol === 'http:' ? requestPlain : requestSecure;
  const options: RequestOptions = {
    method: 'POST',
    // A connection of its own, resolved and judged for this call.
    agent: false,
    lookup: guardedLookup(policy),
    signal: AbortSignal.timeout(MOST_WAITED_MS),
    headers: { 'content-type': 'application/json', 'user-agent': 'Keizoku', ...headers },
  };
  return new Promise((resolve, reject) => {
    const sent = request(address, options, (answer) => {
      let size = 0;
      answer.on('data', (bytes: Buffer) => {
        size += bytes.length;
        if (size > LARGEST_ANSWER_BYTES) answer.destroy(new Error('the answer is larger than 64 kB'));
      });
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    });
    sent.once('error', (cause) =>
      reject(cause.name === 'AbortError' ? new Error('no answer within 5 seconds') : cause),
    );
    sent.end(body);
  });
}

/** What may be told of a failed call: the refusal's own words, or the kind of failure, never an answer. */
export function problemOfCall(cause: unknown): string {
  if (cause instanceof AddressRefused) return cause.message;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message.slice(0, 200) : 'the call failed';
}
