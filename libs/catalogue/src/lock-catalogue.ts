import type { Transaction } from '#platform';

export interface Publication {
  readonly number: number;
  readonly versionId: string;
  readonly effectiveOn: string;
}

// Any number will do; it is the same wherever the catalogue is published or rolled back.
const CATALOGUE_LOCK = 4_711_001;

/** Waits for others who publish or roll back, and answers what was published last. */
export async function lockCatalogue(tx: Transaction): Promise<Publication | undefined> {
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [CATALOGUE_LOCK]);
  return tx.row<Publication>(
    `SELECT number, version_id AS "versionId", effective_on AS "effectiveOn" FROM catalogue_publication ORDER BY number DESC LIMIT 1`,
  );
}
