import { renewalWorkload } from '../libs/policy/src/testing/renewal-workload.ts';
import { review } from '../libs/policy/src/review.ts';

const REQUESTS = 20_000;
const ROUNDS = 9;

/** Thousands a second, by the median of rounds taken in turn. */
function perSecond(work: Readonly<Record<string, () => void>>): Record<string, number> {
  const seconds: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(work)) {
      const started = performance.now();
      run();
      (seconds[name] ??= []).push((performance.now() - started) / 1000);
    }
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return Object.fromEntries(Object.entries(seconds).map(([name, values]) => [name, REQUESTS / median(values)]));
}

const requests = renewalWorkload(REQUESTS);
let verdicts = 0;
const rates = perSecond({
  // The yardstick: what copying the facts alone costs on this machine, in the same minute.
  copies: () => {
    for (const { machine, offering, coverage } of requests)
      verdicts += JSON.stringify([machine, offering, coverage]).length;
  },
  reviews: () => {
    for (const request of requests) verdicts += review(request).findings.length;
  },
});
const { copies = 0, reviews = 0 } = rates;
console.log(`renewal reviews   ${Math.round(reviews).toLocaleString('en')} a second on one core`);
console.log(`yardstick         ${Math.round(copies).toLocaleString('en')} times the facts written as JSON`);
console.log(`ratio             ${(reviews / copies).toFixed(2)} reviews for each`);
if (verdicts === 0) throw new Error('nothing was judged');
