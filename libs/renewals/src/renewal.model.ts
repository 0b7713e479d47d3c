import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import {
  type CalendarDate,
  daysBetween,
  recommendedOrderOn,
  reinstatementFeeFrom,
  ServiceLevel,
  Verdict,
} from '#policy';
import { connectionOf, costsItems, costsNothing, LocalDate, MoneyModel, PeriodModel } from '#platform';
import type { Market } from '#market';
import { ChargeModel, FindingModel, ServiceOffering } from '#catalogue';
import { servedFindings } from '#contracts';
import { Machine } from '#installed-base';

/** The renewals are in one order whichever of the two is meant: the later the end, the later the latest safe order. */
export const RenewalOrder = { LATEST_SAFE_ORDER: 'LATEST_SAFE_ORDER', END: 'END' } as const;
export type RenewalOrder = keyof typeof RenewalOrder;
registerEnumType(RenewalOrder, { name: 'RenewalOrder' });

@ObjectType('ServiceLife', {
  description:
    'How long a machine can be served, counted from its warranty start as its product family has it. None where only an end of support bounds it.',
})
export class ServiceLifeModel {
  @Field(() => LocalDate, { nullable: true, description: 'The last day served unasked; beyond it a person decides.' })
  unaskedUntil?: string;

  @Field(() => LocalDate, { nullable: true, description: 'The last day that can be sold at all.' })
  longestUntil?: string;
}

/** What covers a machine last. */
interface Ending {
  readonly endsOn: CalendarDate;
  readonly serviceLevel: ServiceLevel | null;
  readonly premier: boolean;
}

@ObjectType({ description: 'A machine whose coverage ends, or has ended, and what can be done about it.' })
export class Renewal {
  @Field(() => Machine)
  readonly machine: Machine;

  @Field(() => LocalDate, { description: 'The last day of base warranty or service.' })
  readonly lastCoveredOn: CalendarDate;

  @Field(() => ServiceLevel, { nullable: true, description: 'The level that ends.' })
  readonly serviceLevel: ServiceLevel | null;

  @Field(() => Boolean)
  readonly premier: boolean;

  @Field(() => LocalDate, {
    description: 'The last day on which an order is still delivered and registered by the end.',
  })
  readonly latestSafeOrderOn: CalendarDate;

  /** The day it is judged on. */
  readonly on: CalendarDate;

  constructor(machine: Machine, ending: Ending, on: CalendarDate, market: Market) {
    this.machine = machine;
    this.lastCoveredOn = ending.endsOn;
    this.serviceLevel = ending.serviceLevel;
    this.premier = ending.premier;
    this.latestSafeOrderOn = market.latestSafeOrderOn(ending.endsOn);
    this.on = on;
  }

  @Field(() => LocalDate, { description: 'One month before the end: by then it should be ordered.' })
  get recommendedOrderOn(): CalendarDate {
    return recommendedOrderOn(this.lastCoveredOn);
  }

  @Field(() => Int, { description: 'Days from the day asked to the latest safe order; negative when it has passed.' })
  get daysLeft(): number {
    return daysBetween(this.on, this.latestSafeOrderOn);
  }

  @Field(() => Int, { description: 'Days without coverage up to the day asked; 0 while covered.' })
  get lapsedDays(): number {
    return Math.max(0, daysBetween(this.lastCoveredOn, this.on));
  }

  @Field(() => LocalDate, { description: 'The first day on which an order costs the reinstatement fee.' })
  get reinstatementFeeFrom(): CalendarDate {
    return reinstatementFeeFrom(this.lastCoveredOn);
  }

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day that can be covered at all, where an end of support is announced.',
  })
  get endOfSupportOn(): CalendarDate | undefined {
    return this.machine.endOfSupportOn;
  }

  @Field(() => [FindingModel], {
    description: 'What the policy has to say of what ends: that it runs beyond the end of support announced since.',
  })
  get findings(): FindingModel[] {
    return servedFindings({ endsOn: this.lastCoveredOn, endOfSupportOn: this.endOfSupportOn, on: this.on });
  }
}

@ObjectType('WaitingStretch', {
  description: 'Order days between which nothing changes but how much of the period is gone when it is registered.',
})
export class WaitingStretchModel {
  @Field(() => PeriodModel, { description: 'The first and the last order day.' })
  orderedOn!: PeriodModel;

  @Field(() => Verdict)
  verdict!: Verdict;

  @Field(() => PeriodModel, { nullable: true, description: 'What it would cover.' })
  period?: PeriodModel;

  @Field(() => [ChargeModel], { complexity: costsItems(1) })
  charges!: ChargeModel[];

  @Field(() => Boolean)
  reinstatementFee!: boolean;

  @Field(() => Int, {
    description: 'Days of the period gone by the day of registration, when ordered on the first day.',
  })
  deadDaysAtFirst!: number;

  @Field(() => Int, { description: 'The same, when ordered on the last day.' })
  deadDaysAtLast!: number;

  @Field(() => Int, { description: 'Days of the term that the end of support cuts off.' })
  daysCutByEndOfSupport!: number;
}

@ObjectType({ description: 'What waiting costs: an offering, ordered today or on any of the coming days.' })
export class CostOfWaiting {
  @Field(() => ServiceOffering)
  offering!: ServiceOffering;

  @Field(() => [WaitingStretchModel], { complexity: costsItems(4) })
  stretches!: WaitingStretchModel[];
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
    complexity: costsNothing,
    description: 'Machines and list value by month, over everything the filter lets through.',
  })
  months!: RenewalMonth[];
}
