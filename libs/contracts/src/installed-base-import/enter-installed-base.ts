import { Injectable } from '@nestjs/common';

import { type Caller, Clock, Database, type Transaction, Uploads } from '#platform';
import type { ParsedInstalledBase } from '#installed-base';

import { EnterMachines } from './enter-machines.ts';
import { InstalledBaseImports } from './installed-base-imports.queries.ts';
import { addIssues } from './installed-base-issues.queries.ts';
import { lockImport, progressOf } from './lock-import.ts';
import { ListCourse } from './list-course.ts';
import { beginPhase } from './phase.ts';
import { readList, type StoredList } from './read-list.ts';

/** Machines of one transaction: few enough that others wait for them no longer than they notice. */
const BATCH = 1_000;

/**
 * Enters a checked list into the installed base, batch by batch. Each batch is one act with a note of how far it came, so
 * that the work goes on there after a crash, and never does a machine twice. It is written in the name, and with the
 * rights, of the person who had it applied.
 */
@Injectable()
export class EnterInstalledBase {
  constructor(
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly imports: InstalledBaseImports,
    private readonly entering: EnterMachines,
    private readonly clock: Clock,
  ) {}

  /** Ends with `APPLIED`, or, where it was cancelled meanwhile, with what was entered so far. */
  async run(worker: Caller, importId: string): Promise<void> {
    const found = await this.database.read(worker, async (tx) => {
      const { state, appliedBy, uploadId, source } = await this.imports.byId(tx, importId);
      if (state !== 'APPLYING') return undefined;
      return { appliedBy, source, content: await this.uploads.content(tx, uploadId) };
    });
    if (found === undefined) return;
    const list = await this.read(worker, importId, found);
    if (list === undefined) return;
    if ('problem' in list) throw new Error(`a list that was checked cannot be read: ${list.problem.code}`);
    const person: Caller = { ...worker, name: found.appliedBy ?? worker.name, databaseRole: 'keizoku_administrator' };
    await this.database.write(worker, (tx) => beginPhase(tx, importId, 'ENTERING', this.clock.now()));
    while (await this.database.write(person, (tx) => this.enterNext(tx, importId, list)));
  }

  /** The list once more; nothing where it was cancelled meanwhile. */
  private async read(
    worker: Caller,
    importId: string,
    found: StoredList,
  ): Promise<Awaited<ReturnType<typeof readList>> | undefined> {
    await this.database.write(worker, (tx) => beginPhase(tx, importId, 'READING', this.clock.now()));
    const course = new ListCourse(this.database, this.clock, worker, importId);
    try {
      return await readList(found, { signal: course.signal, onProgress: course.read });
    } catch (cause) {
      if (course.signal.aborted) return undefined;
      throw cause;
    } finally {
      await course.close();
    }
  }

  /** Enters the next batch, or finishes; answers whether there is more to do. */
  private async enterNext(tx: Transaction, importId: string, list: ParsedInstalledBase): Promise<boolean> {
    const { machines, counts } = list;
    const { id, state, correctWarranties } = await lockImport(tx, importId);
    const done = (await progressOf(tx, id))?.done ?? 0;
    if (state !== 'APPLYING') return false;
    tx.begin({ operation: 'enterInstalledBase', at: this.clock.now() });
    if (done >= machines.length) return this.finish(tx, id, counts.badRows);
    const batch = machines.slice(done, done + BATCH);
    const { issues, ...entered } = await this.entering.run(tx, batch, correctWarranties);
    await addIssues(tx, id, issues);
    await tx.rows(
      `UPDATE installed_base_import_progress SET done = done + $2, machines = machines + $3, contracts = contracts + $4,
         corrected = corrected + $5, already_recorded = already_recorded + $6, left_out = left_out + $7, recorded_at = $8
       WHERE import_id = $1`,
      [
        id,
        batch.length,
        entered.machines,
        entered.contracts,
        entered.corrected,
        entered.alreadyRecorded,
        entered.leftOut,
        this.clock.now(),
      ],
    );
    return true;
  }

  private async finish(tx: Transaction, id: string, unreadable: number): Promise<boolean> {
    await tx.rows(`UPDATE installed_base_import SET state = 'APPLIED', finished_at = $2 WHERE id = $1`, [
      id,
      this.clock.now(),
    ]);
    // Rows that could not even be read count as left out as well.
    await tx.rows(
      `UPDATE installed_base_import_progress SET left_out = left_out + $2, phase = 'DONE' WHERE import_id = $1`,
      [id, unreadable],
    );
    const progress = await progressOf(tx, id);
    const { machines, contracts, corrected, alreadyRecorded, leftOut } = progress ?? {};
    const counts = { machines, contracts, corrected, alreadyRecorded, leftOut };
    tx.record({
      stream: 'installed-base',
      key: id,
      entity: 'InstalledBaseImport',
      after: { state: 'APPLIED', ...counts },
      announces: 'InstalledBaseImported',
    });
    return false;
  }
}
