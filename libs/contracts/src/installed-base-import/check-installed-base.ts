import { Injectable } from '@nestjs/common';

import {
  type Caller,
  Clock,
  Database,
  type ImportIssue,
  issueOfProblem,
  nothingReadable,
  type Transaction,
  Uploads,
} from '#platform';
import type { ParsedMachine } from '#installed-base';

import { BeginApplying, rowsInTheWay } from './begin-applying.ts';
import type { InstalledBaseImport, InstalledBaseImportState } from './installed-base-import.entity.ts';
import { replaceIssues } from './installed-base-issues.queries.ts';
import { judgeRow } from './judge-row.ts';
import { ListCourse } from './list-course.ts';
import { beginPhase } from './phase.ts';
import { readList, type StoredList } from './read-list.ts';
import { WhatStands } from './what-stands.ts';

/** Rows held against the database at once. */
const BATCH = 2_000;

type Orders = Pick<InstalledBaseImport, 'applyWhenChecked' | 'leaveOutBadRows' | 'correctWarranties'>;

const FINISH = `UPDATE installed_base_import SET state = 'CHECKED', finished_at = $2 WHERE id = $1 AND state = 'CHECKING'
  RETURNING apply_when_checked AS "applyWhenChecked", leave_out_bad_rows AS "leaveOutBadRows",
    correct_warranties AS "correctWarranties"`;

interface Checked {
  readonly issues: readonly ImportIssue[];
  readonly rowsRead: number;
  readonly badRows: number;
  readonly machines: number;
}

/** Checks the whole of a list of machines and says everything that is wrong with it. Writes no machine. May be run again. */
@Injectable()
export class CheckInstalledBase {
  constructor(
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly standing: WhatStands,
    private readonly beginning: BeginApplying,
    private readonly clock: Clock,
  ) {}

  /** Ends with `CHECKED`, with a failure that says why, or, where it was cancelled meanwhile, with nothing. */
  async run(caller: Caller, importId: string): Promise<void> {
    const list = await this.begin(caller, importId);
    if (list === undefined) return;
    const course = new ListCourse(this.database, this.clock, caller, importId);
    try {
      await this.check(caller, importId, list, course);
    } catch (cause) {
      if (!course.signal.aborted) throw cause;
    } finally {
      await course.close();
    }
  }

  private async check(caller: Caller, importId: string, list: StoredList, course: ListCourse): Promise<void> {
    const { signal } = course;
    const read = await readList(list, { signal, onProgress: course.read });
    signal.throwIfAborted();
    if ('problem' in read) return this.fail(caller, importId, issueOfProblem(read.problem), []);
    const { machines, issues, counts } = read;
    if (counts.rowsRead === 0) return this.fail(caller, importId, nothingReadable(issues), issues);
    const held = await this.holdAgainstWhatStands(caller, importId, machines, signal);
    const bad = new Set(held.map(({ sheet, row }) => `${sheet} ${String(row)}`)).size;
    await this.finish(caller, importId, {
      issues: [...issues, ...held],
      rowsRead: counts.rowsRead,
      badRows: counts.badRows + bad,
      machines: machines.length,
    });
  }

  private async holdAgainstWhatStands(
    caller: Caller,
    importId: string,
    machines: readonly ParsedMachine[],
    signal: AbortSignal,
  ): Promise<ImportIssue[]> {
    const issues: ImportIssue[] = [];
    await this.database.write(caller, (tx) => beginPhase(tx, importId, 'CHECKING', this.clock.now()));
    for (let done = 0; done < machines.length; done += BATCH) {
      signal.throwIfAborted();
      const rows = machines.slice(done, done + BATCH);
      const standing = await this.database.read(caller, (tx) => this.standing.for(tx, rows));
      issues.push(...rows.flatMap((row) => judgeRow(row, standing, false).issues));
      await this.tell(caller, importId, machines.length, done + rows.length);
    }
    return issues;
  }

  /** The list; nothing when the import was checked or cancelled already. */
  private begin(caller: Caller, importId: string): Promise<StoredList | undefined> {
    return this.database.write(caller, async (tx) => {
      const claimed = await tx.row<Pick<InstalledBaseImport, 'uploadId' | 'source'>>(
        `UPDATE installed_base_import SET state = 'CHECKING' WHERE id = $1 AND state IN ('WAITING', 'CHECKING')
         RETURNING upload_id AS "uploadId", source`,
        [importId],
      );
      if (claimed === undefined) return undefined;
      await tx.rows(
        `INSERT INTO installed_base_import_progress (import_id, begun_at, phase_begun_at, recorded_at) VALUES ($1, $2, $2, $2)
         ON CONFLICT (import_id) DO UPDATE SET done = 0, total = 0, begun_at = $2, recorded_at = $2`,
        [importId, this.clock.now()],
      );
      await beginPhase(tx, importId, 'READING', this.clock.now());
      this.record(tx, importId, { state: 'CHECKING' });
      return { source: claimed.source, content: await this.uploads.content(tx, claimed.uploadId) };
    });
  }

  private async tell(caller: Caller, importId: string, total: number, done: number): Promise<void> {
    await this.database.write(caller, (tx) =>
      tx.rows(
        'UPDATE installed_base_import_progress SET total = $2, done = $3, recorded_at = $4 WHERE import_id = $1',
        [importId, total, done, this.clock.now()],
      ),
    );
  }

  private async finish(caller: Caller, importId: string, checked: Checked): Promise<void> {
    const { issues, rowsRead, badRows, machines } = checked;
    const differing = issues.filter(({ code }) => code === 'WARRANTY_DIFFERS').length;
    await this.database.write(caller, async (tx) => {
      const kept = await tx.row<Orders>(FINISH, [importId, this.clock.now()]);
      if (kept === undefined) return;
      await replaceIssues(tx, importId, issues);
      await tx.rows(
        `UPDATE installed_base_import_progress SET rows_read = $2, bad_rows = $3, differing_warranties = $4, total = $5, done = $5,
           phase = 'DONE', recorded_at = $6 WHERE import_id = $1`,
        [importId, rowsRead, badRows, differing, machines, this.clock.now()],
      );
      this.record(tx, importId, { state: 'CHECKED', rowsRead, badRows });
      const isClear = rowsInTheWay({ badRows, differingWarranties: differing }, kept) === 0;
      if (kept.applyWhenChecked && isClear) await this.beginning.run(tx, caller, importId, kept);
    });
  }

  private async fail(
    caller: Caller,
    importId: string,
    problem: ImportIssue,
    issues: readonly ImportIssue[],
  ): Promise<void> {
    await this.database.write(caller, async (tx) => {
      const failed = await tx.row(
        `UPDATE installed_base_import SET state = 'FAILED', problem = $2, finished_at = $3 WHERE id = $1 AND state = 'CHECKING'
         RETURNING id`,
        [importId, JSON.stringify(problem), this.clock.now()],
      );
      if (failed === undefined) return;
      await replaceIssues(tx, importId, issues);
      await beginPhase(tx, importId, 'DONE', this.clock.now());
      this.record(tx, importId, { state: 'FAILED', problem });
    });
  }

  private record(
    tx: Transaction,
    key: string,
    after: { state: InstalledBaseImportState; [fact: string]: unknown },
  ): void {
    tx.begin({ operation: 'checkInstalledBase', at: this.clock.now() });
    tx.record({ stream: 'installed-base', key, entity: 'InstalledBaseImport', after });
  }
}
