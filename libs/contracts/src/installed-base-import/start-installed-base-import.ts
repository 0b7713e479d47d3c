import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';

import { type Caller, Clock, JobQueue, once, type Transaction, Uploads } from '#platform';

import { InstalledBaseImport } from './installed-base-import.entity.ts';
import type { StartInstalledBaseImportInput } from './installed-base-import.inputs.ts';

const IMPORTS = 'b1a7c0de-0005-4000-8000-000000000005';

/** Takes a list of machines in: the whole of it is checked by a job, and nothing is written until it is applied. */
@Injectable()
export class StartInstalledBaseImport {
  constructor(
    private readonly uploads: Uploads,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Answers the import's id. A file that was checked before is checked again; one that was applied whole is left alone. */
  async run(tx: Transaction, caller: Caller, input: StartInstalledBaseImportInput): Promise<string> {
    return once(tx, { caller, operation: 'startInstalledBaseImport', input, at: this.clock.now() }, () =>
      this.start(tx, caller, input),
    );
  }

  private async start(
    tx: Transaction,
    { requestId }: Caller,
    { uploadId }: StartInstalledBaseImportInput,
  ): Promise<string> {
    const { sha256, fileName } = await this.uploads.find(tx, uploadId);
    const id = uuidv5(sha256, IMPORTS);
    const asked = { id, uploadId, sha256, state: 'WAITING' as const, requestedAt: this.clock.now() };
    const isNew = await tx.insert(InstalledBaseImport, [asked], { keepExisting: true });
    if (isNew === 0 && !(await opensAgain(tx, id))) return id;
    await this.jobs.enqueue(tx, 'check-installed-base', { importId: id, requestId });
    const after = { fileName, sha256, state: 'WAITING' };
    tx.record({ stream: 'installed-base', key: id, entity: 'InstalledBaseImport', after });
    return id;
  }
}

/** Whether it is to be checked once more: what is recorded may have changed since, and what stood in the way may be gone. */
async function opensAgain(tx: Transaction, id: string): Promise<boolean> {
  const opened = await tx.row(
    `UPDATE installed_base_import i SET state = 'WAITING', problem = NULL, finished_at = NULL
     FROM (SELECT max(left_out) AS left_out FROM installed_base_import_progress WHERE import_id = $1) p
     WHERE i.id = $1 AND (i.state IN ('CHECKED', 'CANCELLED')
       OR i.state = 'FAILED' AND starts_with(i.problem ->> 'code', 'PARSER_')
       OR i.state = 'APPLIED' AND p.left_out > 0) RETURNING i.id`,
    [id],
  );
  return opened !== undefined;
}
