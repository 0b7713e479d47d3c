import { Injectable } from '@nestjs/common';

import { type Caller, Clock, once, type Transaction, Uploads } from '#platform';

import type { StartInstalledBaseImportInput } from './installed-base-import.inputs.ts';
import { OpenImport } from './open-import.ts';

/** Takes a list of machines in: the whole of it is checked by a job, and nothing is written until it is applied. */
@Injectable()
export class StartInstalledBaseImport {
  constructor(
    private readonly uploads: Uploads,
    private readonly opening: OpenImport,
    private readonly clock: Clock,
  ) {}

  /** Answers the import's id. */
  async run(tx: Transaction, caller: Caller, input: StartInstalledBaseImportInput): Promise<string> {
    return once(tx, { caller, operation: 'startInstalledBaseImport', input, at: this.clock.now() }, async () => {
      const { id: uploadId, sha256, fileName } = await this.uploads.find(tx, input.uploadId);
      return this.opening.run(tx, caller, { uploadId, sha256, fileName, source: 'FILE' });
    });
  }
}
