import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';

import { LocalDate, RepeatableInput } from '#platform';
import { SiteInput } from '#catalogue';

@InputType()
export class OrderServicePackInput extends RepeatableInput {
  @Field(() => ID)
  @MaxLength(64)
  partNumber!: string;

  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => String)
  @MaxLength(64)
  serial!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day the order was received; today unless said, never later.',
  })
  orderedOn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Months the customer wants registered, where they differ from the term.',
  })
  requestedMonths?: number | null;

  @Field(() => SiteInput, { nullable: true, description: 'Where the machine will stand, if not at its recorded site.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SiteInput)
  site?: SiteInput | null;
}

@InputType()
export class RegisterServicePackInput extends RepeatableInput {
  @Field(() => ID)
  @MaxLength(64)
  packSerial!: string;

  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => String)
  @MaxLength(64)
  serial!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Today unless said; not before the order, never later than today.',
  })
  registeredOn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Months the customer wants registered, where they differ from the term.',
  })
  requestedMonths?: number | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'A first day the customer asks for; the policy says whether it can be.',
  })
  requestedStartsOn?: string | null;
}
