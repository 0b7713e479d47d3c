import { renewalWorkload } from '../libs/policy/src/testing/renewal-workload.ts';
import { review } from '../libs/policy/src/review.ts';

const ROUNDS = 9;

/** How many renewals one core judges a second, and how often it writes the facts of one as JSON: the yardstick. */
export function policyRate(count = 20_000): { reviews: number; copies: number } {
  const requests = renewalWorkload(count);
  let seen = 0;
  const { copies = 0, reviews = 0 } = perSecond(count, {
    copies: () => {
      for (const { machine, offering, coverage } of requests)
        seen += JSON.stringify([machine, offering, coverage]).length;
    },
    reviews: () => {
      for (const request of requests) seen += review(request).findings.length;
    },
  });
  if (seen === 0) throw new Error('nothing was judged');
  return { copies, reviews };
}

/** Times a second, by the median of rounds taken in turn. */
function perSecond(count: number, work: Readonly<Record<string, () => void>>): Record<string, number> {
  const seconds: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(work)) {
      const started = performance.now();
      run();
      (seconds[name] ??= []).push((performance.now() - started) / 1000);
    }
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return Object.fromEntries(Object.entries(seconds).map(([name, values]) => [name, count / median(values)]));
}
