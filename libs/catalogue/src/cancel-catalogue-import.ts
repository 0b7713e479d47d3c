import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import type { CancelCatalogueImportInput } from './catalogue.inputs.ts';
import { lockCatalogueImport } from './lock-catalogue-import.ts';

/** Gives an import up while it waits or is read. Whoever reads it notices within a second; nothing of it is kept. */
@Injectable()
export class CancelCatalogueImport {
  constructor(private readonly clock: Clock) {}

  /** Answers the import's id. Throws `NOT_FOUND`, or `CONFLICT` when it has ended already. */
  async run(tx: Transaction, caller: Caller, input: CancelCatalogueImportInput): Promise<string> {
    return once(tx, { caller, operation: 'cancelCatalogueImport', input, at: this.clock.now() }, () =>
      this.cancel(tx, input.importId),
    );
  }

  private async cancel(tx: Transaction, importId: string): Promise<string> {
    const { state } = await lockCatalogueImport(tx, importId);
    if (state === 'CANCELLED') return importId;
    if (state !== 'WAITING' && state !== 'READING')
      throw conflict(`This import has ended already, as ${state}: there is nothing left to cancel.`, {
        importId,
        state,
      });
    await tx.rows(`UPDATE catalogue_import_progress SET phase = 'DONE', recorded_at = $2 WHERE import_id = $1`, [
      importId,
      this.clock.now(),
    ]);
    await tx.rows(`UPDATE catalogue_import SET state = 'CANCELLED', finished_at = $2 WHERE id = $1`, [
      importId,
      this.clock.now(),
    ]);
    tx.record({
      stream: 'catalogue-import',
      key: importId,
      entity: 'CatalogueImport',
      before: { state },
      after: { state: 'CANCELLED' },
    });
    return importId;
  }
}
