import { type ChildProcess, spawn } from 'node:child_process';

/** A server that is measured. */
export interface RunningServer {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  readonly secondsToReady: number;
  /** What is sent with each request, where it asks who asks. */
  readonly authorization?: string;
  stop(): Promise<void>;
}

/** What V8 is told: the API and what it is compared with run under the same flags. */
const FLAGS = ['--max-semi-space-size=64', '--disable-warning=ExperimentalWarning'];

/** Starts a program that says over its channel when it serves, and on which port. */
export async function startProcess(
  name: string,
  script: string,
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Promise<RunningServer> {
  const since = performance.now();
  const child = spawn(process.execPath, [...FLAGS, ...flags, script], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', PORT: '0', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message) => {
      const { ready, port } = message as { ready?: boolean; port?: number };
      if (ready) resolve(port ?? 0);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${String(code)} before it served`)));
  });
  return {
    name,
    pid: child.pid ?? 0,
    port,
    secondsToReady: (performance.now() - since) / 1000,
    stop: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(patience);
}
