import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import type { CancelInstalledBaseImportInput } from './installed-base-import.inputs.ts';
import { lockImport } from './lock-import.ts';

/** Gives an import up. While it is applied, the machines entered so far stay: each of them is whole. */
@Injectable()
export class CancelInstalledBaseImport {
  constructor(private readonly clock: Clock) {}

  /** Answers the import's id. Throws `NOT_FOUND`, or `CONFLICT` when it has ended already. */
  async run(tx: Transaction, caller: Caller, input: CancelInstalledBaseImportInput): Promise<string> {
    return once(tx, { caller, operation: 'cancelInstalledBaseImport', input, at: this.clock.now() }, () =>
      this.cancel(tx, input.importId),
    );
  }

  private async cancel(tx: Transaction, importId: string): Promise<string> {
    const { id, state } = await lockImport(tx, importId);
    if (state === 'CANCELLED') return id;
    if (state === 'APPLIED' || state === 'FAILED') {
      throw conflict(`This import has ended already, as ${state}: there is nothing left to cancel.`, {
        importId,
        state,
      });
    }
    await tx.rows(`UPDATE installed_base_import SET state = 'CANCELLED', finished_at = $2 WHERE id = $1`, [
      id,
      this.clock.now(),
    ]);
    const [before, after] = [{ state }, { state: 'CANCELLED' }];
    tx.record({ stream: 'installed-base', key: id, entity: 'InstalledBaseImport', before, after });
    return id;
  }
}
