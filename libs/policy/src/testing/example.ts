import type { Decision } from '../decision.ts';
import { review } from '../review.ts';
import { aRequest, type Given } from './a-request.ts';

/** A request to buy or register an offering, or another judgement with its facts. */
export type Example = Given | (() => Pick<Decision, 'findings'>);

export interface Examples {
  /** One request at least for each thing the rule can say. */
  readonly speaks: readonly Example[];
  readonly silent: Example;
}

/** What the policy says to the example. */
export function judged(example: Example): Pick<Decision, 'findings'> {
  return typeof example === 'function' ? example() : review(aRequest(example));
}
