import { Field, ID, InputType } from '@nestjs/graphql';

import { RepeatableInput } from '#platform';

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
