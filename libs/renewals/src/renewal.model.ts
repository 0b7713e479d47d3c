import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import { ServiceLevel } from '#policy';
import { connectionOf, LocalDate, MoneyModel } from '#platform';
import { Machine } from '#installed-base';

/** The renewals are in one order whichever of the two is meant: the later the end, the later the latest safe order. */
export const RenewalOrder = { LATEST_SAFE_ORDER: 'LATEST_SAFE_ORDER', END: 'END' } as const;
export type RenewalOrder = keyof typeof RenewalOrder;
registerEnumType(RenewalOrder, { name: 'RenewalOrder' });

@ObjectType({ description: 'A machine whose coverage ends, or has ended, and what can be done about it.' })
export class Renewal {
  @Field(() => Machine)
  machine!: Machine;

  @Field(() => LocalDate, { description: 'The last day of base warranty or service.' })
  lastCoveredOn!: string;

  @Field(() => ServiceLevel, { nullable: true, description: 'The level that ends.' })
  serviceLevel?: ServiceLevel | null;

  @Field(() => Boolean)
  premier!: boolean;

  @Field(() => LocalDate, { description: 'One month before the end: by then it should be ordered.' })
  recommendedOrderOn!: string;

  @Field(() => LocalDate, {
    description: 'The last day on which an order is still delivered and registered by the end.',
  })
  latestSafeOrderOn!: string;

  @Field(() => Int, { description: 'Days from the day asked to the latest safe order; negative when it has passed.' })
  daysLeft!: number;

  @Field(() => Int, { description: 'Days without coverage up to the day asked; 0 while covered.' })
  lapsedDays!: number;

  @Field(() => LocalDate, { description: 'The first day on which an order costs the reinstatement fee.' })
  reinstatementFeeFrom!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day that can be covered at all, where an end of support is announced.',
  })
  endOfSupportOn?: string | null;

  /** The day it is judged on. */
  on!: string;
}

@ObjectType({ description: 'The renewals of a calendar month, by the month their coverage ends in.' })
export class RenewalMonth {
  @Field(() => LocalDate, { description: 'The first day of the month.' })
  month!: string;

  @Field(() => Int)
  machines!: number;

  @Field(() => Int, {
    description: 'Machines for which the catalogue has a 12-month renewal like what ends, at a list price.',
  })
  priced!: number;

  @Field(() => MoneyModel, { description: 'The list prices of those, without tax.' })
  listValue!: MoneyModel;
}

@ObjectType()
export class RenewalConnection extends connectionOf(Renewal) {
  @Field(() => [RenewalMonth], {
    description: 'Machines and list value by month, over everything the filter lets through.',
  })
  months!: RenewalMonth[];
}
