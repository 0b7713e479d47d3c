import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';

import { LocalDate, RepeatableInput } from '#platform';
import { SiteInput } from '#catalogue';

import { DeclarationsInput } from './declarations.input.ts';

/** A change of what belongs to a machine. */
@InputType({ isAbstract: true })
abstract class MachineChangeInput extends RepeatableInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The version the machine must still be at; a CONFLICT where it was changed meanwhile.',
  })
  expectedMachineVersion?: number | null;
}

/** What the order and the registration of a pack both say. */
@InputType({ isAbstract: true })
abstract class PackRequestInput extends MachineChangeInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => String)
  @MaxLength(64)
  serial!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Months the customer wants registered, where they differ from the term.',
  })
  requestedMonths?: number | null;

  @Field(() => DeclarationsInput, { nullable: true, description: 'What the customer declares.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DeclarationsInput)
  declared?: DeclarationsInput | null;
}

@InputType()
export class OrderServicePackInput extends PackRequestInput {
  @Field(() => ID)
  @MaxLength(64)
  partNumber!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day the order was received; today unless said, never later.',
  })
  orderedOn?: string | null;

  @Field(() => SiteInput, { nullable: true, description: 'Where the machine will stand, if not at its recorded site.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SiteInput)
  site?: SiteInput | null;
}

@InputType()
export class RegisterServicePackInput extends PackRequestInput {
  @Field(() => ID)
  @MaxLength(64)
  packSerial!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Today unless said; not before the order, never later than today.',
  })
  registeredOn?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'A first day the customer asks for; the policy says whether it can be.',
  })
  requestedStartsOn?: string | null;
}

@InputType({ description: 'Which contract: by its id.' })
export class AbandonContractInput extends MachineChangeInput {
  @Field(() => ID)
  contractId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day to be covered; today unless said, never later.',
  })
  abandonedOn?: string | null;

  @Field(() => String, { description: 'Why, in the words of whoever asks.' })
  @MaxLength(1000)
  reason!: string;
}

@InputType({ description: 'What the customer hands in with the request.' })
export class StartDateDocumentsInput {
  @Field(() => [String], {
    nullable: true,
    description: 'The serials the delivery note names; none while there is no note.',
  })
  deliveryNoteSerials?: string[] | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on the warranty card; none while there is no dated card.',
  })
  warrantyCardDatedOn?: string | null;
}

@InputType({
  description:
    'Moves the first day of a base warranty, and what started with it; or of a contract, where one is named.',
})
export class ChangeStartDateInput extends MachineChangeInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => String)
  @MaxLength(64)
  serial!: string;

  @Field(() => ID, { nullable: true, description: 'The contract whose start is meant; the base warranty without it.' })
  contractId?: string | null;

  @Field(() => LocalDate)
  requestedStartsOn!: string;

  @Field(() => StartDateDocumentsInput, { nullable: true })
  documents?: StartDateDocumentsInput | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day the request was made; today unless said, never later.',
  })
  requestedOn?: string | null;

  @Field(() => String, { description: 'Why, in the words of whoever asks.' })
  @MaxLength(1000)
  reason!: string;
}
