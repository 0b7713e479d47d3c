import type { BenchDatabase } from './data/bench-database.ts';
import { GOALS, LATENCY_GOAL, PROCESSOR_GOAL } from './goals.ts';
import { bodiesIn } from './load/load.ts';
import { measure, type Measured, type Plan, type Variant } from './load/measure.ts';
import { bodyOf, type Question, QUESTIONS } from './questions.ts';
import { decimals, printTable } from './report.ts';
import { type Peer, startPeer } from './servers/peer.ts';
import type { RunningServer } from './servers/process.ts';
import { answersOf, KEYS_COMPARED } from './servers/same-answers.ts';
import { startApi, startBare } from './servers/servers.ts';

/** Different keys asked in turn. */
const KEYS = 2_000;

export interface ReadsPlan extends Plan {
  readonly folder: string;
  readonly withPeer: boolean;
  /** How often a query that falls below the least is measured: others may use the machine meanwhile. */
  readonly tries: number;
}

/** The main queries against the server by hand and against PostGraphile. Answers what falls short of what must be. */
export async function compareReads(database: BenchDatabase, plan: ReadsPlan): Promise<string[]> {
  const servers: RunningServer[] = [];
  let peer: Peer | undefined;
  const short: string[] = [];
  try {
    servers.push(await startApi(database));
    servers.push(await startBare(database, { pipelined: false }));
    if (plan.withPeer) servers.push(await startBare(database, { pipelined: true }));
    peer = plan.withPeer ? await startPeer(database) : undefined;
    for (const question of QUESTIONS) {
      await requireSameAnswers(question, servers, peer, database.contracts);
      const variants = variantsOf(question, servers, peer, database, plan.folder);
      let fallsShort: string[] = [];
      for (let tried = 0; tried === 0 || (fallsShort.length > 0 && tried < plan.tries); tried += 1)
        fallsShort = show(question, await measure(variants, plan));
      short.push(...fallsShort);
    }
  } finally {
    for (const server of [...servers, ...(peer ? [peer.server] : [])]) await server.stop();
  }
  return short;
}

function variantsOf(
  question: Question,
  servers: readonly RunningServer[],
  peer: Peer | undefined,
  { contracts }: BenchDatabase,
  folder: string,
): Variant[] {
  const keys = Array.from({ length: KEYS }, (_, key) => key);
  const bodiesOfAll = keys.map((key) => bodyOf(question, key, contracts));
  const variants = servers.map(({ name, port, pid, authorization }) => {
    const sent = bodiesIn(folder, `${question.name}-${name}`, bodiesOfAll, authorization);
    return { name, port, pids: [pid], sent };
  });
  const asked = peer?.bodyOf(question, 0, contracts);
  if (peer === undefined || asked === undefined) return variants;
  const { name, port, pid } = peer.server;
  const bodies = keys.map((key) => peer.bodyOf(question, key, contracts) ?? '');
  return [...variants, { name, port, pids: [pid], sent: bodiesIn(folder, `${question.name}-peer`, bodies) }];
}

/** Nothing is measured that does not give the same answers, byte for byte; the peer's are put into our words first. */
async function requireSameAnswers(
  question: Question,
  servers: readonly RunningServer[],
  peer: Peer | undefined,
  contracts: number,
): Promise<void> {
  const keys = Array.from({ length: KEYS_COMPARED }, (_, key) => key * 13);
  const bodies = keys.map((key) => bodyOf(question, key, contracts));
  const [ours, ...others] = await Promise.all(
    servers.map(({ port, authorization }) => answersOf(port, bodies, authorization)),
  );
  others.forEach((theirs, index) => requireEqual(question, servers[index + 1]?.name ?? '', ours ?? [], theirs));
  if (peer === undefined || peer.bodyOf(question, 0, contracts) === undefined) return;
  const asked = keys.map((key) => peer.bodyOf(question, key, contracts) ?? '');
  const theirs = (await answersOf(peer.server.port, asked)).map((answer) => peer.inOurWords(question, answer));
  requireEqual(
    question,
    peer.server.name,
    (ours ?? []).map((answer) => peer.asFarAsAsked(question, answer)),
    theirs,
  );
}

function requireEqual(question: Question, name: string, ours: readonly string[], theirs: readonly string[]): void {
  const differs = ours.findIndex((answer, index) => answer !== theirs[index]);
  if (differs === -1) return;
  throw new Error(`${question.name}: ${name} answers otherwise.\n${ours[differs] ?? ''}\n${theirs[differs] ?? ''}`);
}

function show(question: Question, measured: readonly Measured[]): string[] {
  const bare = measured.find(({ name }) => name === 'bare');
  const ours = measured.find(({ name }) => name === 'ours');
  if (bare === undefined || ours === undefined) throw new Error('ours and the bare server were not measured');
  const goal = GOALS[question.name];
  console.log(
    `\n${question.name}: aimed at ${goal.throughput} of the bare server's throughput, ${PROCESSOR_GOAL} of its processor time`,
  );
  printTable(
    ['', 'requests/s', 'of bare', 'p50 ms', 'p99 ms', 'µs server', 'µs Postgres', 'of bare', 'spread', 'noisy'],
    measured.map((each) => [
      each.name,
      Math.round(each.perSecond).toLocaleString('en'),
      decimals(each.perSecond / bare.perSecond),
      decimals(each.p50, 1),
      decimals(each.p99, 1),
      String(Math.round(each.serverMicroseconds)),
      String(Math.round(each.postgresMicroseconds)),
      decimals(processorTimeOf(bare) / processorTimeOf(each)),
      `${Math.round(each.spread * 100)} %`,
      `${each.noisy}/${each.slices}`,
    ]),
  );
  if (ours.p99 > bare.p99 * LATENCY_GOAL)
    console.log(`its 99th percentile is over ${LATENCY_GOAL} times the bare server's`);
  const ratio = processorTimeOf(bare) / processorTimeOf(ours);
  if (ratio >= goal.least) return [];
  return [
    `${question.name} has ${decimals(ratio)} of the bare server by processor time; at least ${goal.least} must be`,
  ];
}

function processorTimeOf({ serverMicroseconds, postgresMicroseconds }: Measured): number {
  return serverMicroseconds + postgresMicroseconds;
}
