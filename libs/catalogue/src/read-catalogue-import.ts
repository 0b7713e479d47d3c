import { Injectable } from '@nestjs/common';

import {
  type Caller,
  Clock,
  Database,
  type ImportIssue,
  inTurns,
  issueOfProblem,
  nothingReadable,
  readWorkbook,
  storableJson,
  Uploads,
} from '#platform';

import { parseCatalogueSteps } from './import-catalogue/parse-catalogue.ts';
import { keepImportIssues } from './import-issues.queries.ts';
import { recordImport } from './record-import.ts';
import { ImportCourse } from './progress/import-course.ts';
import { ImportEnded, WriteDraft } from './write-draft.ts';

/** A list over which the worker is lost so often is given up; it may be started again. */
const MOST_ATTEMPTS = 10;

const BEGIN = `INSERT INTO catalogue_import_progress (import_id, phase, started_at, phase_started_at, recorded_at)
  VALUES ($1, 'READING', $2, $2, $2)
  ON CONFLICT (import_id) DO UPDATE SET phase = 'READING', rows = 0, total_rows = NULL, share = NULL, phase_started_at = $2, recorded_at = $2,
    attempts = CASE WHEN catalogue_import_progress.phase = 'DONE' THEN 1 ELSE catalogue_import_progress.attempts + 1 END,
    started_at = CASE WHEN catalogue_import_progress.phase = 'DONE' THEN $2 ELSE catalogue_import_progress.started_at END
  RETURNING attempts`;

/** Reads an import's file and makes a draft version of its good rows. May be run again at any moment: it ends the same. */
@Injectable()
export class ReadCatalogueImport {
  constructor(
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
    private readonly draft: WriteDraft,
  ) {}

  /** Ends with a draft, a failure that says why, or, where it was cancelled meanwhile, with nothing. */
  async run(caller: Caller, importId: string): Promise<void> {
    const content = await this.begin(caller, importId);
    if (content === undefined) return;
    const course = new ImportCourse(this.database, this.clock, caller, importId);
    try {
      await this.read(caller, importId, content, course);
    } catch (cause) {
      if (!course.signal.aborted && !(cause instanceof ImportEnded)) throw cause;
    } finally {
      await course.close();
    }
  }

  private async read(caller: Caller, importId: string, content: Buffer, course: ImportCourse): Promise<void> {
    const read = await readWorkbook(content, {
      signal: course.signal,
      onProgress: ({ rows, bytes, totalBytes }) => course.reached(rows, Math.min(1, bytes / totalBytes)),
    });
    course.signal.throwIfAborted();
    if ('problem' in read) return this.fail(caller, importId, issueOfProblem(read.problem), []);
    const parsed = await inTurns(parseCatalogueSteps(read), course.signal);
    course.reached(parsed.rowsRead);
    if (parsed.offerings.length === 0)
      return this.fail(caller, importId, nothingReadable(parsed.issues), parsed.issues);
    await this.draft.run(caller, importId, parsed, course);
  }

  /** The file's content; nothing when the import was read or cancelled already, or the worker was lost over it too often. */
  private async begin(caller: Caller, importId: string): Promise<Buffer | undefined> {
    const { content, attempts } = await this.database.write(caller, async (tx) => {
      const claimed = await tx.row<{ uploadId: string }>(
        `UPDATE catalogue_import SET state = 'READING' WHERE id = $1 AND state IN ('WAITING', 'READING') RETURNING upload_id AS "uploadId"`,
        [importId],
      );
      if (claimed === undefined) return { attempts: 0 };
      const begun = await tx.row<{ attempts: number }>(BEGIN, [importId, this.clock.now()]);
      recordImport(tx, this.clock.now(), importId, { state: 'READING', attempts: begun?.attempts ?? 1 });
      return { content: await this.uploads.content(tx, claimed.uploadId), attempts: begun?.attempts ?? 1 };
    });
    if (attempts <= MOST_ATTEMPTS) return content;
    await this.fail(caller, importId, { sheet: '', code: 'PARSER_CRASH', severity: 'ERROR' }, []);
    return undefined;
  }

  private async fail(
    caller: Caller,
    importId: string,
    problem: ImportIssue,
    issues: readonly ImportIssue[],
  ): Promise<void> {
    await this.database.write(caller, async (tx) => {
      const failed = await tx.row(
        `UPDATE catalogue_import SET state = 'FAILED', problem = $2, finished_at = $3 WHERE id = $1 AND state = 'READING'
         RETURNING id`,
        [importId, storableJson(problem), this.clock.now()],
      );
      if (failed === undefined) return;
      await keepImportIssues(tx, importId, true, []);
      await keepImportIssues(tx, importId, false, issues);
      recordImport(tx, this.clock.now(), importId, { state: 'FAILED', problem, issues: issues.length });
      await tx.rows(
        `UPDATE catalogue_import_progress SET phase = 'DONE', phase_started_at = $2, recorded_at = $2 WHERE import_id = $1`,
        [importId, this.clock.now()],
      );
    });
  }
}
