import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a child process may use before it is killed. */
export interface ChildLimits {
  readonly heapMebibytes: number;
  readonly residentMebibytes: number;
  readonly wallMs: number;
}

/** How a child ended: with its answer, or why without one. `peakMebibytes` is 0 where it cannot be measured. */
export type ChildOutcome<Answer> = { readonly peakMebibytes: number } & (
  { readonly answer: Answer } | { readonly died: 'TIMEOUT' | 'MEMORY' | 'CRASH'; readonly message: string }
);

const WATCH_EVERY_MS = 25;

/**
 * Runs a program in a child process of the same Node, hands it `input` on standard input and waits for one message.
 * The child gets no environment and may neither write files nor start processes nor use the network. It is killed by
 * its id as soon as it has answered, passes a limit, or `signal` is aborted.
 */
export async function runGuardedChild<Answer>(
  program: URL,
  input: Buffer,
  limits: ChildLimits,
  args: readonly string[] = [],
  signal?: AbortSignal,
): Promise<ChildOutcome<Answer>> {
  const child = fork(program, args, {
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      `--max-old-space-size=${limits.heapMebibytes}`,
      '--max-semi-space-size=4',
      '--no-warnings',
    ],
    env: {},
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
  const watch = { peakMebibytes: 0, stderr: '' };
  return new Promise((resolve) => {
    const end = (outcome: { answer: Answer } | { died: 'TIMEOUT' | 'MEMORY' | 'CRASH' }): void => {
      clearTimeout(wall);
      clearInterval(watchdog);
      signal?.removeEventListener('abort', giveUp);
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      const { peakMebibytes } = watch;
      resolve('died' in outcome ? { ...outcome, peakMebibytes, message: watch.stderr } : { ...outcome, peakMebibytes });
    };
    const giveUp = (): void => end({ died: 'CRASH' });
    signal?.addEventListener('abort', giveUp);
    const wall = setTimeout(() => end({ died: 'TIMEOUT' }), limits.wallMs);
    const watchdog = setInterval(() => {
      void residentMebibytes(child.pid).then((mebibytes) => {
        watch.peakMebibytes = Math.max(watch.peakMebibytes, mebibytes);
        if (mebibytes > limits.residentMebibytes) end({ died: 'MEMORY' });
      });
    }, WATCH_EVERY_MS);
    child.stderr?.on('data', (chunk: Buffer) => (watch.stderr = (watch.stderr + chunk.toString()).slice(-2_000)));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    if (signal?.aborted) giveUp();
    child.once('message', (answer) => end({ answer: answer as Answer }));
    child.once('error', () => end({ died: 'CRASH' }));
    child.once('close', () => end({ died: /heap out of memory/i.test(watch.stderr) ? 'MEMORY' : 'CRASH' }));
  });
}

const PAGE_BYTES = 4_096;

async function residentMebibytes(pid = 0): Promise<number> {
  try {
    const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1];
    return (Number(pages) * PAGE_BYTES) / (1024 * 1024);
  } catch {
    return 0;
  }
}
