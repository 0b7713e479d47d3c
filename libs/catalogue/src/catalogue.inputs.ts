import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsOptional, Max, MaxLength, Min } from 'class-validator';

import { ProductFamily } from '#policy';
import { LocalDate, RepeatableInput } from '#platform';

@InputType()
export class StartCatalogueImportInput extends RepeatableInput {
  @Field(() => ID, { description: 'What POST /uploads answered.' })
  uploadId!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day the list is the catalogue from. Default: today.' })
  effectiveOn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'A price that moves by more than this share, in percent, is warned about. Default: 50.',
  })
  @IsOptional()
  @Min(1)
  @Max(1000)
  priceJumpPercent?: number | null;
}

@InputType()
export class CancelCatalogueImportInput extends RepeatableInput {
  @Field(() => ID)
  importId!: string;
}

@InputType()
export class JudgeCatalogueImportInput extends RepeatableInput {
  @Field(() => ID)
  importId!: string;
}

@InputType()
export class PublishCatalogueInput extends RepeatableInput {
  @Field(() => ID)
  importId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The version its difference was made against. When another one counts by now, nothing is published: CONFLICT, reason STALE. Default: the version its warnings were judged against.',
  })
  expectedVersionId?: string | null;
}

@InputType()
export class RollBackCatalogueInput extends RepeatableInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The version that must still be the latest published one; without it, whatever is.',
  })
  expectedVersionId?: string | null;
}

@InputType()
export class ImportRegionsInput extends RepeatableInput {
  @Field(() => ID)
  uploadId!: string;
}

@InputType({ description: 'Either a day, or withdraw: true.' })
export class AnnounceEndOfSupportInput extends RepeatableInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The last served day.' })
  on?: string | null;

  @Field(() => Boolean, { nullable: true })
  withdraw?: boolean | null;
}

@InputType()
export class SetMachineTypeFamilyInput extends RepeatableInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => ProductFamily, { nullable: true, description: 'Without it, the product name tells the family again.' })
  family?: ProductFamily | null;

  @Field(() => String, { description: 'Why, in the words of whoever asks.' })
  @MaxLength(1000)
  reason!: string;
}

@InputType()
export class SetPremierEligibilityInput extends RepeatableInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => Boolean, { nullable: true, description: 'Without it, it is not known any more.' })
  eligible?: boolean | null;

  @Field(() => String, { description: 'Why, in the words of whoever asks.' })
  @MaxLength(1000)
  reason!: string;
}
