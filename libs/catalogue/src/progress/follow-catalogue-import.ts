import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import type { Operation } from '#platform';

import type { CatalogueImport } from '../catalogue-import.entity.ts';
import { CatalogueImports } from '../catalogue-imports.queries.ts';

/** Progress is recorded about once a second; looking more often would show the same. */
const LOOK_EVERY_MS = 1_000;

/** An import as it goes: once at first, then after each change, until it has ended. */
@Injectable()
export class FollowCatalogueImport {
  constructor(private readonly imports: CatalogueImports) {}

  /** Throws `NOT_FOUND` when there is no such import. The operation's snapshot is taken anew for each look. */
  async *run(operation: Operation, id: string): AsyncGenerator<CatalogueImport> {
    let shown: string | undefined;
    try {
      for (;;) {
        const tx = await operation.reading();
        const found = await this.imports.byId(tx, id);
        const seen = JSON.stringify([found.state, await this.imports.progress(tx, id)]);
        if (seen !== shown) yield found;
        shown = seen;
        // What was selected of this look has been read by now.
        await operation.finish();
        if (found.state !== 'WAITING' && found.state !== 'READING') return;
        await sleep(LOOK_EVERY_MS);
      }
    } finally {
      await operation.finish();
    }
  }
}
