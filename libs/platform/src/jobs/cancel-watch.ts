/** How often it is looked whether the work still goes on. */
const LOOK_EVERY_MS = 500;

/** Work that somebody may give up meanwhile: its signal is aborted within a second after. It must be closed. */
export class CancelWatch {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  /** `isCancelled` is asked again and again, one time after the other. */
  constructor(private readonly isCancelled: () => Promise<boolean>) {
    this.timer = setInterval(() => {
      // A database that does not answer is felt by the work itself.
      this.looking = this.looking.then(() => this.look()).catch(() => undefined);
    }, LOOK_EVERY_MS);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    if (await this.isCancelled()) this.controller.abort();
  }
}
