import type { Transaction } from '#platform';

import type { CatalogueImportState } from './vocabulary.ts';

/** Records what has become of an import while it was read, in its chain of the audit trail. */
export function recordImport(
  tx: Transaction,
  at: Date,
  key: string,
  after: { state: CatalogueImportState; [fact: string]: unknown },
): void {
  tx.begin({ operation: 'readCatalogueImport', at });
  tx.record({ stream: 'catalogue-import', key, entity: 'CatalogueImport', after });
}
