import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INestApplicationContext } from '@nestjs/common';

import { operator, worker } from '#access';
import { Database, Operation, Uploads } from '#platform';
import { ImportRegions, PublishCatalogue, ReadCatalogueImport, StartCatalogueImport } from '#catalogue';
import { ApplyInstalledBaseImport, CheckInstalledBase, EnterInstalledBase, StartInstalledBaseImport } from '#contracts';

/** The day the sample catalogue counts from: the day it says it was made. */
export const SAMPLE_CATALOGUE_ON = '2026-10-01';

/** Loads the sample catalogue, regions and installed base, each once, through the use cases that everybody uses. */
export async function loadSamples(
  app: INestApplicationContext,
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const database = app.get(Database, { strict: false });
  const [loaded] = await database.read(operator, (tx) =>
    tx.rows<{ catalogue: boolean; regions: boolean; machines: boolean }>(`
    SELECT EXISTS (SELECT FROM catalogue_publication) AS catalogue, EXISTS (SELECT FROM region_list) AS regions,
      EXISTS (SELECT FROM machine) AS machines`),
  );
  await step(say, 'sample catalogue', loaded?.catalogue, () =>
    loadCatalogue(app, join(folder, 'catalogue-2026-10.xlsx')),
  );
  await step(say, 'sample regions', loaded?.regions, () => loadRegions(app, join(folder, 'regions-2026-10.xlsx')));
  await step(say, 'sample installed base', loaded?.machines, () =>
    loadInstalledBase(app, join(folder, 'installed-base-2026-10.xlsx')),
  );
}

async function step(
  say: (line: string) => void,
  name: string,
  loaded: boolean | undefined,
  load: () => Promise<string>,
): Promise<void> {
  if (loaded) return say(`${name}: already loaded`);
  say(`${name}: loading`);
  say(`${name}: ${await load()}`);
}

async function loadCatalogue(app: INestApplicationContext, file: string): Promise<string> {
  const database = app.get(Database, { strict: false });
  const uploadId = await app
    .get(Uploads, { strict: false })
    .store(operator, 'catalogue-2026-10.xlsx', await readFile(file));
  const start = app.get(StartCatalogueImport, { strict: false });
  const importId = await database.write(operator, (tx) =>
    start.run(tx, operator, { uploadId, effectiveOn: SAMPLE_CATALOGUE_ON }),
  );
  await app.get(ReadCatalogueImport, { strict: false }).run(worker, importId);
  const publish = app.get(PublishCatalogue, { strict: false });
  await database.write(operator, (tx) => publish.run(tx, operator, { importId }));
  return 'published';
}

async function loadRegions(app: INestApplicationContext, file: string): Promise<string> {
  const uploadId = await app
    .get(Uploads, { strict: false })
    .store(operator, 'regions-2026-10.xlsx', await readFile(file));
  const operation = new Operation(app.get(Database, { strict: false }), operator, 'JA', 'sample-regions');
  const number = await app.get(ImportRegions, { strict: false }).run(operation, { uploadId });
  return `list ${number} counts`;
}

async function loadInstalledBase(app: INestApplicationContext, file: string): Promise<string> {
  const database = app.get(Database, { strict: false });
  const uploadId = await app
    .get(Uploads, { strict: false })
    .store(operator, 'installed-base-2026-10.xlsx', await readFile(file));
  const start = app.get(StartInstalledBaseImport, { strict: false });
  const importId = await database.write(operator, (tx) => start.run(tx, operator, { uploadId }));
  await app.get(CheckInstalledBase, { strict: false }).run(worker, importId);
  const apply = app.get(ApplyInstalledBaseImport, { strict: false });
  const input = { importId, leaveOutBadRows: false, correctWarranties: false };
  await database.write(operator, (tx) => apply.run(tx, operator, input));
  await app.get(EnterInstalledBase, { strict: false }).run(worker, importId);
  const [loaded] = await database.read(operator, (tx) =>
    tx.rows<{ machines: number; contracts: number }>(
      'SELECT machines, contracts FROM installed_base_import_progress WHERE import_id = $1',
      [importId],
    ),
  );
  if (loaded === undefined) throw new Error('the sample installed base was entered without a trace');
  return `${loaded.machines} machines, ${loaded.contracts} contracts`;
}
