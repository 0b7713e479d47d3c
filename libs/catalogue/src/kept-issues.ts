import type { EntityClass, Transaction } from '#platform';

import type { IssueCounts } from './import-issue.model.ts';
import type { CatalogueIssue } from './judge-catalogue/catalogue-issue.ts';
import type { ImportIssueSeverity } from './vocabulary.ts';

/** The API answers so many issues of an import; the error workbook holds all. */
export const MOST_ISSUES = 1_000;
const BATCH = 10_000;
/** Issues read at once: few enough that nobody waits for it. */
const PAGE = 1_000;

/** One issue in its place: imports of every kind keep theirs in a table of these. */
interface KeptIssue {
  importId: string;
  number: number;
  severity: ImportIssueSeverity;
  issue: CatalogueIssue;
}

/** Adds issues behind number `after`, set by set; `common` is what all of them share. */
export async function insertIssues(
  tx: Transaction,
  entity: EntityClass<KeptIssue>,
  issues: readonly CatalogueIssue[],
  common: Pick<KeptIssue, 'importId'> & Readonly<Record<string, unknown>>,
  after = 0,
): Promise<void> {
  for (let done = 0; done < issues.length; done += BATCH) {
    const records = issues.slice(done, done + BATCH).map((issue, index) => {
      return { ...common, number: after + done + index + 1, severity: issue.severity, issue };
    });
    await tx.insert(entity, records);
  }
}

/** Reads what imports of one kind have to say. */
export class KeptIssues {
  /** `order` is the order of the issues of one import. */
  constructor(
    private readonly table: string,
    private readonly order: string,
  ) {}

  /** The worst first, each severity in order; at most `MOST_ISSUES`. */
  async first(tx: Transaction, importId: string, severity?: ImportIssueSeverity | null): Promise<CatalogueIssue[]> {
    const rows = await tx.rows<{ issue: CatalogueIssue }>(
      `SELECT issue FROM ${this.table} i WHERE import_id = $1 AND severity = coalesce($2, severity)
       ORDER BY i.severity, ${this.order} LIMIT ${MOST_ISSUES}`,
      [importId, severity ?? null],
    );
    return rows.map(({ issue }) => issue);
  }

  /** Those behind the first `after`, in order; a page of them. */
  async page(tx: Transaction, importId: string, after: number): Promise<CatalogueIssue[]> {
    const rows = await tx.rows<{ issue: CatalogueIssue }>(
      `SELECT issue FROM ${this.table} WHERE import_id = $1 ORDER BY ${this.order} LIMIT ${PAGE} OFFSET $2`,
      [importId, after],
    );
    return rows.map(({ issue }) => issue);
  }

  /** Those of a sheet's rows beyond one, row by row; a page of them, of its last row all. */
  async ofRows(tx: Transaction, importId: string, sheet: string, beyondRow: number): Promise<CatalogueIssue[]> {
    const rows = await tx.rows<{ issue: CatalogueIssue }>(
      `SELECT issue FROM (
         SELECT i.*, (issue ->> 'row')::int AS in_row FROM ${this.table} i
         WHERE import_id = $1 AND issue ->> 'sheet' = $2 AND (issue ->> 'row')::int > $3
         ORDER BY in_row FETCH FIRST ${PAGE} ROWS WITH TIES
       ) i ORDER BY in_row, ${this.order}`,
      [importId, sheet, beyondRow],
    );
    return rows.map(({ issue }) => issue);
  }

  async counts(tx: Transaction, importId: string): Promise<IssueCounts> {
    const rows = await tx.rows<{ severity: ImportIssueSeverity; count: number }>(
      `SELECT severity, count(*)::int AS count FROM ${this.table} WHERE import_id = $1 GROUP BY severity`,
      [importId],
    );
    const count = (severity: ImportIssueSeverity): number => rows.find((row) => row.severity === severity)?.count ?? 0;
    return { errors: count('ERROR'), warnings: count('WARNING'), infos: count('INFO') };
  }
}
