import { Injectable } from '@nestjs/common';

import { followWork, type Operation } from '#platform';

import type { InstalledBaseImport, InstalledBaseImportState } from './installed-base-import.entity.ts';
import { InstalledBaseImports } from './installed-base-imports.queries.ts';

const GOING: readonly InstalledBaseImportState[] = ['WAITING', 'CHECKING', 'APPLYING'];

/** A list of machines as it goes: once at first, then after each change, until it has ended or waits to be applied. */
@Injectable()
export class FollowInstalledBaseImport {
  constructor(private readonly imports: InstalledBaseImports) {}

  /** Throws `NOT_FOUND` when there is no such import. */
  run(operation: Operation, id: string): AsyncGenerator<InstalledBaseImport> {
    return followWork(operation, async (tx) => {
      const work = await this.imports.byId(tx, id);
      const changing = [work.state, await this.imports.progress(tx, id)];
      return { work, changing, hasEnded: !GOING.includes(work.state) };
    });
  }
}
