import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';

import type { RepairCause as Cause } from '#policy';
import { LocalDate } from '#platform';

import { USUAL_TIME } from './read-time-of-day.ts';
import { RepairCause } from './vocabulary.ts';

@InputType({ description: 'A call for the repair of a machine, as far as the caller was asked.' })
export class RepairQuestionInput {
  @Field(() => String)
  @MaxLength(64)
  machineType!: string;

  @Field(() => String, { description: 'In any spelling.' })
  @MaxLength(64)
  serial!: string;

  @Field(() => LocalDate, { nullable: true, description: "Default: today in the market's zone." })
  receivedOn?: string | null;

  @Field(() => String, { defaultValue: USUAL_TIME, description: 'The time of day, HH:MM.' })
  receivedAt!: string;

  @Field(() => String, { nullable: true, description: 'Who calls; needed to open a case.' })
  @IsOptional()
  @MaxLength(200)
  customerName?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the machine stands; needed to open a case.' })
  @IsOptional()
  @MaxLength(200)
  place?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Without a fault an exchange is a precaution.' })
  hasFault!: boolean;

  @Field(() => RepairCause, { nullable: true, description: 'Default: FAULT.' })
  cause?: Cause | null;

  @Field(() => LocalDate, { nullable: true, description: 'The day the fault began. Default: the day of the call.' })
  faultSince?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether a repair paid by the hour is asked for.' })
  spotRepair!: boolean;
}
