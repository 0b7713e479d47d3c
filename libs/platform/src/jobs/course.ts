import { CancelWatch } from './cancel-watch.ts';

/** What is told is written at most so often. */
const WRITE_EVERY_MS = 1_000;

/**
 * Work that others follow and may give up: the last that was told of how far it is gets written, at most once a second,
 * and its signal is aborted once it has been cancelled. It must be closed.
 */
export class Course<Told> {
  private readonly watch: CancelWatch;
  private unwritten: Told | undefined;
  private writtenAt = 0;

  /** `look` writes what was told, where something is to be written, and answers whether the work was cancelled. */
  constructor(private readonly look: (told: Told | undefined) => Promise<boolean>) {
    this.watch = new CancelWatch(() => this.lookOnce());
  }

  /** Aborted when the work was cancelled. */
  get signal(): AbortSignal {
    return this.watch.signal;
  }

  tell(told: Told): void {
    this.unwritten = told;
  }

  async close(): Promise<void> {
    await this.watch.close();
  }

  private async lookOnce(): Promise<boolean> {
    const now = performance.now();
    if (this.unwritten === undefined || now - this.writtenAt < WRITE_EVERY_MS) return this.look(undefined);
    const told = this.unwritten;
    this.unwritten = undefined;
    this.writtenAt = now;
    return this.look(told);
  }
}
