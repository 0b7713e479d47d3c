import type { Transaction } from '#platform';

import type { InstalledBaseImportPhase } from './installed-base-import.entity.ts';

/** Says what an import is at from now on. A file is read from its beginning. */
export async function beginPhase(
  tx: Transaction,
  importId: string,
  phase: InstalledBaseImportPhase,
  at: Date,
): Promise<void> {
  await tx.rows(
    `UPDATE installed_base_import_progress SET phase = $2, phase_begun_at = $3, recorded_at = $3,
       rows = CASE WHEN $4 THEN 0 ELSE rows END, share = CASE WHEN $4 THEN NULL ELSE share END
     WHERE import_id = $1`,
    [importId, phase, at, phase === 'READING'],
  );
}
