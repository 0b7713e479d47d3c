import { Injectable } from '@nestjs/common';

import type { ImportIssue, Transaction } from '#platform';
import { insertIssues, KeptIssues } from '#catalogue';

import { InstalledBaseImportIssue } from './installed-base-import.entity.ts';

/** Adds to what an import has to say, after what it said before. */
export async function addIssues(tx: Transaction, importId: string, issues: readonly ImportIssue[]): Promise<void> {
  if (issues.length === 0) return;
  const last = await tx.row<{ number: number | null }>(
    'SELECT max(number) AS number FROM installed_base_import_issue WHERE import_id = $1',
    [importId],
  );
  await insertIssues(tx, InstalledBaseImportIssue, issues, { importId }, last?.number ?? 0);
}

/** Keeps what an import has to say in the place of what it said before. */
export async function replaceIssues(tx: Transaction, importId: string, issues: readonly ImportIssue[]): Promise<void> {
  await tx.rows('DELETE FROM installed_base_import_issue WHERE import_id = $1', [importId]);
  await insertIssues(tx, InstalledBaseImportIssue, issues, { importId });
}

/** What imports of machines have to say. */
@Injectable()
export class InstalledBaseIssues extends KeptIssues {
  constructor() {
    super('installed_base_import_issue', 'number');
  }
}
