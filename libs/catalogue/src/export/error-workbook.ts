import { Injectable } from '@nestjs/common';

import type { Locale } from '#policy';
import { type Caller, conflict, Database, Uploads, type WrittenSheet } from '#platform';

import { CatalogueImports } from '../catalogue-imports.queries.ts';
import { CATALOGUE_COLUMNS } from '../import-catalogue/catalogue-columns.ts';
import { CatalogueImportIssues } from '../import-issues.queries.ts';
import { mayBeTold, toldTo } from '../withheld-prices.ts';
import { eachIssue, issuesOfImport } from './issues-of-import.ts';
import { notedSheets } from './noted-sheets.ts';

/** The list as it came, with a column that names the problems of each row, and a last sheet with all of them in a list. */
@Injectable()
export class ErrorWorkbook {
  constructor(
    private readonly database: Database,
    private readonly uploads: Uploads,
    private readonly imports: CatalogueImports,
    private readonly said: CatalogueImportIssues,
  ) {}

  /**
   * The sheets to write. Cells that may hold a wholesale price say, to a caller who may not read those, that they are
   * withheld: in words that no list is taken in with, so that nobody publishes a list without its prices. Throws `NOT_FOUND`, or `CONFLICT`
   * while the import is read.
   */
  async sheets(caller: Caller, importId: string, locale: Locale): Promise<AsyncIterable<WrittenSheet>> {
    const { found, content } = await this.database.read(caller, async (tx) => {
      const found = await this.imports.byId(tx, importId);
      if (found.state === 'WAITING' || found.state === 'READING')
        throw conflict('This import is being read. Ask again once it has ended.', { importId, state: found.state });
      return { found, content: await this.uploads.content(tx, found.uploadId) };
    });
    const issues = eachIssue(issuesOfImport(this.said, this.database, caller, found), (issue) => toldTo(caller, issue));
    return notedSheets(content, issues, CATALOGUE_COLUMNS, locale, (field) => mayBeTold(caller, field));
  }
}
