import { Field, InputType, Int } from '@nestjs/graphql';
import { IsOptional, MaxLength, Min } from 'class-validator';

import { type OptionFacts, PartClass } from '#policy';
import { LocalDate } from '#platform';

import { PartReplacer } from './vocabulary.ts';

@InputType({ description: "A part's own warranty, both days included." })
export class OptionWarrantyInput {
  @Field(() => LocalDate)
  startsOn!: string;

  @Field(() => LocalDate)
  endsOn!: string;
}

@InputType({ description: 'A part of a machine, whose cover is asked for.' })
export class OptionQuestionInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => String, { description: 'Of the machine, in any spelling.' })
  @MaxLength(64)
  serial!: string;

  @Field(() => LocalDate, { nullable: true, description: "The day judged. Default: today in the market's zone." })
  on?: string | null;

  @Field(() => PartClass)
  partClass!: PartClass;

  @Field(() => Boolean, { description: 'Whether it was shipped in the machine or bought together with it.' })
  boughtWithTheMachine!: boolean;

  @Field(() => OptionWarrantyInput, { nullable: true, description: 'None for a part without a warranty of its own.' })
  warranty?: OptionWarrantyInput | null;

  @Field(() => LocalDate, { nullable: true, description: 'The day an SSD reached its write-life limit.' })
  wornOutOn?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How much of its write life an SSD has used; 100 or more is worn out.',
  })
  @IsOptional()
  @Min(0)
  wornPercent?: number | null;

  @Field(() => PartReplacer, { nullable: true })
  replacedBy?: OptionFacts['replacedBy'] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether a contract for the part alone is asked for.' })
  asksForAContract!: boolean;
}
