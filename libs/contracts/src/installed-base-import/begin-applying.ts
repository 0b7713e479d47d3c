import { Injectable } from '@nestjs/common';

import { type Caller, Clock, JobQueue, type Transaction } from '#platform';

import type { InstalledBaseImport, InstalledBaseImportProgress } from './installed-base-import.entity.ts';
import { beginPhase } from './phase.ts';

type Orders = Pick<InstalledBaseImport, 'leaveOutBadRows' | 'correctWarranties'>;

/** How many rows keep a checked list from being applied: none where they are to be left out, or corrected. */
export function rowsInTheWay(
  { badRows, differingWarranties }: Pick<InstalledBaseImportProgress, 'badRows' | 'differingWarranties'>,
  { leaveOutBadRows, correctWarranties }: Orders,
): number {
  if (leaveOutBadRows) return 0;
  return correctWarranties ? badRows - differingWarranties : badRows;
}

/** Has a checked list entered, from its first machine on. */
@Injectable()
export class BeginApplying {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  async run(
    tx: Transaction,
    { requestId }: Caller,
    importId: string,
    { leaveOutBadRows, correctWarranties }: Orders,
  ): Promise<void> {
    const now = this.clock.now();
    await tx.rows(`UPDATE installed_base_import SET state = 'APPLYING' WHERE id = $1`, [importId]);
    await tx.rows(
      `UPDATE installed_base_import_progress SET done = 0, machines = 0, contracts = 0, corrected = 0, already_recorded = 0,
         left_out = 0, begun_at = $2 WHERE import_id = $1`,
      [importId, now],
    );
    await beginPhase(tx, importId, 'READING', now);
    await this.jobs.enqueue(tx, 'enter-installed-base', { importId, requestId });
    tx.record({
      stream: 'installed-base',
      key: importId,
      entity: 'InstalledBaseImport',
      before: { state: 'CHECKED' },
      after: { state: 'APPLYING', leaveOutBadRows, correctWarranties },
    });
  }
}
