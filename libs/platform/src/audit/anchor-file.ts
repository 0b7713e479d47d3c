import { createHash, sign, verify } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { type AnchorKey, anchorKey } from './anchor-key.ts';
import { canonicalJson } from './canonical-json.ts';
import { NO_HASH } from './entry-hash.ts';

/** The end of a chain at an instant: stream, key, number and hash of its last entry. */
export type ChainHead = readonly [stream: string, key: string, number: number, hash: string];

/** One line of the file: the ends of the chains that grew since the last anchor, and how much there was in all. */
export interface Anchor {
  readonly number: number;
  readonly at: string;
  readonly entries: number;
  readonly chains: number;
  /** Transactions before this one are anchored; nothing in a line that others of the same anchor follow. */
  readonly upTo: number | null;
  readonly heads: readonly ChainHead[];
  /** The hash of the line before: no line can be taken out. */
  readonly previous: string;
}

export type NewAnchor = Omit<Anchor, 'number' | 'previous'>;

/** A line as it was read back; without an anchor where it cannot be one. */
export interface ReadLine {
  readonly line: number;
  readonly anchor?: Anchor;
  readonly problem?: string;
}

/** What `append` goes on from. */
interface End {
  readonly number: number;
  readonly previous: string;
  readonly upTo: number;
}

/**
 * The file of anchors, outside the database: one signed JSON object a line, only ever added to. A copy of it elsewhere
 * is worth as much as the file.
 */
export class AnchorFile {
  readonly file: string;
  private readonly key: AnchorKey;

  constructor(folder: string) {
    this.key = anchorKey(folder);
    this.file = join(folder, 'anchors.jsonl');
  }

  get fingerprint(): string {
    return this.key.fingerprint;
  }

  /** How long the file is now; nothing when there is none. */
  size(): number {
    return existsSync(this.file) ? statSync(this.file).size : 0;
  }

  /** Where the next anchor starts. */
  async end(): Promise<End> {
    let end: End = { number: 0, previous: NO_HASH, upTo: 0 };
    for await (const text of this.lines(this.size())) {
      const anchor = parsed(text);
      if (anchor) end = { number: anchor.number, previous: hashOf(text), upTo: anchor.upTo ?? end.upTo };
    }
    return end;
  }

  /** Adds anchors behind `end`, all of them on the disk when it answers. */
  async append(end: End, anchors: readonly NewAnchor[]): Promise<void> {
    let { number, previous } = end;
    const lines: string[] = [];
    for (const anchor of anchors) {
      number += 1;
      const line = this.signed({ ...anchor, number, previous });
      previous = hashOf(line);
      lines.push(line);
    }
    const handle = await open(this.file, 'a', 0o600);
    try {
      // A line that a crash left unfinished is ended first, so that it spoils no other.
      await handle.write(`${(await this.isTorn()) ? '\n' : ''}${lines.join('\n')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Every line up to a length of the file, each held against its signature and the line before it. */
  async *read(size: number): AsyncGenerator<ReadLine> {
    let previous = NO_HASH;
    let line = 0;
    for await (const text of this.lines(size)) {
      line += 1;
      const anchor = parsed(text);
      if (anchor === undefined) continue; // left by a crash: had it been an anchor, the next line would not follow
      if (!this.isSigned(text)) yield { line, anchor, problem: 'its signature is not of the key of this folder' };
      else if (anchor.previous !== previous) yield { line, anchor, problem: 'it does not follow the anchor before it' };
      else yield { line, anchor };
      previous = hashOf(text);
    }
  }

  private async *lines(size: number): AsyncGenerator<string> {
    if (size === 0) return;
    for await (const text of createInterface({ input: createReadStream(this.file, { end: size - 1 }) })) {
      if (text !== '') yield text;
    }
  }

  private async isTorn(): Promise<boolean> {
    const size = this.size();
    if (size === 0) return false;
    const handle = await open(this.file, 'r');
    try {
      const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: size - 1 });
      return buffer.toString() !== '\n';
    } finally {
      await handle.close();
    }
  }

  private signed(anchor: Anchor): string {
    const signature = sign(null, Buffer.from(canonicalJson(anchor)), this.key.privateKey).toString('base64');
    return canonicalJson({ ...anchor, signature });
  }

  private isSigned(text: string): boolean {
    const { signature, ...anchor } = JSON.parse(text) as Anchor & { signature: string };
    return verify(null, Buffer.from(canonicalJson(anchor)), this.key.publicKey, Buffer.from(signature, 'base64'));
  }
}

function parsed(text: string): Anchor | undefined {
  try {
    const value = JSON.parse(text) as Partial<Anchor & { signature: string }> | null;
    return typeof value?.signature === 'string' && Array.isArray(value.heads) ? (value as Anchor) : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}
