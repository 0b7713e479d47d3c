import { type Caller, CancelWatch, type Clock, type Database } from '#platform';

import type { CatalogueImportPhase, CatalogueImportState } from '../vocabulary.ts';

/** Progress is written at most so often. */
const WRITE_EVERY_MS = 1_000;

/** Whoever reads an import tells here how far it is. */
export interface ImportProgressSeam {
  /** Begins a phase of so many rows, where that is known. */
  begin(phase: CatalogueImportPhase, totalRows?: number): void;
  /** So many rows of the phase are done by now, and, where the rows there will be are not known, this share of the work. */
  reached(rows: number, share?: number): void;
}

/**
 * An import while it is read: what is told of its progress is recorded, at most once a second, and `signal` is aborted
 * once the import has been cancelled. It must be closed.
 */
export class ImportCourse implements ImportProgressSeam {
  private readonly watch: CancelWatch;
  private phase: CatalogueImportPhase = 'READING';
  private phaseStartedAt: Date;
  private rows = 0;
  private totalRows: number | undefined;
  private share: number | undefined;
  private toldAt: Date;
  private unwritten = false;
  private writtenAt = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly caller: Caller,
    private readonly importId: string,
  ) {
    this.phaseStartedAt = clock.now();
    this.toldAt = this.phaseStartedAt;
    this.watch = new CancelWatch(() => this.look());
  }

  /** Aborted when the import was cancelled. */
  get signal(): AbortSignal {
    return this.watch.signal;
  }

  begin(phase: CatalogueImportPhase, totalRows?: number): void {
    this.phase = phase;
    this.phaseStartedAt = this.clock.now();
    this.totalRows = totalRows;
    this.reached(0);
  }

  reached(rows: number, share?: number): void {
    this.rows = rows;
    this.share = share;
    this.toldAt = this.clock.now();
    this.unwritten = true;
  }

  async close(): Promise<void> {
    await this.watch.close();
  }

  /** Writes what is not written yet, where it is time; answers whether the import was cancelled. */
  private async look(): Promise<boolean> {
    const now = performance.now();
    const writes = this.unwritten && now - this.writtenAt >= WRITE_EVERY_MS;
    if (writes) {
      this.unwritten = false;
      this.writtenAt = now;
    }
    const state = writes ? await this.write() : await this.stateOf();
    return state === 'CANCELLED';
  }

  private async stateOf(): Promise<CatalogueImportState | undefined> {
    return this.database.read(this.caller, async (tx) => {
      const row = await tx.row<{ state: CatalogueImportState }>('SELECT state FROM catalogue_import WHERE id = $1', [
        this.importId,
      ]);
      return row?.state;
    });
  }

  private async write(): Promise<CatalogueImportState | undefined> {
    return this.database.write(this.caller, async (tx) => {
      const row = await tx.row<{ state: CatalogueImportState }>(
        `WITH going AS (SELECT id, state FROM catalogue_import WHERE id = $1), written AS (
           UPDATE catalogue_import_progress SET phase = $2, rows = $3, total_rows = $4, phase_started_at = $5, recorded_at = $6, share = $7
           FROM going WHERE import_id = going.id AND going.state = 'READING' AND phase <> 'DONE')
         SELECT state FROM going`,
        [
          this.importId,
          this.phase,
          this.rows,
          this.totalRows ?? null,
          this.phaseStartedAt,
          this.toldAt,
          this.share ?? null,
        ],
      );
      return row?.state;
    });
  }
}
