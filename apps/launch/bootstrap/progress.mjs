import { spawn } from 'node:child_process';

const SECONDS_OF_SILENCE = 4;

/** Something that went wrong in a way the message explains; it is shown without a stack. */
export class Problem extends Error {}

/** Says every few seconds that the work goes on; the function it returns ends that. */
export function stillSaying(what) {
  const started = Date.now();
  const timer = setInterval(
    () => console.error(`still ${what} (${Math.round((Date.now() - started) / 1000)} s)`),
    SECONDS_OF_SILENCE * 1000,
  );
  return () => {
    clearInterval(timer);
    return `${((Date.now() - started) / 1000).toFixed(1)} s`;
  };
}

/**
 * Runs a program with its output shown, on standard error: standard output is the command's own. A signal to this
 * process ends it first. Answers its exit code.
 */
export function runShown(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', process.stderr, process.stderr] });
    const passOn = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.removeListener(name, passOn);
      if (signal) reject(new Problem(`stopped by ${signal}`));
      else resolve(code);
    });
  });
}
