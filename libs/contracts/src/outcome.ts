import type { Remedy } from '#policy';
import type { BasedDecision } from '#catalogue';

/** What a change made, by its key, or why the policy refused it. */
export type Outcome<K> = { readonly made: K } | { readonly refused: Refusal };

export interface Refusal {
  readonly decision: BasedDecision;
  readonly remedies: readonly Remedy[];
  /** The version of the catalogue it was judged by; none where no offering was. */
  readonly versionId: string | undefined;
}
