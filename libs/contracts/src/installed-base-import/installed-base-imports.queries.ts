import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';

import { type ImportIssue, notFound, rateOf, selectList, type Transaction } from '#platform';
import { type ImportIssueSeverity, type IssueCounts, MOST_ISSUES } from '#catalogue';

import { InstalledBaseImport, InstalledBaseImportProgress } from './installed-base-import.entity.ts';
import { progressOf } from './lock-import.ts';

const IMPORT = `SELECT ${selectList(InstalledBaseImport, 'i')} FROM installed_base_import i WHERE i.id = $1`;

/** Imports of machines, how far they have come, and what they have to say. */
@Injectable()
export class InstalledBaseImports {
  /** Throws `NOT_FOUND`. */
  async byId(tx: Transaction, id: string): Promise<InstalledBaseImport> {
    const found = isUuid(id) ? await tx.row<InstalledBaseImport>(IMPORT, [id]) : undefined;
    if (found === undefined) throw notFound(`There is no import of machines "${id}".`, { importId: id });
    return found;
  }

  /** With its rate; nothing before the check has begun. */
  async progress(tx: Transaction, id: string): Promise<InstalledBaseImportProgress | undefined> {
    const stored = await progressOf(tx, id);
    if (stored === undefined) return undefined;
    const { done, total, begunAt, recordedAt } = stored;
    return Object.assign(new InstalledBaseImportProgress(), stored, rateOf(done, total, begunAt, recordedAt));
  }

  /** The worst first, each severity in order; at most `MOST_ISSUES`. */
  async issues(tx: Transaction, id: string, severity?: ImportIssueSeverity | null): Promise<ImportIssue[]> {
    return this.said(tx, id, severity, `ORDER BY i.severity, i.number LIMIT ${MOST_ISSUES}`);
  }

  /** Everything it has to say, in order. */
  async allIssues(tx: Transaction, id: string): Promise<ImportIssue[]> {
    return this.said(tx, id, undefined, 'ORDER BY i.number');
  }

  async counts(tx: Transaction, id: string): Promise<IssueCounts> {
    const row = await tx.row<IssueCounts>(
      `SELECT count(*) FILTER (WHERE severity = 'ERROR')::int AS errors, count(*) FILTER (WHERE severity = 'WARNING')::int AS warnings,
         count(*) FILTER (WHERE severity = 'INFO')::int AS infos FROM installed_base_import_issue WHERE import_id = $1`,
      [id],
    );
    return row ?? { errors: 0, warnings: 0, infos: 0 };
  }

  private async said(
    tx: Transaction,
    id: string,
    severity: ImportIssueSeverity | null | undefined,
    order: string,
  ): Promise<ImportIssue[]> {
    const rows = await tx.rows<{ issue: ImportIssue }>(
      `SELECT i.issue FROM installed_base_import_issue i WHERE i.import_id = $1 AND i.severity = coalesce($2, i.severity) ${order}`,
      [id, severity ?? null],
    );
    return rows.map(({ issue }) => issue);
  }
}
