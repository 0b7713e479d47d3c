import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { LoggerService } from '@nestjs/common';

import type { Role, Scope, SignInSettings } from '#access';
import { StoppedClock } from '#platform';

import type { ApiOptions } from '../../apps/api/src/api.module.ts';
import { startApi } from '../../apps/api/src/start-api.ts';
import { startWorker } from '../../apps/worker/src/start-worker.ts';
import { ApiClient } from './api-client.ts';
import { type Somebody, TestCallers } from './test-callers.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { UNLIMITED } from './unlimited.ts';

export const SEED = join(import.meta.dirname, '..', '..', 'seed');

/** The API and its worker on a database of their own, on a day that stands still. Asks with an administrator's key. */
export interface TestApi extends ApiClient {
  /** What the records call whoever it asks as. */
  readonly actor: string;
  readonly clock: StoppedClock;
  readonly ownerUrl: string;
  readonly loginUrl: string;
  /** A client of a person who has signed in. */
  signedInAs(somebody: Somebody): Promise<ApiClient & { readonly personId: string }>;
  /** As `signedInAs`, by the role alone. */
  as(role: Role, confinement?: Omit<Somebody, 'role'>): Promise<ApiClient & { readonly personId: string }>;
  /** A client with a service key. */
  withKey(somebody: Somebody, scopes?: readonly Scope[]): Promise<ApiClient & { readonly keyId: string }>;
  /** Lets no further job be done here. */
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

export interface TestApiOptions {
  /** The day it is, in Japan. */
  readonly today?: string;
  readonly withCatalogue?: boolean;
  readonly withRegions?: boolean;
  /** In yen, from long ago on; must be asked for when left out. */
  readonly reinstatementFee?: number;
  /** A database that outlives it, instead of one of its own. */
  readonly on?: TestDatabase;
  readonly readReplicaUrls?: readonly string[];
  readonly signIn?: SignInSettings;
  /** Another clock than one that stands still all day. */
  readonly clock?: StoppedClock;
  /** Other limits than so much that no test meets them. */
  readonly limits?: ApiOptions['limits'];
  /** How long a request may take, in milliseconds. */
  readonly mostMs?: number;
  readonly production?: boolean;
  readonly logger?: LoggerService | false;
  /** Compiled from the first time on, unless said: a test asks a thing once. */
  readonly compileQueriesAfter?: number;
}

/** Starts them; with the sample catalogue published and the sample regions taken in, where asked. */
export async function startTestApi({
  today = '2026-11-02',
  withCatalogue,
  withRegions,
  reinstatementFee,
  on,
  readReplicaUrls,
  limits = UNLIMITED,
  production = false,
  mostMs,
  logger = false,
  signIn,
  compileQueriesAfter = 0,
  clock = new StoppedClock(new Date(`${today}T10:00:00+09:00`), 'Asia/Tokyo'),
}: TestApiOptions = {}): Promise<TestApi> {
  const database = on ?? (await createTestDatabase());
  const environment = { marketZone: 'Asia/Tokyo', compileQueriesAfter, ...signIn };
  const options = { environment, databaseUrl: database.loginUrl, readReplicaUrls, clock, logger };
  const listening = await startApi({ ...options, host: '127.0.0.1', port: 0, production, limits, mostMs });
  const worker = await startWorker(options);
  const callers = new TestCallers(listening.url, database.loginUrl, clock);
  const administrator = await callers.withLastingKey();
  const api = Object.assign(new ApiClient(listening.url, administrator.headers), {
    clock,
    actor: `key:${administrator.keyId}`,
    signedInAs: (somebody: Somebody) => callers.signedInAs(somebody),
    as: (role: Role, confinement: Omit<Somebody, 'role'> = {}) => callers.signedInAs({ ...confinement, role }),
    withKey: (somebody: Somebody, scopes?: readonly Scope[]) => callers.withKey(somebody, scopes),
    ownerUrl: database.ownerUrl,
    loginUrl: database.loginUrl,
    stopWorker: () => worker.close(),
    close: async () => {
      await worker.close();
      await listening.close();
      await callers.close();
      if (on === undefined) await database.drop();
    },
  });
  if (reinstatementFee !== undefined) await setFee(api, reinstatementFee);
  if (withCatalogue) await publishCatalogue(api, 'catalogue-2026-10.xlsx', '2026-10-01');
  if (withRegions) await importRegions(api, 'regions-2026-10.xlsx');
  return api;
}

async function setFee(api: ApiClient, fee: number): Promise<void> {
  const input = { effectiveOn: '2001-01-01', reinstatementFee: String(fee), reason: 'As every test of it needs' };
  await api.ask('mutation ($input: SetMarketSettingsInput!) { setMarketSettings(input: $input) { number } }', {
    input,
  });
}

/** Sends a sample workbook, waits until it is read, and publishes it. */
export async function publishCatalogue(api: ApiClient, file: string, effectiveOn: string): Promise<void> {
  await publishWorkbook(api, await readFile(join(SEED, file)), effectiveOn);
}

/** Sends a workbook, waits until it is read, and publishes it. */
export async function publishWorkbook(api: ApiClient, workbook: Uint8Array, effectiveOn: string): Promise<void> {
  const uploadId = await api.upload(workbook);
  const { startCatalogueImport } = await api.ask<{ startCatalogueImport: { id: string } }>(
    'mutation ($input: StartCatalogueImportInput!) { startCatalogueImport(input: $input) { id } }',
    { input: { uploadId, effectiveOn } },
  );
  const { problem, issues } = await importRead(api, startCatalogueImport.id);
  if (problem) throw new Error(`the workbook was not read: ${JSON.stringify({ problem, issues })}`);
  await api.ask('mutation ($input: PublishCatalogueInput!) { publishCatalogue(input: $input) { __typename } }', {
    input: { importId: startCatalogueImport.id },
  });
}

export interface ReadImport {
  readonly state: string;
  readonly rowsRead: number;
  readonly problem: { code: string; message: string } | null;
  readonly issues: readonly {
    sheet: string;
    row: number;
    column: string;
    code: string;
    severity: string;
    value: string;
    message: string;
  }[];
  readonly version: { offeringCount: number; effectiveOn: string | null } | null;
}

/** Waits until an import was read, well or badly. */
export async function importRead(api: ApiClient, id: string): Promise<ReadImport> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const { catalogueImport } = await api.ask<{ catalogueImport: ReadImport }>(
      `query ($id: ID!) { catalogueImport(id: $id) { state rowsRead problem { code message }
        issues { sheet row column code severity value message } version { offeringCount effectiveOn } } }`,
      { id },
    );
    if (!['WAITING', 'READING'].includes(catalogueImport.state)) return catalogueImport;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the import ${id} is not read after a minute`);
}

export async function importRegions(api: ApiClient, file: string): Promise<void> {
  const uploadId = await api.upload(await readFile(join(SEED, file)));
  await api.ask('mutation ($input: ImportRegionsInput!) { importRegions(input: $input) { number } }', {
    input: { uploadId },
  });
}
