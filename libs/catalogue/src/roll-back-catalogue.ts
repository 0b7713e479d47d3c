import { Injectable } from '@nestjs/common';

import { type Caller, Clock, conflict, once, type Transaction } from '#platform';

import { CataloguePublication } from './catalogue-version.entity.ts';
import type { RollBackCatalogueInput } from './catalogue.inputs.ts';
import { lockCatalogue } from './lock-catalogue.ts';

/** Publishes the version before the last one again, from the same day on: history is kept. */
@Injectable()
export class RollBackCatalogue {
  constructor(private readonly clock: Clock) {}

  /** Answers the id of the version that counts again. */
  async run(tx: Transaction, caller: Caller, input: RollBackCatalogueInput): Promise<string> {
    return once(tx, { caller, operation: 'rollBackCatalogue', input, at: this.clock.now() }, () =>
      this.rollBack(tx, input),
    );
  }

  private async rollBack(tx: Transaction, { expectedVersionId }: RollBackCatalogueInput): Promise<string> {
    const latest = await lockCatalogue(tx);
    if (latest === undefined) throw conflict('No catalogue has been published, so there is none to roll back.');
    if (expectedVersionId && expectedVersionId !== latest.versionId) {
      throw conflict('Another version was published meanwhile. Look at it before you roll it back.', {
        versionId: latest.versionId,
      });
    }
    const before = await tx.row<{ versionId: string }>(
      `SELECT version_id AS "versionId" FROM catalogue_publication
       WHERE number < (SELECT min(number) FROM catalogue_publication WHERE version_id = $1) ORDER BY number DESC LIMIT 1`,
      [latest.versionId],
    );
    if (before === undefined) throw conflict('This is the first catalogue; there is no version before it.');
    const after = { number: latest.number + 1, versionId: before.versionId, effectiveOn: latest.effectiveOn };
    await tx.insert(CataloguePublication, [{ ...after, publishedAt: this.clock.now() }]);
    tx.record({
      stream: 'catalogue',
      entity: 'CataloguePublication',
      entityKey: String(after.number),
      before: latest,
      after,
      announces: 'CatalogueRolledBack',
    });
    return before.versionId;
  }
}
