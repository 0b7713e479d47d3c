import { Field, InputType, Int } from '@nestjs/graphql';
import { Max, Min } from 'class-validator';

import { Decimal, LocalDate } from '#platform';

const MOST_MINUTES = 31 * 24 * 60;

@InputType({
  description: 'A visit, and what is known of its prices: in yen, each left out where it must be asked for.',
})
export class SpotVisitInput {
  @Field(() => Int, { description: 'Minutes of work.' })
  @Min(0)
  @Max(MOST_MINUTES)
  minutes!: number;

  @Field(() => LocalDate, { nullable: true, description: "The day of the visit. Default: today in the market's zone." })
  on?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Labour for an hour.' })
  hourlyRate?: string | null;

  @Field(() => Decimal, { nullable: true })
  travel?: string | null;

  @Field(() => Decimal, { nullable: true })
  parts?: string | null;

  @Field(() => Decimal, { nullable: true })
  partDelivery?: string | null;
}
