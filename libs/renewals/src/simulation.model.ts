import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';

import { RegionMark, ServiceLevel } from '#policy';
import { connectionOf, costsItems, Decimal, LocalDate } from '#platform';
import { LifeLimit } from '#market';
import { DecisionModel, ServiceOffering } from '#catalogue';

import { RenewalsArgs } from './renewal.inputs.ts';
import { Renewal } from './renewal.model.ts';

@InputType({ description: 'Another last served day of a machine type; none: as if none were announced.' })
export class AssumedEndOfSupport {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => LocalDate, { nullable: true })
  on?: string | null;
}

@InputType({ description: 'Another mark of a municipality on the region list.' })
export class AssumedRegion {
  @Field(() => String)
  @Matches(/^\d{6}$/, { message: 'municipalityCode must be six digits' })
  municipalityCode!: string;

  @Field(() => ServiceLevel, { description: 'FULL_24X7_4H or FULL_24X7_2H.' })
  @Matches(/^FULL_24X7_[42]H$/, { message: 'serviceLevel must be FULL_24X7_4H or FULL_24X7_2H' })
  serviceLevel!: ServiceLevel;

  @Field(() => RegionMark)
  mark!: RegionMark;
}

@InputType({ description: 'What is taken to be so. Nothing of it is stored.' })
export class AssumptionsInput {
  @Field(() => [AssumedEndOfSupport], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AssumedEndOfSupport)
  endOfSupport?: AssumedEndOfSupport[];

  @Field(() => [AssumedRegion], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AssumedRegion)
  regions?: AssumedRegion[];

  @Field(() => [LifeLimit], { nullable: true, description: 'Other limits of service life.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => LifeLimit)
  lifeLimits?: LifeLimit[];

  @Field(() => Decimal, { nullable: true, description: 'Another reinstatement fee, in yen.' })
  @IsOptional()
  @Matches(/^\d{1,12}$/, { message: 'reinstatementFee must be whole yen, such as "30000"' })
  reinstatementFee?: string;
}

@ArgsType()
export class SimulationArgs extends RenewalsArgs {
  @Field(() => AssumptionsInput)
  @ValidateNested()
  @Type(() => AssumptionsInput)
  assume!: AssumptionsInput;
}

@ObjectType({ description: 'A renewal whose verdict or period would be another.' })
export class SimulatedChange {
  @Field(() => ServiceOffering)
  offering!: ServiceOffering;

  @Field(() => DecisionModel)
  before!: DecisionModel;

  @Field(() => DecisionModel)
  after!: DecisionModel;
}

@ObjectType({ description: 'A machine under the assumptions.' })
export class SimulatedRenewal {
  @Field(() => Renewal)
  renewal!: Renewal;

  @Field(() => Boolean, { description: 'Whether its coverage runs on beyond the assumed end of support.' })
  coveredBeyondEndOfSupport!: boolean;

  @Field(() => [SimulatedChange], {
    complexity: costsItems(3),
    description: 'The renewals that would be judged otherwise.',
  })
  changes!: SimulatedChange[];
}

@ObjectType()
export class SimulatedRenewalConnection extends connectionOf(SimulatedRenewal) {}
