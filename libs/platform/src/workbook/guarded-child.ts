import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { readMessages } from './message-stream.ts';

/** What a child process may use before it is killed. */
export interface ChildLimits {
  readonly heapMebibytes: number;
  readonly residentMebibytes: number;
  /** Without the time in which it waits for whoever takes its messages. */
  readonly wallMs: number;
  /** The longest it may be at work without a message: processor time, where the system tells it. A busy machine is no fault of the file. */
  readonly silentMs: number;
}

/** How a child ended: by itself, or why not. `peakMebibytes` is 0 where it cannot be measured. */
export type ChildOutcome = { readonly peakMebibytes: number } & (
  { readonly ended: true } | { readonly died: 'TIMEOUT' | 'MEMORY' | 'CRASH'; readonly message: string }
);

export interface ChildTaskOptions<Message> {
  readonly program: URL;
  readonly argument: string;
  /** On its standard input. */
  readonly input?: Buffer | undefined;
  readonly limits: ChildLimits;
  /** Told each message in turn; the child has to wait when it takes long. */
  readonly take: (message: Message) => Promise<void> | void;
  readonly signal?: AbortSignal | undefined;
}

const WATCH_EVERY_MS = 25;

/**
 * Runs a program in a child process of the same Node and hands on what it says on its standard output. The child gets
 * no environment and may neither write files nor start processes nor use the network. It is killed by its id as soon
 * as it passes a limit, the signal is given or a message cannot be taken. Throws what `take` throws, and the signal's
 * reason.
 */
export async function runGuardedChild<Message>(task: ChildTaskOptions<Message>): Promise<ChildOutcome> {
  const { limits, take, signal } = task;
  signal?.throwIfAborted();
  const child = start(task);
  const closed = once(child, 'close').catch(() => undefined);
  const watch = new Watch(child, limits);
  const abort = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', abort);
  try {
    for await (const message of readMessages(child.stdout as Readable))
      await watch.whileTaking(take(message as Message));
    await closed;
  } finally {
    signal?.removeEventListener('abort', abort);
    watch.stop();
    child.kill('SIGKILL');
  }
  signal?.throwIfAborted();
  return watch.outcome(child.exitCode);
}

function start({ program, argument, input, limits }: ChildTaskOptions<never>): ChildProcess {
  const flags = [
    '--permission',
    '--allow-fs-read=*',
    `--max-old-space-size=${limits.heapMebibytes}`,
    '--max-semi-space-size=2',
    '--no-warnings',
  ];
  const child = spawn(process.execPath, [...flags, fileURLToPath(program), argument], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return child;
}

/** Looks at a child every few milliseconds and kills it when it passes a limit. */
class Watch {
  private readonly child: ChildProcess;
  private readonly limits: ChildLimits;
  private readonly timer: NodeJS.Timeout;
  private readonly started = performance.now();
  private lastHeard = performance.now();
  private cpuMs = 0;
  private lastHeardCpuMs = 0;
  private taking = false;
  private takingMs = 0;
  private peakMebibytes = 0;
  private stderr = '';
  private died: 'TIMEOUT' | 'MEMORY' | undefined;

  constructor(child: ChildProcess, limits: ChildLimits) {
    this.child = child;
    this.limits = limits;
    this.timer = setInterval(() => void this.look(), WATCH_EVERY_MS);
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr = (this.stderr + chunk.toString()).slice(-2_000)));
  }

  async whileTaking(taken: Promise<void> | void): Promise<void> {
    const began = performance.now();
    this.taking = true;
    try {
      await taken;
    } finally {
      this.taking = false;
      this.lastHeard = performance.now();
      this.lastHeardCpuMs = this.cpuMs;
      this.takingMs += this.lastHeard - began;
    }
  }

  stop(): void {
    clearInterval(this.timer);
  }

  outcome(exitCode: number | null): ChildOutcome {
    const { peakMebibytes, stderr: message } = this;
    if (this.died !== undefined) return { died: this.died, peakMebibytes, message };
    if (exitCode === 0) return { ended: true, peakMebibytes };
    return { died: /heap out of memory/i.test(message) ? 'MEMORY' : 'CRASH', peakMebibytes, message };
  }

  private async look(): Promise<void> {
    const { resident, peak } = await memoryOf(this.child.pid);
    const cpuMs = await cpuMsOf(this.child.pid);
    this.cpuMs = cpuMs ?? 0;
    this.peakMebibytes = Math.max(this.peakMebibytes, peak);
    if (resident > this.limits.residentMebibytes) this.kill('MEMORY');
    if (this.taking) return;
    const now = performance.now();
    const working = now - this.started - this.takingMs;
    const silent = cpuMs === undefined ? now - this.lastHeard : cpuMs - this.lastHeardCpuMs;
    if (working > this.limits.wallMs || silent > this.limits.silentMs) this.kill('TIMEOUT');
  }

  private kill(why: 'TIMEOUT' | 'MEMORY'): void {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.died ??= why;
    this.child.kill('SIGKILL');
  }
}

const TICK_MS = 10;

/** Processor time so far; nothing where the system does not tell it. */
async function cpuMsOf(pid = 0): Promise<number | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) * TICK_MS;
  } catch {
    return undefined;
  }
}

/** Resident memory now and at its highest, in MiB. */
async function memoryOf(pid = 0): Promise<{ readonly resident: number; readonly peak: number }> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const mebibytes = (line: RegExp): number => Number(line.exec(status)?.[1] ?? 0) / 1_024;
    return { resident: mebibytes(/^VmRSS:\s*(\d+)/m), peak: mebibytes(/^VmHWM:\s*(\d+)/m) };
  } catch {
    return { resident: 0, peak: 0 };
  }
}
