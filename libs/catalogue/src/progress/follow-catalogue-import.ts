import { Injectable } from '@nestjs/common';

import { followWork, type Operation } from '#platform';

import type { CatalogueImport } from '../catalogue-import.entity.ts';
import { CatalogueImports } from '../catalogue-imports.queries.ts';

/** An import as it goes: once at first, then after each change, until it has ended. */
@Injectable()
export class FollowCatalogueImport {
  constructor(private readonly imports: CatalogueImports) {}

  /** Throws `NOT_FOUND` when there is no such import. */
  run(operation: Operation, id: string): AsyncGenerator<CatalogueImport> {
    return followWork(operation, async (tx) => {
      const work = await this.imports.byId(tx, id);
      const changing = [work.state, await this.imports.progress(tx, id)];
      return { work, changing, hasEnded: work.state !== 'WAITING' && work.state !== 'READING' };
    });
  }
}
