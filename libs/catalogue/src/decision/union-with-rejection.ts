import { createUnionType } from '@nestjs/graphql';

import type { Remedy } from '#policy';

import { type BasedDecision, Rejection } from './decision.model.ts';
import { type OfferingByPartNumber, showDecision } from './show-decision.ts';

/** The union of what a mutation makes and what the policy may say instead. */
export function unionWithRejection<T extends object>(name: string, made: new () => T): T | Rejection {
  return createUnionType<readonly [new () => T, typeof Rejection]>({
    name,
    types: () => [made, Rejection],
    resolveType: (value: object) => (value instanceof Rejection ? Rejection : made),
  });
}

/** A refusal as the API shows it. */
export function rejection(
  decision: BasedDecision,
  remedies: readonly Remedy[],
  offeringBy: OfferingByPartNumber,
): Rejection {
  return Object.assign(new Rejection(), { decision: showDecision(decision, () => remedies, offeringBy) });
}
