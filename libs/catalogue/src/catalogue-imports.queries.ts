import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';

import {
  type Connection,
  connectionFrom,
  entityFrom,
  keyKinds,
  keyset,
  notFound,
  type PageArgs,
  pageOf,
  selectList,
  type Transaction,
} from '#platform';

import { CatalogueImport } from './catalogue-import.entity.ts';
import { CatalogueVersion } from './catalogue-version.entity.ts';
import { CatalogueImportProgress, withRate } from './import-progress.entity.ts';
import type { CatalogueImportState } from './vocabulary.ts';

// Newest first: the order of a list is one direction, so age counts backwards.
const IMPORTS = `SELECT ${selectList(CatalogueImport, 'i', 'import.')}, ${selectList(CatalogueVersion, 'v', 'version.')}, i.age,
    (SELECT max(p.effective_on) FROM catalogue_publication p WHERE p.version_id = v.id) AS "effectiveOn"
  FROM (SELECT *, (-extract(epoch FROM requested_at))::float8 AS age FROM catalogue_import) i
  LEFT JOIN catalogue_version v ON v.id = i.version_id`;
const ORDER = ['i.age', 'i.id'];
const VERSION = `SELECT ${selectList(CatalogueVersion, 'v')},
    (SELECT max(p.effective_on) FROM catalogue_publication p WHERE p.version_id = v.id) AS "effectiveOn"
  FROM catalogue_version v WHERE v.id = $1`;

const PROGRESS = `SELECT ${selectList(CatalogueImportProgress, 'p')} FROM catalogue_import_progress p WHERE p.import_id = $1`;

/** Catalogue imports and the versions they became. */
@Injectable()
export class CatalogueImports {
  /** The import with its version. Throws `NOT_FOUND`. */
  async byId(tx: Transaction, id: string): Promise<CatalogueImport> {
    const row = isUuid(id) ? await tx.row<ImportRow>(`${IMPORTS} WHERE i.id = $1`, [id]) : undefined;
    if (row === undefined) throw notFound(`There is no catalogue import "${id}".`, { importId: id });
    return importFrom(row);
  }

  /** A page of imports, those asked for last first; of some states, where any are named. */
  async page(
    tx: Transaction,
    states: readonly CatalogueImportState[] | null | undefined,
    args: PageArgs,
    withTotal: boolean,
  ): Promise<Connection<CatalogueImport>> {
    const page = pageOf(args, [keyKinds.number, keyKinds.id]);
    const inStates = `($1::text[] IS NULL OR i.state::text = ANY($1))`;
    const key = keyset(ORDER, page, 2);
    const rows = await tx.rows<ImportRow>(`${IMPORTS} WHERE ${inStates} AND ${key.where} ${key.order}`, [
      states ?? null,
      ...key.values,
    ]);
    const total = withTotal
      ? await tx.row<{ count: number }>(`SELECT count(*)::int AS count FROM catalogue_import i WHERE ${inStates}`, [
          states ?? null,
        ])
      : undefined;
    return connectionFrom(rows, page, (row) => [row.age, row['import.id']], importFrom, total?.count);
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

interface ImportRow {
  readonly effectiveOn: string | null;
  readonly age: number;
  readonly 'import.id': string;
}

function importFrom(row: ImportRow): CatalogueImport {
  const found = entityFrom(CatalogueImport, row, 'import.') as CatalogueImport;
  found.version = entityFrom(CatalogueVersion, row, 'version.');
  if (found.version) found.version.effectiveOn = row.effectiveOn ?? undefined;
  return found;
}
