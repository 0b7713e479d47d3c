import { Field, Int, ObjectType } from '@nestjs/graphql';

import { DecisionModel } from '#catalogue';

@ObjectType({ description: 'What a repair by the hour costs.' })
export class SpotRepairCost {
  @Field(() => Int, { description: 'Whole hours: at least two, above that every hour begun.' })
  billedHours!: number;

  @Field(() => DecisionModel, { description: 'Its charges, and the clause they rest on.' })
  decision!: DecisionModel;
}
