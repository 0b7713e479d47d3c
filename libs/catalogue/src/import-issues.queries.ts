import { Injectable } from '@nestjs/common';

import type { Transaction } from '#platform';

import { CatalogueImportIssue } from './catalogue-import.entity.ts';
import type { CatalogueIssue } from './judge-catalogue/catalogue-issue.ts';
import { insertIssues, KeptIssues } from './kept-issues.ts';

/** Keeps what was read of an import, or what was judged of it, in the place of what was said so before. */
export async function keepImportIssues(
  tx: Transaction,
  importId: string,
  judged: boolean,
  issues: readonly CatalogueIssue[],
): Promise<void> {
  await tx.rows('DELETE FROM catalogue_import_issue WHERE import_id = $1 AND judged = $2', [importId, judged]);
  await insertIssues(tx, CatalogueImportIssue, issues, { importId, judged });
}

/** What imports have to say; what was judged comes first. */
@Injectable()
export class CatalogueImportIssues extends KeptIssues {
  constructor() {
    super('catalogue_import_issue', 'judged DESC, number');
  }
}
