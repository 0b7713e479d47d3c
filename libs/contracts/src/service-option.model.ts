import { Field, ObjectType } from '@nestjs/graphql';

import type { ServiceKind } from '#policy';
import { DecisionModel, ServiceOffering, showDecision } from '#catalogue';

import type { Judgement } from './judgement.ts';

@ObjectType({ description: 'A service the catalogue has for a machine, and what the policy says of it.' })
export class ServiceOption {
  @Field(() => ServiceOffering)
  offering!: ServiceOffering;

  @Field(() => DecisionModel)
  decision!: DecisionModel;
}

/** Every service of a kind, or of all kinds, judged. */
export function serviceOptions(judgement: Judgement, kind?: ServiceKind): ServiceOption[] {
  return judgement.ofKind(kind).map((offering) => ({
    offering,
    decision: showDecision(judgement.decide(offering), () => judgement.remedies(offering), judgement.offering),
  }));
}
