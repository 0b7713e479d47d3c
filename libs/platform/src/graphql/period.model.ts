import { Field, ObjectType } from '@nestjs/graphql';

import { LocalDate } from './scalars.ts';

@ObjectType('Period', { description: 'A stretch of days, both ends included.' })
export class PeriodModel {
  @Field(() => LocalDate)
  startsOn!: string;

  @Field(() => LocalDate)
  endsOn!: string;
}
