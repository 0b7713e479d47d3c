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

  private async start(
    tx: Transaction,
    { requestId }: Caller,
    { uploadId, effectiveOn }: StartCatalogueImportInput,
  ): Promise<string> {
    const { sha256, fileName } = await this.uploads.find(tx, uploadId);
    const day = effectiveOn ?? this.clock.today();
    const id = uuidv5(`${sha256} ${day}`, IMPORTS);
    const already = await tx.row('SELECT id FROM catalogue_import WHERE id = $1', [id]);
    if (already !== undefined) return id;
    await tx.insert(CatalogueImport, [
      { id, uploadId, sha256, effectiveOn: day, state: 'WAITING', requestedAt: this.clock.now() },
    ]);
    await this.jobs.enqueue(tx, 'read-catalogue-import', { importId: id, requestId });
    const after = { fileName, sha256, effectiveOn: day, state: 'WAITING' };
    tx.record({ stream: 'catalogue-import', key: id, entity: 'CatalogueImport', after });
    return id;
  }
}
