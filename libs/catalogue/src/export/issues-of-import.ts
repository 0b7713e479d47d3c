import type { Caller, Database } from '#platform';

import type { CatalogueIssue } from '../judge-catalogue/catalogue-issue.ts';
import type { KeptIssues } from '../kept-issues.ts';

/** What an import has to say, some at a time, each in a transaction of its own: it takes as long as it is written. */
export interface IssueSource {
  /** All of it, in order. */
  readonly all: () => AsyncIterable<CatalogueIssue>;
  /** What is said of a sheet's rows beyond one, row by row; of the last row all, and nothing at the end. */
  readonly ofRows: (sheet: string, beyondRow: number) => Promise<readonly CatalogueIssue[]>;
}

/** The issues of a source, each as `shown` makes it. */
export function eachIssue(source: IssueSource, shown: (issue: CatalogueIssue) => CatalogueIssue): IssueSource {
  return {
    all: async function* () {
      for await (const issue of source.all()) yield shown(issue);
    },
    ofRows: async (sheet, beyondRow) => (await source.ofRows(sheet, beyondRow)).map(shown),
  };
}

/** The issues of an import as they are kept, behind the problem it failed by. */
export function issuesOfImport(
  kept: KeptIssues,
  database: Database,
  caller: Caller,
  { id, problem }: { readonly id: string; readonly problem?: CatalogueIssue | null },
): IssueSource {
  return {
    all: async function* () {
      if (problem) yield problem;
      for (let done = 0; ;) {
        const after = done;
        const page = await database.read(caller, (tx) => kept.page(tx, id, after));
        if (page.length === 0) return;
        yield* page;
        done += page.length;
      }
    },
    ofRows: (sheet, beyondRow) => database.read(caller, (tx) => kept.ofRows(tx, id, sheet, beyondRow)),
  };
}
