import { validate as isUuid } from 'uuid';

import { notFound, selectList, type Transaction } from '#platform';

import { CatalogueImport } from './catalogue-import.entity.ts';

const LOCK = `SELECT ${selectList(CatalogueImport, 'i')} FROM catalogue_import i WHERE i.id = $1 FOR UPDATE`;

/** The import, which nobody else changes until the transaction ends. Throws `NOT_FOUND`. */
export async function lockCatalogueImport(tx: Transaction, importId: string): Promise<CatalogueImport> {
  const found = isUuid(importId) ? await tx.row<CatalogueImport>(LOCK, [importId]) : undefined;
  if (found === undefined) throw notFound(`There is no catalogue import "${importId}".`, { importId });
  return found;
}
