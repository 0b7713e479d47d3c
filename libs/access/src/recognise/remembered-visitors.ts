import type { Visitor } from '../callers.ts';

/** A visitor that was recognised, and until when what is known of it may be used. */
export interface Recognised {
  readonly visitor: Visitor;
  /** What it was recognised by: a session or a key. None of an access token, whose use nobody keeps. */
  readonly credentialId?: string;
  readonly expiresAt: number;
  /** How long after its last use it ends; never where it is left out. */
  readonly idleMs?: number;
}

interface Remembered extends Recognised {
  usedAt: number;
  /** When its last use was last written down. */
  notedAt: number;
}

const MOST = 10_000;
/** The last use of a credential is written down so often. */
export const NOTED_EVERY_MS = 60_000;

/** Who was recognised lately by which credential (its hash), until something changes. */
export class RememberedVisitors {
  private readonly visitors = new Map<string, Remembered>();
  private changes = 0;

  constructor(private readonly note: (credentialId: string, at: number) => void) {}

  /** Counts up whenever everything is forgotten. */
  get generation(): number {
    return this.changes;
  }

  forget(): void {
    this.changes += 1;
    this.visitors.clear();
  }

  /** The visitor, where it is remembered and still counts; its use is taken down. */
  recall(hash: string, now: number): Visitor | undefined {
    const found = this.visitors.get(hash);
    if (found === undefined) return undefined;
    if (now >= found.expiresAt || (found.idleMs !== undefined && now - found.usedAt >= found.idleMs)) {
      this.visitors.delete(hash);
      return undefined;
    }
    found.usedAt = now;
    if (found.credentialId !== undefined && now - found.notedAt >= NOTED_EVERY_MS) {
      found.notedAt = now;
      this.note(found.credentialId, now);
    }
    return found.visitor;
  }

  /** Remembers it, unless something has changed since the generation in which it was read. */
  remember(hash: string, recognised: Recognised, now: number, generation: number): void {
    if (generation !== this.changes) return;
    if (this.visitors.size >= MOST) {
      const [oldest] = this.visitors.keys();
      if (oldest !== undefined) this.visitors.delete(oldest);
    }
    this.visitors.set(hash, { ...recognised, usedAt: now, notedAt: now });
  }
}
