import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

import { endedChildrenSeconds } from './processor-time.ts';

/** What a slice of load came to; latencies in milliseconds. */
export interface Slice {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
  /** Core seconds that the load itself used. */
  readonly ownSeconds: number;
}

/** What is sent, in turn. */
export interface Bodies {
  readonly file: string;
  readonly bodies: readonly string[];
  readonly authorization?: string;
}

export const CONNECTIONS = 48;

/** Writes down what is sent. */
export function bodiesIn(folder: string, name: string, bodies: readonly string[], authorization?: string): Bodies {
  const file = join(folder, `${name}.bodies`);
  writeFileSync(file, bodies.map((body) => `${body}\n`).join(''));
  return { file, bodies, authorization };
}

/** `wrk` where it is installed; autocannon elsewhere, which uses more of the machine itself. */
export const LOAD = hasWrk() ? 'wrk' : 'autocannon';

/** Sends requests over many connections for whole seconds. */
export function load(port: number, sent: Bodies, seconds: number): Promise<Slice> {
  return LOAD === 'wrk' ? loadByWrk(port, sent, seconds) : loadByAutocannon(port, sent, seconds);
}

function hasWrk(): boolean {
  try {
    execFileSync('wrk', ['-v'], { stdio: 'ignore' });
    return true;
  } catch (problem) {
    // It says its version and ends with 1.
    return (problem as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

async function loadByWrk(port: number, { file, authorization }: Bodies, seconds: number): Promise<Slice> {
  const script = join(import.meta.dirname, 'requests.lua');
  const before = endedChildrenSeconds();
  const { stdout } = await promisify(execFile)(
    'wrk',
    ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, `http://127.0.0.1:${port}`],
    { env: { ...process.env, BODIES: file, ...(authorization ? { AUTHORIZATION: authorization } : {}) } },
  );
  const result = /^RESULT (.*)$/m.exec(stdout)?.[1];
  if (result === undefined) throw new Error(`wrk said nothing:\n${stdout}`);
  return { ...(JSON.parse(result) as Slice), ownSeconds: endedChildrenSeconds() - before };
}

async function loadByAutocannon(port: number, { bodies, authorization }: Bodies, seconds: number): Promise<Slice> {
  const before = process.cpuUsage();
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/graphql`,
    connections: CONNECTIONS,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    requests: bodies.map((body) => ({ body })),
  });
  const { user, system } = process.cpuUsage(before);
  return {
    requests: result.requests.total,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx + result.timeouts,
    ownSeconds: (user + system) / 1e6,
  };
}
