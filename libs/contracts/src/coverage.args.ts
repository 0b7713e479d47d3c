import { ArgsType, Field, GraphQLISODateTime } from '@nestjs/graphql';

import type { CalendarDate } from '#policy';
import { LocalDate } from '#platform';

/** On which day, and as it was known when. */
@ArgsType()
export class CoverageArgs {
  @Field(() => LocalDate, { nullable: true, description: "Default: today in the market's zone." })
  on?: CalendarDate | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'As it was known at that instant. Default: now.' })
  knownAt?: Date | null;
}
