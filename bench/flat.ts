import type { BenchDatabase } from './data/bench-database.ts';
import { GROWTH_GOAL } from './goals.ts';
import { type Bodies, bodiesIn } from './load/load.ts';
import { measure, type Measured, type Plan } from './load/measure.ts';
import { residentMebibytes } from './load/memory.ts';
import { bodyOf, ON, QUESTIONS } from './questions.ts';
import { decimals, printTable } from './report.ts';
import { answerOf } from './servers/same-answers.ts';
import type { RunningServer } from './servers/process.ts';
import { startApi } from './servers/servers.ts';

const KEYS = 2_000;
const DEEP_PAGE = 1_000;

interface Sized {
  readonly database: BenchDatabase;
  readonly server: RunningServer;
}

/** The main queries on bases of different sizes, in turn; the first page against the thousandth; memory before and after. */
export async function compareSizes(
  databases: readonly BenchDatabase[],
  plan: Plan & { folder: string },
): Promise<void> {
  const sized: Sized[] = [];
  try {
    for (const database of databases) sized.push({ database, server: await startApi(database) });
    const before = sized.map(({ server }) => residentMebibytes(server.pid));
    console.log(`\nthe base grows: no query may lose more than ${GROWTH_GOAL * 100} % of its throughput`);
    const head = ['', ...databases.map(({ contracts }) => contracts.toLocaleString('en')), 'kept', 'by processor time'];
    const rows: string[][] = [];
    for (const question of QUESTIONS) {
      const measured = await inTurn(sized, plan, ({ contracts }) =>
        Array.from({ length: KEYS }, (_, key) => bodyOf(question, key, contracts)),
      );
      rows.push([question.name, ...keptOf(measured)]);
    }
    printTable(head, rows);
    await comparePages(sized.at(-1), plan);
    const after = sized.map(({ server }) => residentMebibytes(server.pid));
    printTable(
      ['memory in MB', ...databases.map(({ contracts }) => contracts.toLocaleString('en'))],
      [
        ['at rest', ...before.map((each) => decimals(each, 0))],
        ['after all of it', ...after.map((each) => decimals(each, 0))],
      ],
    );
  } finally {
    for (const { server } of sized) await server.stop();
  }
}

function inTurn(
  sized: readonly Sized[],
  plan: Plan & { folder: string },
  bodies: (database: BenchDatabase) => string[],
): Promise<Measured[]> {
  const variants = sized.map(({ database, server }) => ({
    name: String(database.contracts),
    port: server.port,
    pids: [server.pid],
    sent: bodiesIn(plan.folder, `flat-${database.contracts}`, bodies(database), server.authorization),
  }));
  return measure(variants, plan);
}

function keptOf(measured: readonly Measured[]): string[] {
  const [smallest, largest] = [measured[0], measured.at(-1)];
  if (smallest === undefined || largest === undefined) return [];
  const processor = (each: Measured): number => each.serverMicroseconds + each.postgresMicroseconds;
  return [
    ...measured.map(({ perSecond }) => Math.round(perSecond).toLocaleString('en')),
    decimals(largest.perSecond / smallest.perSecond),
    decimals(processor(smallest) / processor(largest)),
  ];
}

/** The whole pipeline of renewals, page by page: what the thousandth costs. */
async function comparePages(sized: Sized | undefined, plan: Plan & { folder: string }): Promise<void> {
  if (sized === undefined) return;
  const { server } = sized;
  const bodyAt = (after: string | null): string =>
    JSON.stringify({
      query: `query pages($after: String) { renewals(on: "${ON}", first: 50, after: $after) { nodes { lastCoveredOn machine { serial } } pageInfo { hasNextPage endCursor } } }`,
      variables: { after },
    });
  let after: string | null = null;
  let page = 1;
  for (; page < DEEP_PAGE; page += 1) {
    const answer = JSON.parse(await answerOf(server.port, bodyAt(after), server.authorization)) as {
      data: { renewals: { pageInfo: { hasNextPage: boolean; endCursor: string } } };
    };
    const { hasNextPage, endCursor } = answer.data.renewals.pageInfo;
    if (!hasNextPage) break;
    after = endCursor;
  }
  const sent = (name: string, body: string): Bodies => bodiesIn(plan.folder, name, [body], server.authorization);
  const shared = { port: server.port, pids: [server.pid] };
  const [first, deep] = await measure(
    [
      { name: 'the first page', ...shared, sent: sent('first-page', bodyAt(null)) },
      { name: `page ${page}`, ...shared, sent: sent('deep-page', bodyAt(after)) },
    ],
    plan,
  );
  if (first === undefined || deep === undefined) return;
  printTable(
    ['renewals', 'requests/s', 'µs server', 'µs Postgres'],
    [first, deep].map((each) => [
      each.name,
      Math.round(each.perSecond).toLocaleString('en'),
      String(Math.round(each.serverMicroseconds)),
      String(Math.round(each.postgresMicroseconds)),
    ]),
  );
}
