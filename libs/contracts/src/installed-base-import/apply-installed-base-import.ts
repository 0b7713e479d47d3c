import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import { BeginApplying, rowsInTheWay } from './begin-applying.ts';
import type { InstalledBaseImportProgress, InstalledBaseImportState } from './installed-base-import.entity.ts';
import type { ApplyInstalledBaseImportInput } from './installed-base-import.inputs.ts';
import { lockImport, progressOf } from './lock-import.ts';

/** Has a checked list entered into the installed base, in the name of who asks. */
@Injectable()
export class ApplyInstalledBaseImport {
  constructor(
    private readonly beginning: BeginApplying,
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
    refuseBadRows(input, await progressOf(tx, id));
    const { leaveOutBadRows, correctWarranties } = input;
    await tx.rows(
      `UPDATE installed_base_import SET applied_by = $2, leave_out_bad_rows = $3, correct_warranties = $4 WHERE id = $1`,
      [id, caller.name, leaveOutBadRows, correctWarranties],
    );
    await this.beginning.run(tx, caller, id, input);
    return id;
  }
}

const NOTHING_BAD = { badRows: 0, differingWarranties: 0 };

function refuseBadRows(input: ApplyInstalledBaseImportInput, progress: InstalledBaseImportProgress | undefined): void {
  const { badRows, differingWarranties } = progress ?? NOTHING_BAD;
  const inTheWay = rowsInTheWay({ badRows, differingWarranties }, input);
  if (inTheWay === 0) return;
  throw conflict(
    `${inTheWay} rows cannot be taken in; the issues name each. Mend the file and import it again, or apply it with leaveOutBadRows: true. Nothing was changed.`,
    { importId: input.importId, reason: 'BAD_ROWS', badRows, differingWarranties },
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
