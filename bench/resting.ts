import type { BenchDatabase } from './data/bench-database.ts';
import { bodiesIn, load } from './load/load.ts';
import { median } from './load/measure.ts';
import { residentMebibytes } from './load/memory.ts';
import { bodyOf, QUESTIONS } from './questions.ts';
import { decimals, printTable } from './report.ts';
import { startApi } from './servers/servers.ts';

const STARTS = 3;

/** From the start of the process until it serves, and what it holds in memory before and while it is asked everything. */
export async function showStartAndMemory(database: BenchDatabase, folder: string, seconds: number): Promise<void> {
  const starts: number[] = [];
  let rest = 0;
  let underLoad = 0;
  for (let start = 0; start < STARTS; start += 1) {
    const server = await startApi(database);
    starts.push(server.secondsToReady);
    if (start === STARTS - 1) {
      rest = residentMebibytes(server.pid);
      for (const question of QUESTIONS) {
        const bodies = Array.from({ length: 500 }, (_, key) => bodyOf(question, key, database.contracts));
        await load(server.port, bodiesIn(folder, 'memory', bodies, server.authorization), seconds);
        underLoad = Math.max(underLoad, residentMebibytes(server.pid));
      }
    }
    await server.stop();
  }
  console.log('\none process of the API');
  printTable(
    ['', ''],
    [
      ['seconds from its start until it serves', decimals(median(starts))],
      ['MB in memory at rest', decimals(rest, 0)],
      ['MB in memory under load', decimals(underLoad, 0)],
    ],
  );
}
