import type { Act, Change } from './change.ts';
import { tablesChangedBy } from './tables-changed.ts';

/** What a transaction has said of its own changes, and which tables it changed: the two are held against each other. */
export class RecordOfChanges {
  private readonly changedTables = new Set<string>();
  private readonly said: Change[] = [];
  private begun: Act | undefined;

  get changes(): readonly Change[] {
    return this.said;
  }

  /** What the changes are part of. */
  get act(): Act {
    if (this.begun === undefined)
      throw new Error('a change was recorded before it was said what is being done (begin)');
    return this.begun;
  }

  /** Says what is being done; `once` does for whoever uses it. */
  begin(act: Act): void {
    this.begun = act;
  }

  add(change: Change): void {
    this.said.push(change);
  }

  /** Takes note of a statement that was run, and of how many rows it was about. */
  watch(statement: string, rows: number): void {
    // What a statement behind WITH changed does not show in its count.
    if (rows === 0 && !/^\s*with\b/i.test(statement)) return;
    for (const table of tablesChangedBy(statement)) this.changedTables.add(table);
  }

  /** Throws when something was changed of which nothing is said. */
  requireComplete(): void {
    if (this.said.length > 0 || this.changedTables.size === 0) return;
    const tables = [...this.changedTables].sort().join(', ');
    throw new Error(`a transaction changed ${tables} and recorded no change: say what changed with tx.record(…)`);
  }
}
