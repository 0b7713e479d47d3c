import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, JobQueue, once, type Transaction } from '#platform';

import type { InstalledBaseImportProgress, InstalledBaseImportState } from './installed-base-import.entity.ts';
import type { ApplyInstalledBaseImportInput } from './installed-base-import.inputs.ts';
import { lockImport, progressOf } from './lock-import.ts';

/** Has a checked list entered into the installed base, in the name of who asks. */
@Injectable()
export class ApplyInstalledBaseImport {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Answers the import's id. Throws `CONFLICT` while it is not checked, or has rows that cannot be taken in. */
  async run(tx: Transaction, caller: Caller, input: ApplyInstalledBaseImportInput): Promise<string> {
    return once(tx, { caller, operation: 'applyInstalledBaseImport', input, at: this.clock.now() }, () =>
      this.apply(tx, caller, input),
    );
  }

  private async apply(tx: Transaction, caller: Caller, input: ApplyInstalledBaseImportInput): Promise<string> {
    const { id, state } = await lockImport(tx, input.importId);
    if (state !== 'CHECKED') throw conflict(NOT_APPLICABLE[state], { importId: id, state });
    const { leaveOutBadRows, correctWarranties } = input;
    refuseBadRows(input, await progressOf(tx, id));
    await tx.rows(
      `UPDATE installed_base_import SET state = 'APPLYING', applied_by = $2, leave_out_bad_rows = $3, correct_warranties = $4
       WHERE id = $1`,
      [id, caller.name, leaveOutBadRows, correctWarranties],
    );
    await tx.rows(
      `UPDATE installed_base_import_progress SET done = 0, machines = 0, contracts = 0, corrected = 0, already_recorded = 0,
         left_out = 0, begun_at = $2, recorded_at = $2 WHERE import_id = $1`,
      [id, this.clock.now()],
    );
    await this.jobs.enqueue(tx, 'enter-installed-base', { importId: id, requestId: caller.requestId });
    tx.record({
      stream: 'installed-base',
      key: id,
      entity: 'InstalledBaseImport',
      before: { state },
      after: { state: 'APPLYING', leaveOutBadRows, correctWarranties },
    });
    return id;
  }
}

function refuseBadRows(
  { importId, leaveOutBadRows, correctWarranties }: ApplyInstalledBaseImportInput,
  { badRows, differingWarranties }: Pick<InstalledBaseImportProgress, 'badRows' | 'differingWarranties'> = {
    badRows: 0,
    differingWarranties: 0,
  },
): void {
  const bad = correctWarranties ? badRows - differingWarranties : badRows;
  if (bad === 0 || leaveOutBadRows) return;
  throw conflict(
    `${bad} rows cannot be taken in; the issues name each. Mend the file and import it again, or apply it with leaveOutBadRows: true. Nothing was changed.`,
    { importId, reason: 'BAD_ROWS', badRows, differingWarranties },
  );
}

const NOT_APPLICABLE: Readonly<Record<Exclude<InstalledBaseImportState, 'CHECKED'>, string>> = {
  WAITING: 'This import has not been checked yet. Wait until its state is CHECKED.',
  CHECKING: 'This import is being checked. Wait until its state is CHECKED.',
  APPLYING: 'This import is being applied already.',
  APPLIED: 'This import was applied already.',
  FAILED: 'This import failed: nothing could be read. Mend the file and import it again.',
  CANCELLED: 'This import was cancelled. Import the file again.',
};
