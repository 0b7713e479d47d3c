import { readdirSync, readFileSync } from 'node:fs';

// USER_HZ: the same on every Linux that Node runs on.
const TICKS_A_SECOND = 100;

/** Core seconds used since the machine, or the processes, were started. */
export interface ProcessorTime {
  readonly busy: number;
  readonly server: number;
  readonly postgres: number;
}

/** What the machine, the server that is measured and all processes of PostgreSQL have used so far. */
export function processorTime(server: readonly number[], postmaster: number): ProcessorTime {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = readFileSync('/proc/stat', 'latin1')
    .split('\n')[0]!
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  let postgres = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const process = processOf(name);
    if (process?.parent === postmaster) postgres += process.seconds;
    // A connection that was idle for long has ended meanwhile: what it used is the postmaster's to tell.
    if (process && Number(name) === postmaster) postgres += process.seconds + process.endedChildren;
  }
  const measured = server.reduce((sum, pid) => sum + (processOf(String(pid))?.seconds ?? 0), 0);
  return { busy: (user + nice + system + irq + softIrq + steal) / TICKS_A_SECOND, server: measured, postgres };
}

/** Core seconds of this process's children that have ended. */
export function endedChildrenSeconds(): number {
  return processOf('self')?.endedChildren ?? 0;
}

function processOf(name: string): { parent: number; seconds: number; endedChildren: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number): number => fields[index] ?? 0;
    return {
      parent: at(1),
      seconds: (at(11) + at(12)) / TICKS_A_SECOND,
      endedChildren: (at(13) + at(14)) / TICKS_A_SECOND,
    };
  } catch {
    return undefined;
  }
}
