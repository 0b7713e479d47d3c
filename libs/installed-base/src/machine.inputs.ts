import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsOptional, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';

import { ServiceLevel } from '#policy';
import { LocalDate, PageArgs, RepeatableInput } from '#platform';
import { SiteInput } from '#catalogue';

@InputType()
export class MachineWhere {
  @Field(() => ID, { nullable: true })
  customerId?: string | null;

  @Field(() => ID, { nullable: true })
  resellerId?: string | null;

  @Field(() => String, { nullable: true })
  machineType?: string | null;

  @Field(() => String, { nullable: true })
  serial?: string | null;
}

@ArgsType()
export class MachinesArgs extends PageArgs {
  @Field(() => MachineWhere, { nullable: true })
  where?: MachineWhere | null;
}

@InputType({ description: 'The product number, or the machine type with or without its model.' })
export class RecordMachineInput extends RepeatableInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(64)
  productNumber?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(64)
  machineType?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(64)
  model?: string | null;

  @Field(() => String)
  @MaxLength(64)
  serial!: string;

  @Field(() => LocalDate, { nullable: true })
  shippedOn?: string | null;

  @Field(() => LocalDate)
  warrantyStartsOn!: string;

  @Field(() => Int, { nullable: true, description: 'The length of the base warranty. Give this or the last day.' })
  @IsOptional()
  @Min(1)
  @Max(120)
  warrantyMonths?: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'The last day of the base warranty, taken as it is.' })
  warrantyEndsOn?: string | null;

  @Field(() => ServiceLevel, { nullable: true, description: 'Default: NBD_9X5.' })
  warrantyServiceLevel?: ServiceLevel | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2. Default: JP.' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be two capital letters, such as JP' })
  country?: string | null;

  @Field(() => SiteInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => SiteInput)
  site?: SiteInput | null;

  @Field(() => String, { nullable: true, description: 'The name of the customer; a new one is taken in.' })
  @IsOptional()
  @MaxLength(200)
  customer?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of the reseller; a new one is taken in.' })
  @IsOptional()
  @MaxLength(200)
  reseller?: string | null;

  @Field(() => Boolean, { nullable: true })
  used?: boolean | null;
}
