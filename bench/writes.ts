import { Database } from '#platform';
import { worker } from '#access';
import { addDays, calendarDate, lastDayOf } from '#policy';
import { CatalogueVersion, ServiceOffering } from '#catalogue';

import type { BenchDatabase } from './data/bench-database.ts';
import { withClient } from './data/with-client.ts';
import { machineKey, machinesOf, waitingPack } from './data/installed-base.ts';
import { IMPORT_GOAL } from './goals.ts';
import { median } from './load/measure.ts';
import { processorTime } from './load/processor-time.ts';
import { decimals, printTable } from './report.ts';
import { answerOf } from './servers/same-answers.ts';
import { startApi } from './servers/servers.ts';

const CLIENTS = 16;
const PACKS = 1_500;
const ROWS = 100_000;
const BATCH = 2_000;
const ROUNDS = 3;
const TODAY = '2026-11-02';

/** Packs registered over HTTP, and a list of a hundred thousand offerings written against a plain COPY of the same rows. */
export async function compareWrites(database: BenchDatabase, { postmaster }: { postmaster: number }): Promise<void> {
  await registerPacks(database, postmaster);
  await compareImport(database);
}

async function registerPacks(database: BenchDatabase, postmaster: number): Promise<void> {
  const bodies = packsToRegister(database.contracts).map(registrationOf);
  const server = await startApi(database);
  try {
    const before = processorTime([server.pid], postmaster);
    const since = performance.now();
    let left = 0;
    const client = async (): Promise<void> => {
      while (left < bodies.length) {
        const answer = await answerOf(server.port, bodies[left++] ?? '', server.authorization);
        if (!answer.includes('"period"')) throw new Error(`a pack was not registered: ${answer}`);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    const took = (performance.now() - since) / 1000;
    const used = processorTime([server.pid], postmaster);
    console.log(`\npacks registered by ${CLIENTS} clients, each with its contract, coverage, audit entry and message`);
    printTable(
      ['', 'a second', 'µs server', 'µs Postgres'],
      [
        [
          'ours',
          String(Math.round(bodies.length / took)),
          String(Math.round(((used.server - before.server) * 1e6) / bodies.length)),
          String(Math.round(((used.postgres - before.postgres) * 1e6) / bodies.length)),
        ],
      ],
    );
  } finally {
    await server.stop();
  }
}

interface WaitingPack {
  readonly number: number;
  readonly on: string;
}

/** Renewals at a level that no region bounds, ordered on the last day of the upgrade they follow. */
function packsToRegister(contracts: number): WaitingPack[] {
  const packs: WaitingPack[] = [];
  for (let number = 0; number < Math.min(machinesOf(contracts), 40_000) && packs.length < PACKS; number += 4) {
    const start = addDays(calendarDate('2021-01-01'), (number * 7919) % 1826);
    const on = lastDayOf(start, 48);
    if (on <= TODAY) packs.push({ number, on });
  }
  return packs;
}

function registrationOf({ number, on }: WaitingPack): string {
  return JSON.stringify({
    query: `mutation ($input: RegisterServicePackInput!) { registerServicePack(input: $input) {
      ... on Contract { id period { startsOn endsOn } } ... on Rejection { decision { findings { rule } } } } }`,
    variables: {
      input: {
        ...machineKey(number),
        packSerial: waitingPack(number),
        registeredOn: on,
        idempotencyKey: `bench-${number}`,
      },
    },
  });
}

/** The rows of a list, written as an import writes them, and copied from a file of the server itself. */
async function compareImport({ loginUrl, ownerUrl }: BenchDatabase): Promise<void> {
  const ours: number[] = [];
  const copies: number[] = [];
  const database = new Database(loginUrl, { connections: 1 });
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      ours.push(await writtenIn(database, `00000000-0000-4000-8000-0000000001${String(round).padStart(2, '0')}`));
      copies.push(await copiedIn(ownerUrl));
    }
  } finally {
    await database.close();
  }
  const [written, copied] = [median(ours), median(copies)];
  console.log(
    `\n${ROWS.toLocaleString('en')} offerings written in one transaction; at most ${IMPORT_GOAL} times a COPY is aimed at`,
  );
  printTable(
    ['', 'ms', 'of COPY'],
    [
      ['COPY from a file', decimals(copied, 0), '1.00'],
      ['ours', decimals(written, 0), decimals(written / copied)],
    ],
  );
}

async function writtenIn(database: Database, versionId: string): Promise<number> {
  const since = performance.now();
  await database.write(worker, async (tx) => {
    tx.begin({ operation: 'bench', at: new Date() });
    await tx.insert(CatalogueVersion, [
      { id: versionId, offeringCount: ROWS, machineTypeCount: 1, createdAt: new Date() },
    ]);
    for (let done = 0; done < ROWS; done += BATCH) {
      await tx.insert(
        ServiceOffering,
        Array.from({ length: BATCH }, (_, index) => offering(versionId, done + index)),
      );
    }
    tx.record({ stream: 'catalogue', entity: 'CatalogueVersion', entityKey: versionId, after: { rows: ROWS } });
  });
  return performance.now() - since;
}

function offering(versionId: string, number: number): Partial<ServiceOffering> {
  return {
    versionId,
    partNumber: `5WX${String(number).padStart(7, '0')}`,
    listName: `ThinkSystem 保守サービス ${number}`,
    kind: 'RENEWAL',
    serviceLevel: 'FULL_24X7',
    premier: false,
    keepYourDrive: false,
    termMonths: 12,
    priceState: 'LISTED',
    listPriceMinor: 20_000 + (number % 400_000),
    currency: 'JPY',
  };
}

async function copiedIn(ownerUrl: string): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    await client.query(
      'DROP TABLE IF EXISTS bench_copy; CREATE TABLE bench_copy (LIKE service_offering INCLUDING ALL)',
    );
    await client.query('ALTER TABLE bench_copy ADD FOREIGN KEY (version_id) REFERENCES catalogue_version (id)');
    const written = `SELECT * FROM service_offering WHERE part_number LIKE '5WX%' AND version_id = '00000000-0000-4000-8000-000000000101'`;
    const { rows } = await client.query<{ file: string }>(
      `SELECT quote_literal(current_setting('data_directory') || '/bench-copy') AS file`,
    );
    const file = rows[0]?.file ?? '';
    await client.query(`COPY (${written}) TO ${file} (FORMAT binary)`);
    const since = performance.now();
    await client.query(`COPY bench_copy FROM ${file} (FORMAT binary)`);
    return performance.now() - since;
  });
}
