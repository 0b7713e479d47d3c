import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';

import { type Caller, Clock, JobQueue, once, type Transaction, Uploads } from '#platform';

import { CatalogueImport } from './catalogue-import.entity.ts';
import type { StartCatalogueImportInput } from './catalogue.inputs.ts';

const IMPORTS = 'b1a7c0de-0001-4000-8000-000000000001';

/** Takes a list in: its reading is a job. The same file for the same day is the same import. */
@Injectable()
export class StartCatalogueImport {
  constructor(
    private readonly uploads: Uploads,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Answers the import's id. */
  async run(tx: Transaction, caller: Caller, input: StartCatalogueImportInput): Promise<string> {
    return once(tx, { caller, operation: 'startCatalogueImport', input, at: this.clock.now() }, () =>
      this.start(tx, caller, input),
    );
  }

  private async start(tx: Transaction, { requestId }: Caller, input: StartCatalogueImportInput): Promise<string> {
    const { sha256, fileName } = await this.uploads.find(tx, input.uploadId);
    const effectiveOn = input.effectiveOn ?? this.clock.today();
    const id = uuidv5(`${sha256} ${effectiveOn}`, IMPORTS);
    const already = await tx.row('SELECT id FROM catalogue_import WHERE id = $1', [id]);
    const asked =
      already === undefined ? await this.take(tx, id, sha256, { ...input, effectiveOn }) : await again(tx, id);
    if (!asked) return id;
    await this.jobs.enqueue(tx, 'read-catalogue-import', { importId: id, requestId });
    const after = { fileName, sha256, effectiveOn, state: 'WAITING' };
    tx.record({ stream: 'catalogue-import', key: id, entity: 'CatalogueImport', after });
    return id;
  }

  private async take(
    tx: Transaction,
    id: string,
    sha256: string,
    { uploadId, effectiveOn, priceJumpPercent }: StartCatalogueImportInput & { effectiveOn: string },
  ): Promise<boolean> {
    const taken = {
      id,
      uploadId,
      sha256,
      effectiveOn,
      priceJumpPercent: priceJumpPercent ?? undefined,
      state: 'WAITING' as const,
    };
    await tx.insert(CatalogueImport, [{ ...taken, requestedAt: this.clock.now() }]);
    return true;
  }
}

/** Whether it is to be read once more: it was cancelled, or the reading gave up for a reason that need not lie in the file. */
async function again(tx: Transaction, id: string): Promise<boolean> {
  const reopened = await tx.row(
    `UPDATE catalogue_import SET state = 'WAITING', problem = NULL, finished_at = NULL
     WHERE id = $1 AND (state = 'CANCELLED' OR state = 'FAILED' AND starts_with(problem ->> 'code', 'PARSER_')) RETURNING id`,
    [id],
  );
  return reopened !== undefined;
}
