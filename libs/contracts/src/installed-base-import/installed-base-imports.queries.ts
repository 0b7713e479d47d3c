import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';

import { notFound, rateOf, selectList, type Transaction } from '#platform';

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
    const { done, total, begunAt, recordedAt } = stored;
    return Object.assign(new InstalledBaseImportProgress(), stored, rateOf(done, total, begunAt, recordedAt));
  }
}
