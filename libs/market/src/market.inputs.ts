import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, Matches, MaxLength, ValidateNested } from 'class-validator';

import { Decimal, LocalDate, RepeatableInput } from '#platform';

import { LifeLimit } from './life-limit.model.ts';

@InputType({ description: 'All settings, as they are to be from the day on.' })
export class SetMarketSettingsInput extends RepeatableInput {
  @Field(() => LocalDate, { nullable: true, description: 'Default: today.' })
  effectiveOn?: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The reinstatement fee in yen; without it, the amount must be asked for.',
  })
  reinstatementFee?: string | null;

  @Field(() => String, { defaultValue: '16:00' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'callsUntil must be a time of day, such as 16:00' })
  callsUntil!: string;

  @Field(() => [LocalDate], { defaultValue: [] })
  @ArrayMaxSize(1000)
  closedDays!: string[];

  @Field(() => [LocalDate], {
    defaultValue: [],
    description: 'Days that are business days although a weekend, a holiday or a closure says otherwise.',
  })
  @ArrayMaxSize(1000)
  openDays!: string[];

  @Field(() => [LifeLimit], { defaultValue: [], description: 'The families whose limits of service life are moved.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => LifeLimit)
  lifeLimits!: LifeLimit[];

  @Field(() => String, { description: 'Why, in the words of whoever asks.' })
  @MaxLength(1000)
  reason!: string;

  @Field(() => Int, { nullable: true, description: 'The number that must still be the last; without it, whatever is.' })
  expectedNumber?: number | null;
}
