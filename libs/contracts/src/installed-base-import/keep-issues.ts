import type { ImportIssue, Transaction } from '#platform';

import { InstalledBaseImportIssue } from './installed-base-import.entity.ts';

const BATCH = 10_000;

/** Adds to what an import has to say, after what it said before. */
export async function addIssues(tx: Transaction, importId: string, issues: readonly ImportIssue[]): Promise<void> {
  if (issues.length === 0) return;
  const last = await tx.row<{ number: number | null }>(
    'SELECT max(number) AS number FROM installed_base_import_issue WHERE import_id = $1',
    [importId],
  );
  const first = (last?.number ?? 0) + 1;
  for (let done = 0; done < issues.length; done += BATCH) {
    const records = issues.slice(done, done + BATCH).map((issue, index) => {
      return { importId, number: first + done + index, severity: issue.severity, issue };
    });
    await tx.insert(InstalledBaseImportIssue, records);
  }
}

/** Forgets what an import had to say before it is checked anew. */
export async function forgetIssues(tx: Transaction, importId: string): Promise<void> {
  await tx.rows('DELETE FROM installed_base_import_issue WHERE import_id = $1', [importId]);
}
