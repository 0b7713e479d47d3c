import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsOptional, Length, Max, MaxLength, Min } from 'class-validator';

import { RepeatableInput } from '#platform';

import { Role, Scope } from './callers.ts';

@InputType()
export class CreateApiKeyInput extends RepeatableInput {
  @Field(() => String, { description: 'What it is for.' })
  @Length(1, 200)
  name!: string;

  @Field(() => Role)
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Of a RESELLER: whose channel it is confined to.' })
  @IsOptional()
  resellerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of an ACCOUNT_MANAGER: the person for whose customers it asks.' })
  @IsOptional()
  personId?: string | null;

  @Field(() => [Scope], { nullable: true, description: 'What it may be used for; left out: all that its role may do.' })
  @IsOptional()
  scopes?: Scope[] | null;

  @Field(() => Int, { nullable: true, description: 'For how many days it is valid, at most 365; 365 when left out.' })
  @IsOptional()
  @Min(1)
  @Max(365)
  validDays?: number | null;
}

@InputType()
export class RotateApiKeyInput extends RepeatableInput {
  @Field(() => ID)
  apiKeyId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many days the old key is valid beside the new one, at most 30; 7 when left out.',
  })
  @IsOptional()
  @Min(0)
  @Max(30)
  overlapDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many days the new key is valid, at most 365; 365 when left out.',
  })
  @IsOptional()
  @Min(1)
  @Max(365)
  validDays?: number | null;
}

@InputType()
export class RevokeApiKeyInput extends RepeatableInput {
  @Field(() => ID)
  apiKeyId!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  @IsOptional()
  @MaxLength(2_000)
  reason?: string | null;
}
