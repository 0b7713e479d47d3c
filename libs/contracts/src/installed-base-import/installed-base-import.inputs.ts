import { Field, ID, InputType, Int } from '@nestjs/graphql';

import { RepeatableInput } from '#platform';
import type { ListedMachine } from '#installed-base';

@InputType()
export class StartInstalledBaseImportInput extends RepeatableInput {
  @Field(() => ID, { description: 'What POST /uploads answered.' })
  uploadId!: string;
}

@InputType()
export class ApplyInstalledBaseImportInput extends RepeatableInput {
  @Field(() => ID)
  importId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Take the good rows and leave out the bad ones; otherwise nothing is taken while there is a bad row.',
  })
  leaveOutBadRows!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Where a machine is recorded with another warranty, record the one of the list as a correction.',
  })
  correctWarranties!: boolean;
}

@InputType()
export class CancelInstalledBaseImportInput extends RepeatableInput {
  @Field(() => ID)
  importId!: string;
}

@InputType({
  description:
    'A machine with its base warranty and, where it has one, a contract. Text is read as in a list, and nothing is required here: whatever is wrong with a machine is one of the issues of the import.',
})
export class ListedMachineInput implements ListedMachine {
  @Field(() => String, {
    nullable: true,
    description: 'Machine type and model together, or give the two by themselves.',
  })
  productNumber?: string | null;

  @Field(() => String, { nullable: true })
  machineType?: string | null;

  @Field(() => String, { nullable: true })
  model?: string | null;

  @Field(() => String, { nullable: true })
  serial?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of the customer; a new one is taken in.' })
  customer?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of the reseller; a new one is taken in.' })
  reseller?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it stands: six digits.' })
  municipalityCode?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2. Default: JP.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'A day, YYYY-MM-DD.' })
  shippedOn?: string | null;

  @Field(() => String, { nullable: true, description: 'A day, YYYY-MM-DD.' })
  warrantyStartsOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'The length of the base warranty.' })
  warrantyMonths?: number | null;

  @Field(() => Boolean, { nullable: true })
  used?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'What a contract it has already was bought as; with it the three fields below.',
  })
  servicePartNumber?: string | null;

  @Field(() => String, { nullable: true })
  packSerial?: string | null;

  @Field(() => String, { nullable: true, description: 'A day, YYYY-MM-DD.' })
  serviceStartsOn?: string | null;

  @Field(() => String, { nullable: true, description: 'A day, YYYY-MM-DD.' })
  serviceEndsOn?: string | null;
}

@InputType()
export class RecordMachinesInput extends RepeatableInput {
  @Field(() => [ListedMachineInput], { description: 'As many as a request of 256 KiB holds; send more as a file.' })
  machines!: ListedMachineInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Take the good machines and leave out the bad ones; otherwise none is taken while there is a bad one.',
  })
  leaveOutBadMachines!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Where a machine is recorded with another warranty, record this one as a correction.',
  })
  correctWarranties!: boolean;
}
