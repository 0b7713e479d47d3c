import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';

import { type Caller, Clock, JobQueue, type Transaction } from '#platform';

import { InstalledBaseImport } from './installed-base-import.entity.ts';

const IMPORTS = 'b1a7c0de-0005-4000-8000-000000000005';

/** A list as it came in, and what is to be done with it once it is checked. */
export type IncomingList = Pick<InstalledBaseImport, 'uploadId' | 'sha256' | 'source'> &
  Partial<Pick<InstalledBaseImport, 'appliedBy' | 'applyWhenChecked' | 'leaveOutBadRows' | 'correctWarranties'>> & {
    readonly fileName: string;
  };

/** Has a list checked, in whatever way it came in. */
@Injectable()
export class OpenImport {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Answers the import's id. A list that was checked before is checked again; one that was applied whole is left alone. */
  async run(tx: Transaction, { requestId }: Caller, { fileName, ...list }: IncomingList): Promise<string> {
    const id = uuidv5(list.sha256, IMPORTS);
    const asked = { ...list, id, state: 'WAITING' as const, requestedAt: this.clock.now() };
    const isNew = await tx.insert(InstalledBaseImport, [asked], { keepExisting: true });
    if (isNew === 0 && !(await opensAgain(tx, id, list))) return id;
    await this.jobs.enqueue(tx, 'check-installed-base', { importId: id, requestId });
    const after = { fileName, sha256: list.sha256, state: 'WAITING' };
    tx.record({ stream: 'installed-base', key: id, entity: 'InstalledBaseImport', after });
    return id;
  }
}

/** Whether it is to be checked once more: what is recorded may have changed since, and what stood in the way may be gone. */
async function opensAgain(
  tx: Transaction,
  id: string,
  list: Pick<IncomingList, 'appliedBy' | 'applyWhenChecked' | 'leaveOutBadRows' | 'correctWarranties'>,
): Promise<boolean> {
  const { appliedBy, applyWhenChecked = false, leaveOutBadRows = false, correctWarranties = false } = list;
  const opened = await tx.row(
    `UPDATE installed_base_import i SET state = 'WAITING', problem = NULL, finished_at = NULL, applied_by = $2,
       apply_when_checked = $3, leave_out_bad_rows = $4, correct_warranties = $5
     FROM (SELECT max(left_out) AS left_out FROM installed_base_import_progress WHERE import_id = $1) p
     WHERE i.id = $1 AND (i.state IN ('CHECKED', 'CANCELLED')
       OR i.state = 'FAILED' AND starts_with(i.problem ->> 'code', 'PARSER_')
       OR i.state = 'APPLIED' AND p.left_out > 0) RETURNING i.id`,
    [id, appliedBy ?? null, applyWhenChecked, leaveOutBadRows, correctWarranties],
  );
  return opened !== undefined;
}
