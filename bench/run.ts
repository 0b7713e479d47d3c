import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { type BenchDatabase, startBenchServer } from './data/bench-database.ts';
import { compareSizes } from './flat.ts';
import { CONNECTIONS, LOAD } from './load/load.ts';
import { policyRate } from './policy-rate.ts';
import { compareReads } from './reads.ts';
import { machineName } from './report.ts';
import { showStartAndMemory } from './resting.ts';
import { compareWalls } from './walls.ts';
import { compareWrites } from './writes.ts';

/**
 * `npm run bench`: ours against a server by hand and against PostGraphile, on a database of its own; ends with 1 where a
 * query falls below what it must have.
 *
 *   --short            a small base and few slices, for checks: does it run, and does nothing fall below the least
 *   --contracts LIST   the sizes, the first the smallest; 10000,100000,1000000 unless said
 *   --parts LIST       some of reads, walls, sizes, writes, process, policy
 *   --rounds, --seconds, --no-peer
 */
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    contracts: { type: 'string' },
    parts: { type: 'string', default: 'reads,walls,sizes,writes,process,policy' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    peer: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const { short } = values;
const sizes = (values.contracts ?? (short ? '3000' : '10000,100000,1000000')).split(',').map(Number);
const parts = (short ? 'reads,policy' : values.parts).split(',');
const rounds = Number(values.rounds ?? (short ? 2 : 4));
const seconds = Number(values.seconds ?? 2);

console.log(`on ${machineName()}; load by ${LOAD} over ${CONNECTIONS} connections`);
const folder = await mkdtemp(join(tmpdir(), 'keizoku-bench-'));
const server = await startBenchServer();
const stop = async (): Promise<void> => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(1)));
try {
  const plan = { folder, rounds, seconds, postmaster: server.postmaster, quietly: !short };
  const databases: BenchDatabase[] = [];
  for (const contracts of sizes) databases.push(await server.database(contracts));
  for (const { contracts, secondsToWrite } of databases)
    console.log(`${contracts.toLocaleString('en')} contracts written in ${secondsToWrite.toFixed(0)} s`);
  const middle = databases[Math.min(1, databases.length - 1)] as BenchDatabase;
  const failed = parts.includes('reads')
    ? await compareReads(middle, { ...plan, withPeer: values.peer && !short, tries: short ? 3 : 1 })
    : [];
  if (parts.includes('walls')) await compareWalls(middle, plan);
  if (parts.includes('sizes')) await compareSizes(databases, plan);
  if (parts.includes('writes')) await compareWrites(middle, plan);
  if (parts.includes('process')) await showStartAndMemory(middle, folder, seconds);
  if (parts.includes('policy')) {
    const { reviews, copies } = policyRate(short ? 2_000 : 20_000);
    console.log(
      `\nrenewals judged on one core: ${Math.round(reviews).toLocaleString('en')} a second, ` +
        `${(reviews / copies).toFixed(2)} for each time the facts are written as JSON`,
    );
  }
  for (const problem of failed) console.error(`FAILED: ${problem}`);
  if (failed.length > 0) process.exitCode = 1;
} finally {
  await stop();
}
