import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';

import type { ApiClient } from '../support/api-client.ts';
import { LONG, report } from './form.ts';

export const WRITERS = LONG ? 64 : 16;
export const ROUNDS = LONG ? 50 : 10;

/** How a writer ended: what it made, or the code and reason it was refused with. */
export type Ends = Record<string, number>;

/** Lets all writers go at once and counts how they ended. */
export async function race(writers: readonly (() => Promise<string>)[]): Promise<Ends> {
  const ends = await Promise.all(writers.map((write) => write()));
  return Object.fromEntries([...Map.groupBy(ends, (end) => end)].map(([end, { length }]) => [end, length]));
}

/** Races round after round, and answers all rounds' ends. */
export async function rounds(what: string, oneRound: (round: number) => Promise<Ends>): Promise<Ends[]> {
  const started = performance.now();
  const all: Ends[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) all.push(await oneRound(round));
  const each = ((performance.now() - started) / ROUNDS).toFixed(0);
  report(`${what}: ${WRITERS} writers, ${ROUNDS} rounds, ${each} ms a round, first ended ${JSON.stringify(all[0])}`);
  return all;
}

/** Sends a mutation and says in a word how it ended; a server's own failure is told apart from a refusal. */
export async function endOf(api: ApiClient, query: string, input: object): Promise<string> {
  const { status, data, errors } = await api.send<Record<string, { __typename: string }>>(query, { input });
  const code = errors?.[0]?.extensions.code;
  if (status >= 500 || code === 'INTERNAL_SERVER_ERROR') return '5xx';
  return code ?? Object.values(data ?? {})[0]?.__typename ?? 'nothing';
}

/** Deadlocks of the database so far. Its connections are ended first: only then has each said what it counted. */
export async function deadlocks(owner: pg.Client): Promise<number> {
  const others = `pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  await owner.query(`SELECT pg_terminate_backend(pid) FROM ${others}`);
  while ((await owner.query(`SELECT FROM ${others}`)).rowCount) await sleep(10);
  const { rows } = await owner.query<{ deadlocks: number }>(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.deadlocks ?? 0;
}

/** More packs like one that was ordered, so that many can be registered at once. Answers the serials, its own first. */
export async function copiesOf(owner: pg.Client, packSerial: string, count: number): Promise<string[]> {
  const { rows } = await owner.query<{ serial: string }>(
    `INSERT INTO service_pack SELECT (jsonb_populate_record(p, jsonb_build_object('serial', p.serial || 'C' || n))).*
     FROM service_pack p, generate_series(2, $2) n WHERE p.serial = $1 RETURNING serial`,
    [packSerial, count],
  );
  return [packSerial, ...rows.map(({ serial }) => serial)];
}
