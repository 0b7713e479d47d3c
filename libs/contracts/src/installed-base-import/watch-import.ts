import type { Caller, Database } from '#platform';

const LOOK_EVERY_MS = 500;

/** Aborts its signal within a second after the import was cancelled. It must be closed. */
export class WatchedImport {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly caller: Caller,
    private readonly importId: string,
  ) {
    this.timer = setInterval(() => {
      // One look at a time; a database that does not answer is felt by the import itself.
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
    const cancelled = await this.database.read(this.caller, (tx) =>
      tx.row(`SELECT 1 FROM installed_base_import WHERE id = $1 AND state = 'CANCELLED'`, [this.importId]),
    );
    if (cancelled) this.controller.abort();
  }
}
