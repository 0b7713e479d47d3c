import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';

import { entityFrom, notFound, selectList, type Transaction } from '#platform';

import { CatalogueImport } from './catalogue-import.entity.ts';
import { CatalogueVersion } from './catalogue-version.entity.ts';
import { CatalogueImportProgress, withRate } from './import-progress.entity.ts';

const IMPORT = `SELECT ${selectList(CatalogueImport, 'i', 'import.')}, ${selectList(CatalogueVersion, 'v', 'version.')},
    (SELECT max(p.effective_on) FROM catalogue_publication p WHERE p.version_id = v.id) AS "effectiveOn"
  FROM catalogue_import i LEFT JOIN catalogue_version v ON v.id = i.version_id WHERE i.id = $1`;
const VERSION = `SELECT ${selectList(CatalogueVersion, 'v')},
    (SELECT max(p.effective_on) FROM catalogue_publication p WHERE p.version_id = v.id) AS "effectiveOn"
  FROM catalogue_version v WHERE v.id = $1`;

const PROGRESS = `SELECT ${selectList(CatalogueImportProgress, 'p')} FROM catalogue_import_progress p WHERE p.import_id = $1`;

/** Catalogue imports and the versions they became. */
@Injectable()
export class CatalogueImports {
  /** The import with its version. Throws `NOT_FOUND`. */
  async byId(tx: Transaction, id: string): Promise<CatalogueImport> {
    const row = isUuid(id) ? await tx.row<{ effectiveOn: string | null }>(IMPORT, [id]) : undefined;
    const found = row && entityFrom(CatalogueImport, row, 'import.');
    if (row === undefined || found === undefined)
      throw notFound(`There is no catalogue import "${id}".`, { importId: id });
    found.version = entityFrom(CatalogueVersion, row, 'version.');
    if (found.version) found.version.effectiveOn = row.effectiveOn ?? undefined;
    return found;
  }

  /** How far its reading has come; nothing before it has begun. */
  async progress(tx: Transaction, id: string): Promise<CatalogueImportProgress | undefined> {
    const row = await tx.row<CatalogueImportProgress>(PROGRESS, [id]);
    return row && withRate(row);
  }

  async version(tx: Transaction, id: string): Promise<CatalogueVersion> {
    const row = await tx.row<CatalogueVersion>(VERSION, [id]);
    if (row === undefined) throw notFound(`There is no catalogue version "${id}".`, { versionId: id });
    return row;
  }
}
