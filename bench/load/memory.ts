import { readFileSync } from 'node:fs';

/** Mebibytes a process holds in memory; what its children hold is theirs. */
export function residentMebibytes(pid: number): number {
  return mebibytesOf(pid, 'VmRSS');
}

/** The most mebibytes a process has ever held in memory; what its children hold is theirs. */
export function peakMebibytes(pid: number): number {
  return mebibytesOf(pid, 'VmHWM');
}

function mebibytesOf(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
}
