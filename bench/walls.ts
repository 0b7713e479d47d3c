import type { BenchDatabase } from './data/bench-database.ts';
import { withClient } from './data/with-client.ts';
import { machineKey, machinesOf, MACHINES_APART, resellerId } from './data/installed-base.ts';
import { bodiesIn } from './load/load.ts';
import { measure, type Plan } from './load/measure.ts';
import { bodyOf, type Question, QUESTIONS } from './questions.ts';
import { decimals, printTable } from './report.ts';
import { benchKey } from './servers/bench-key.ts';
import type { RunningServer } from './servers/process.ts';
import { answersOf } from './servers/same-answers.ts';
import { startApi } from './servers/servers.ts';

const KEYS = 2_000;
/** Of the throughput without it that row-level security may cost. */
const WALL_GOAL = 0.1;

/**
 * The main queries of a reseller with row-level security, and on a copy of the base without it, where the application's
 * own conditions stand alone.
 */
export async function compareWalls(database: BenchDatabase, plan: Plan & { folder: string }): Promise<void> {
  const authorization = await benchKey(database.loginUrl, {
    role: 'RESELLER',
    resellerId: await resellerId(database.ownerUrl),
  });
  const copy = await withoutRowSecurity(database);
  const servers: RunningServer[] = [];
  try {
    servers.push({ ...(await startApi(database, { authorization })), name: 'row-level security' });
    servers.push({ ...(await startApi(copy, { authorization })), name: 'application alone' });
    console.log(`\na reseller, with and without row-level security: it may cost ${WALL_GOAL * 100} %`);
    const rows: string[][] = [];
    for (const question of QUESTIONS) {
      const bodies = Array.from({ length: KEYS }, (_, key) => ownBody(question, key, database.contracts));
      const [walled, plain] = await Promise.all(
        servers.map(({ port }) => answersOf(port, bodies.slice(0, 40), authorization)),
      );
      if (JSON.stringify(walled) !== JSON.stringify(plain)) throw new Error(`${question.name}: both answer otherwise`);
      const sent = bodiesIn(plan.folder, `walls-${question.name}`, bodies, authorization);
      const [with_, without] = await measure(
        servers.map(({ name, port, pid }) => ({ name, port, pids: [pid], sent })),
        plan,
      );
      if (with_ === undefined || without === undefined) continue;
      rows.push([
        question.name,
        String(Math.round(with_.perSecond)),
        String(Math.round(without.perSecond)),
        decimals(with_.perSecond / without.perSecond),
        String(Math.round(with_.postgresMicroseconds)),
        String(Math.round(without.postgresMicroseconds)),
      ]);
    }
    printTable(['', 'with', 'without', 'kept', 'µs Postgres with', 'without'], rows);
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** A question about what is the reseller's own. */
function ownBody(question: Question, key: number, contracts: number): string {
  const body = JSON.parse(bodyOf(question, key, contracts)) as { variables: Record<string, unknown> };
  if ('serial' in body.variables)
    body.variables = machineKey(
      (key * MACHINES_APART) % (Math.floor(machinesOf(contracts) / MACHINES_APART) * MACHINES_APART),
    );
  return JSON.stringify(body);
}

async function withoutRowSecurity(database: BenchDatabase): Promise<BenchDatabase> {
  const name = `bench_${database.contracts}_open`;
  const elsewhere = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const maintenance = Object.assign(new URL(database.ownerUrl), { pathname: '/postgres' }).href;
  await withClient(maintenance, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE bench_${database.contracts}`),
  );
  await withClient(elsewhere(database.ownerUrl), async (client) => {
    const { rows } = await client.query<{ table: string }>(
      `SELECT oid::regclass::text AS table FROM pg_class WHERE relrowsecurity`,
    );
    for (const { table } of rows)
      await client.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
  });
  return { ...database, ownerUrl: elsewhere(database.ownerUrl), loginUrl: elsewhere(database.loginUrl) };
}
