import { type Caller, type Clock, Course, type Database } from '#platform';

import type { CatalogueImportPhase, CatalogueImportState } from '../vocabulary.ts';

/** Whoever reads an import tells here how far it is. */
export interface ImportProgressSeam {
  /** Begins a phase of so many rows, where that is known. */
  begin(phase: CatalogueImportPhase, totalRows?: number): void;
  /** So many rows of the phase are done by now, and, where the rows there will be are not known, this share of the work. */
  reached(rows: number, share?: number): void;
}

interface Told {
  readonly rows: number;
  readonly share: number | undefined;
  readonly phase: CatalogueImportPhase;
  readonly totalRows: number | undefined;
  readonly phaseStartedAt: Date;
  readonly at: Date;
}

/**
 * An import while it is read: what is told of its progress is recorded, at most once a second, and `signal` is aborted
 * once the import has been cancelled. It must be closed.
 */
export class ImportCourse implements ImportProgressSeam {
  private readonly course: Course<Told>;
  private phase: CatalogueImportPhase = 'READING';
  private phaseStartedAt: Date;
  private totalRows: number | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly caller: Caller,
    private readonly importId: string,
  ) {
    this.phaseStartedAt = clock.now();
    this.course = new Course(async (told) => (await (told ? this.write(told) : this.stateOf())) === 'CANCELLED');
  }

  /** Aborted when the import was cancelled. */
  get signal(): AbortSignal {
    return this.course.signal;
  }

  begin(phase: CatalogueImportPhase, totalRows?: number): void {
    this.phase = phase;
    this.phaseStartedAt = this.clock.now();
    this.totalRows = totalRows;
    this.reached(0);
  }

  reached(rows: number, share?: number): void {
    const { phase, totalRows, phaseStartedAt } = this;
    this.course.tell({ rows, share, phase, totalRows, phaseStartedAt, at: this.clock.now() });
  }

  async close(): Promise<void> {
    await this.course.close();
  }

  private async stateOf(): Promise<CatalogueImportState | undefined> {
    return this.database.read(this.caller, async (tx) => {
      const row = await tx.row<{ state: CatalogueImportState }>('SELECT state FROM catalogue_import WHERE id = $1', [
        this.importId,
      ]);
      return row?.state;
    });
  }

  private async write({
    rows,
    share,
    phase,
    totalRows,
    phaseStartedAt,
    at,
  }: Told): Promise<CatalogueImportState | undefined> {
    return this.database.write(this.caller, async (tx) => {
      const row = await tx.row<{ state: CatalogueImportState }>(
        `WITH going AS (SELECT id, state FROM catalogue_import WHERE id = $1), written AS (
           UPDATE catalogue_import_progress SET phase = $2, rows = $3, total_rows = $4, phase_started_at = $5, recorded_at = $6, share = $7
           FROM going WHERE import_id = going.id AND going.state = 'READING' AND phase <> 'DONE')
         SELECT state FROM going`,
        [this.importId, phase, rows, totalRows ?? null, phaseStartedAt, at, share ?? null],
      );
      return row?.state;
    });
  }
}
