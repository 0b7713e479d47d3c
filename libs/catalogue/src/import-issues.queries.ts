import { Injectable } from '@nestjs/common';

import type { Transaction } from '#platform';

import { CatalogueImportIssue } from './catalogue-import.entity.ts';
import type { IssueCounts } from './import-issue.model.ts';
import type { CatalogueIssue } from './judge-catalogue/catalogue-issue.ts';
import type { ImportIssueSeverity } from './vocabulary.ts';

/** The API answers so many issues of an import; the error workbook holds all. */
export const MOST_ISSUES = 1_000;
const BATCH = 10_000;

/** Keeps what was read of an import, or what was judged of it, in the place of what was said so before. */
export async function keepImportIssues(
  tx: Transaction,
  importId: string,
  judged: boolean,
  issues: readonly CatalogueIssue[],
): Promise<void> {
  await tx.rows('DELETE FROM catalogue_import_issue WHERE import_id = $1 AND judged = $2', [importId, judged]);
  for (let done = 0; done < issues.length; done += BATCH) {
    const records = issues.slice(done, done + BATCH).map((issue, index) => {
      return { importId, judged, number: done + index + 1, severity: issue.severity, issue };
    });
    await tx.insert(CatalogueImportIssue, records);
  }
}

/** What imports have to say. */
@Injectable()
export class CatalogueImportIssues {
  /** The worst first, each severity in order; at most `MOST_ISSUES`. */
  async first(tx: Transaction, importId: string, severity?: ImportIssueSeverity | null): Promise<CatalogueIssue[]> {
    const rows = await tx.rows<{ issue: CatalogueIssue }>(
      `SELECT issue FROM catalogue_import_issue WHERE import_id = $1 AND severity = coalesce($2, severity)
       ORDER BY catalogue_import_issue.severity, judged DESC, number LIMIT ${MOST_ISSUES}`,
      [importId, severity ?? null],
    );
    return rows.map(({ issue }) => issue);
  }

  /** All of them, in order. */
  async all(tx: Transaction, importId: string): Promise<CatalogueIssue[]> {
    const rows = await tx.rows<{ issue: CatalogueIssue }>(
      'SELECT issue FROM catalogue_import_issue WHERE import_id = $1 ORDER BY judged DESC, number',
      [importId],
    );
    return rows.map(({ issue }) => issue);
  }

  async counts(tx: Transaction, importId: string): Promise<IssueCounts> {
    const rows = await tx.rows<{ severity: ImportIssueSeverity; count: number }>(
      'SELECT severity, count(*)::int AS count FROM catalogue_import_issue WHERE import_id = $1 GROUP BY severity',
      [importId],
    );
    const count = (severity: ImportIssueSeverity): number => rows.find((row) => row.severity === severity)?.count ?? 0;
    return { errors: count('ERROR'), warnings: count('WARNING'), infos: count('INFO') };
  }
}
