import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsISO31661Alpha2, IsOptional, MaxLength, ValidateNested } from 'class-validator';

import { LocalDate } from '#platform';
import { SiteInput } from '#catalogue';

@InputType({ description: 'A machine and where it is to go: another place, another country, or both.' })
export class MoveQuestionInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => String, { description: 'Of the machine, in any spelling.' })
  @MaxLength(64)
  serial!: string;

  @Field(() => SiteInput, {
    nullable: true,
    description: 'The new place; needed unless the machine leaves the country.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => SiteInput)
  site?: SiteInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'The country it goes to, ISO 3166-1 alpha-2. Default: the country it was bought in.',
  })
  @IsOptional()
  @IsISO31661Alpha2({ message: 'country must be two letters, such as SG' })
  country?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The day of the move. Default: today in the market's zone." })
  on?: string | null;
}
