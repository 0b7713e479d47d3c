import { Field, ObjectType } from '@nestjs/graphql';

import type { OptionTerms as Terms } from '#policy';
import { DecisionModel } from '#catalogue';

import { OptionTerms } from './vocabulary.ts';

@ObjectType({ description: 'What covers a part on a day.' })
export class OptionAnswer {
  @Field(() => OptionTerms)
  terms!: Terms;

  @Field(() => DecisionModel, { description: 'Its period runs from the day asked to the last day covered.' })
  decision!: DecisionModel;
}
