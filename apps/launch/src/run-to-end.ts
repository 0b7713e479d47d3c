import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LaunchProblem, say, whileSaying } from './progress.ts';

/** Runs a program of the build to its end and shows what it says line by line. Throws `LaunchProblem` when it fails. */
export function runToEnd(what: string, script: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  return whileSaying(what, (heard) => {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const stop = (): void => void child.kill('SIGTERM');
      signal.addEventListener('abort', stop, { once: true });
      for (const output of [child.stdout, child.stderr]) {
        createInterface({ input: output }).on('line', (line) => {
          heard();
          if (line.trim() !== '') say(`  ${line}`);
        });
      }
      child.once('error', reject);
      child.once('close', (code, endedBy) => {
        signal.removeEventListener('abort', stop);
        if (code === 0) resolve();
        else reject(new LaunchProblem(`${what} failed (${endedBy ?? `code ${String(code)}`}); what it said is above.`));
      });
    });
  });
}
