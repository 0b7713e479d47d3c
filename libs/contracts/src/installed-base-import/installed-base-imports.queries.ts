import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';

import { notFound, rateOf, remainingAfter, selectList, type Transaction } from '#platform';

import { InstalledBaseImport, InstalledBaseImportProgress } from './installed-base-import.entity.ts';
import { progressOf } from './lock-import.ts';

const IMPORT = `SELECT ${selectList(InstalledBaseImport, 'i')} FROM installed_base_import i WHERE i.id = $1`;

/** Imports of machines, and how far they have come. */
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
    return Object.assign(new InstalledBaseImportProgress(), stored, rateIn(stored));
  }
}

function rateIn(progress: InstalledBaseImportProgress): ReturnType<typeof rateOf> {
  const { phase, rows, share, done, total, begunAt, phaseBegunAt, recordedAt } = progress;
  switch (phase) {
    case 'READING': {
      const remainingSeconds = share ? remainingAfter(share, phaseBegunAt, recordedAt) : undefined;
      return {
        ...rateOf(rows, null, phaseBegunAt, recordedAt),
        ...(remainingSeconds !== undefined && { remainingSeconds }),
      };
    }
    case 'CHECKING':
      return rateOf(done, total, phaseBegunAt, recordedAt);
    // After a crash it goes on where it was, and so does its rate.
    case 'ENTERING':
    case 'DONE':
      return rateOf(done, total, begunAt, recordedAt);
  }
}
