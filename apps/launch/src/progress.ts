const started = performance.now();
const SECONDS_OF_SILENCE = 4;

/** A short line about what the launch does now, with the seconds since it began. */
export function say(line: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${seconds.padStart(6)} s  ${line}`);
}

/** Waits for the work; every few seconds in which it says nothing a line tells that it goes on. */
export async function whileSaying<Result>(what: string, work: (heard: () => void) => Promise<Result>): Promise<Result> {
  let lastHeard = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - lastHeard < SECONDS_OF_SILENCE * 1000) return;
    lastHeard = performance.now();
    say(`still ${what}`);
  }, 500);
  try {
    return await work(() => (lastHeard = performance.now()));
  } finally {
    clearInterval(timer);
  }
}

/** Something that keeps Keizoku from running and that its message explains; shown without a stack. */
export class LaunchProblem extends Error {}
