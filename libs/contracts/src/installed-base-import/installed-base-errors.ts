import { Injectable } from '@nestjs/common';

import type { Locale } from '#policy';
import { type Caller, conflict, Database, Uploads, type WrittenSheet } from '#platform';
import { notedSheets } from '#catalogue';
import { INSTALLED_BASE_COLUMNS } from '#installed-base';

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
  async sheets(caller: Caller, importId: string, locale: Locale): Promise<WrittenSheet[]> {
    const { issues, content } = await this.database.read(caller, async (tx) => {
      const { state, problem, uploadId } = await this.imports.byId(tx, importId);
      if (state === 'WAITING' || state === 'CHECKING')
        throw conflict('This import is being checked. Ask again once it has ended.', { importId, state });
      const all = await this.said.all(tx, importId);
      return { issues: problem ? [problem, ...all] : all, content: await this.uploads.content(tx, uploadId) };
    });
    return notedSheets(content, issues, INSTALLED_BASE_COLUMNS, locale);
  }
}
