import { validate as isUuid } from 'uuid';

import { notFound, selectList, type Transaction } from '#platform';

import { InstalledBaseImport, InstalledBaseImportProgress } from './installed-base-import.entity.ts';

const LOCK = `SELECT ${selectList(InstalledBaseImport, 'i')} FROM installed_base_import i WHERE i.id = $1 FOR UPDATE`;
const PROGRESS = `SELECT ${selectList(InstalledBaseImportProgress, 'p')} FROM installed_base_import_progress p WHERE p.import_id = $1`;

/** The import, which nobody else changes until the transaction ends. Throws `NOT_FOUND`. */
export async function lockImport(tx: Transaction, importId: string): Promise<InstalledBaseImport> {
  const found = isUuid(importId) ? await tx.row<InstalledBaseImport>(LOCK, [importId]) : undefined;
  if (found === undefined) throw notFound(`There is no import of machines "${importId}".`, { importId });
  return found;
}

/** How far an import has come; nothing before its check has begun. */
export async function progressOf(tx: Transaction, importId: string): Promise<InstalledBaseImportProgress | undefined> {
  return tx.row<InstalledBaseImportProgress>(PROGRESS, [importId]);
}
