import { Field, GraphQLISODateTime, ObjectType } from '@nestjs/graphql';

import { DecisionModel } from '#catalogue';

import { DecidedAct } from './decision-facts.entity.ts';

@ObjectType({ description: 'A stored decision, and the same made again from what it looked at.' })
export class DecisionReplay {
  @Field(() => DecidedAct)
  act!: DecidedAct;

  @Field(() => String, { description: 'The serial of the pack, the id of the contract, or the id of the change.' })
  subject!: string;

  @Field(() => GraphQLISODateTime)
  decidedAt!: Date;

  @Field(() => DecisionModel, { description: 'As it was stored.' })
  decision!: DecisionModel;

  @Field(() => DecisionModel, {
    nullable: true,
    description:
      'Made again by the rules of today from the facts, lists and settings of then. None of what was taken in with a list: nothing was judged.',
  })
  replayed?: DecisionModel;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether both say the same. Where not, the rules have changed since.',
  })
  same?: boolean;
}
