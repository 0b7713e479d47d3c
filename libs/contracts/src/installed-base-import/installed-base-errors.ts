import { Injectable } from '@nestjs/common';

import type { Locale } from '#policy';
import { type Caller, conflict, Database, Uploads, type WrittenSheet } from '#platform';
import { issuesOfImport, type IssueSource, notedSheets, notedWorkbook } from '#catalogue';
import { INSTALLED_BASE_COLUMNS, placedInWorkbook, ROWS_ABOVE_MACHINES, workbookOfMachines } from '#installed-base';

import { InstalledBaseImports } from './installed-base-imports.queries.ts';
import { InstalledBaseIssues } from './installed-base-issues.queries.ts';

/** A list of machines as it came, with a column that names the problems of each row. */
@Injectable()
export class InstalledBaseErrors {
  constructor(
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly imports: InstalledBaseImports,
    private readonly said: InstalledBaseIssues,
  ) {}

  /** The sheets to write. Throws `NOT_FOUND`, or `CONFLICT` while the list is checked. */
  async sheets(caller: Caller, importId: string, locale: Locale): Promise<AsyncIterable<WrittenSheet>> {
    const { found, content } = await this.database.read(caller, async (tx) => {
      const found = await this.imports.byId(tx, importId);
      const { state } = found;
      if (state === 'WAITING' || state === 'CHECKING')
        throw conflict('This import is being checked. Ask again once it has ended.', { importId, state });
      return { found, content: await this.uploads.content(tx, found.uploadId) };
    });
    const issues = issuesOfImport(this.said, this.database, caller, found);
    if (found.source === 'FILE') return notedSheets(content, issues, INSTALLED_BASE_COLUMNS, locale);
    return notedWorkbook(workbookOfMachines(content), inWorkbook(issues), INSTALLED_BASE_COLUMNS, locale);
  }
}

/** What was said of the machines of a request, at the places they have in a workbook. */
function inWorkbook(said: IssueSource): IssueSource {
  return {
    all: async function* () {
      for await (const issue of said.all()) yield placedInWorkbook(issue);
    },
    ofRows: async (_sheet, beyondRow) =>
      (await said.ofRows('', beyondRow - ROWS_ABOVE_MACHINES)).map((issue) => placedInWorkbook(issue)),
  };
}
