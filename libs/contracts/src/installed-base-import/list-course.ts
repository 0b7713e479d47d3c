import { type Caller, type Clock, Course, type Database, type RowProgress } from '#platform';

import type { InstalledBaseImportState } from './installed-base-import.entity.ts';

interface Told {
  readonly rows: number;
  readonly share: number;
  readonly at: Date;
}

const STATE = 'SELECT state FROM installed_base_import WHERE id = $1';
const READ = `WITH going AS (${STATE}), written AS (
    UPDATE installed_base_import_progress SET rows = $2, share = $3, recorded_at = $4
    FROM going WHERE import_id = $1 AND phase = 'READING' AND going.state IN ('CHECKING', 'APPLYING'))
  SELECT state FROM going`;

/**
 * A list of machines while it is worked on: how much of its file has been read is recorded, at most once a second, and
 * `signal` is aborted once it has been cancelled. It must be closed.
 */
export class ListCourse {
  private readonly course: Course<Told>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly caller: Caller,
    private readonly importId: string,
  ) {
    this.course = new Course(async (told) => (await this.look(told)) === 'CANCELLED');
  }

  get signal(): AbortSignal {
    return this.course.signal;
  }

  /** So much of the file has been read by now. */
  readonly read = ({ rows, bytes, totalBytes }: RowProgress): void => {
    this.course.tell({ rows, share: Math.min(1, bytes / totalBytes), at: this.clock.now() });
  };

  async close(): Promise<void> {
    await this.course.close();
  }

  private async look(told: Told | undefined): Promise<InstalledBaseImportState | undefined> {
    const { caller, database, importId } = this;
    const state = told
      ? database.write(caller, (tx) =>
          tx.row<{ state: InstalledBaseImportState }>(READ, [importId, told.rows, told.share, told.at]),
        )
      : database.read(caller, (tx) => tx.row<{ state: InstalledBaseImportState }>(STATE, [importId]));
    return (await state)?.state;
  }
}
