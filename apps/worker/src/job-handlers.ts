import type { INestApplicationContext } from '@nestjs/common';

import { worker } from '#access';
import type { JobHandlers } from '#platform';
import { ReadCatalogueImport } from '#catalogue';
import { CheckInstalledBase, EnterInstalledBase } from '#contracts';

/** The one table of jobs: job name → use case. */
export function jobHandlers(app: INestApplicationContext): JobHandlers {
  return {
    'read-catalogue-import': ({ importId, requestId }) =>
      app.get(ReadCatalogueImport, { strict: false }).run({ ...worker, requestId }, importId),
    'check-installed-base': ({ importId, requestId }) =>
      app.get(CheckInstalledBase, { strict: false }).run({ ...worker, requestId }, importId),
    'enter-installed-base': ({ importId, requestId }) =>
      app.get(EnterInstalledBase, { strict: false }).run({ ...worker, requestId }, importId),
  };
}
