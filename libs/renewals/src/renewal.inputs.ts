import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';

import { ProductFamily, ServiceLevel } from '#policy';
import { LocalDate, PageArgs } from '#platform';

import { RenewalOrder } from './renewal.model.ts';

@InputType({
  description:
    'Which machines: by when their coverage ends, and by whose they are. Lapsed ones are found by their end in the past.',
})
export class RenewalWhere {
  @Field(() => LocalDate, { nullable: true, description: 'Coverage ends on this day or later.' })
  endingFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Coverage ends on this day or earlier.' })
  endingTo?: string | null;

  @Field(() => ID, { nullable: true })
  customerId?: string | null;

  @Field(() => ID, { nullable: true })
  resellerId?: string | null;

  @Field(() => ServiceLevel, { nullable: true, description: 'The level that ends.' })
  serviceLevel?: ServiceLevel | null;

  @Field(() => ProductFamily, { nullable: true })
  family?: ProductFamily | null;

  @Field(() => String, { nullable: true })
  machineType?: string | null;

  @Field(() => String, { nullable: true, description: 'The prefecture of the site.' })
  prefecture?: string | null;
}

@ArgsType()
export class RenewalsArgs extends PageArgs {
  @Field(() => RenewalWhere, { nullable: true })
  where?: RenewalWhere | null;

  @Field(() => RenewalOrder, { nullable: true, description: 'Default: LATEST_SAFE_ORDER, the most urgent first.' })
  orderBy?: RenewalOrder | null;

  @Field(() => LocalDate, { nullable: true, description: "The day judged. Default: today in the market's zone." })
  on?: string | null;
}

@ArgsType()
export class CostOfWaitingArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'The renewal meant; without it, the 12-month renewal of the level that ends.',
  })
  partNumber?: string | null;

  @Field(() => Int, { defaultValue: 180 })
  days!: number;
}
