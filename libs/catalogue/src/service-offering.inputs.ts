import { ArgsType, Field, GraphQLISODateTime, InputType, Int } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';

import { AddOn, ServiceKind, ServiceLevel } from '#policy';
import { Decimal, LocalDate, PageArgs } from '#platform';

@InputType({ description: 'Amounts in the currency of the list, both ends included.' })
export class PriceRange {
  @Field(() => Decimal, { nullable: true })
  from?: string | null;

  @Field(() => Decimal, { nullable: true })
  to?: string | null;
}

@InputType()
export class ServiceOfferingWhere {
  @Field(() => [ServiceKind], { nullable: true })
  kindIn?: ServiceKind[] | null;

  @Field(() => ServiceKind, { nullable: true })
  kind?: ServiceKind | null;

  @Field(() => [ServiceLevel], { nullable: true })
  serviceLevelIn?: ServiceLevel[] | null;

  @Field(() => ServiceLevel, { nullable: true })
  serviceLevel?: ServiceLevel | null;

  @Field(() => AddOn, { nullable: true })
  addOn?: AddOn | null;

  @Field(() => Int, { nullable: true })
  termMonths?: number | null;

  @Field(() => [Int], { nullable: true })
  termMonthsIn?: number[] | null;

  @Field(() => Boolean, { nullable: true })
  premier?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  keepYourDrive?: boolean | null;

  @Field(() => PriceRange, { nullable: true, description: 'Offerings without a list price are in no range.' })
  listPrice?: PriceRange | null;

  @Field(() => Boolean, { nullable: true, description: 'Only what is on sale on the day, or only what is not.' })
  onSale?: boolean | null;
}

@ArgsType()
export class ServiceOfferingsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'In any spelling: full-width, lower case, with hyphens or blanks.',
  })
  @IsOptional()
  @MaxLength(64)
  productNumber?: string | null;

  @Field(() => ServiceOfferingWhere, { nullable: true })
  where?: ServiceOfferingWhere | null;

  @Field(() => LocalDate, { nullable: true, description: "Default: today in the market's zone." })
  on?: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'The catalogue as it had been published by that instant. Default: as it is known now.',
  })
  knownAt?: Date | null;
}
