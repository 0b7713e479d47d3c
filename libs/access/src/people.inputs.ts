import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, IsString, Length, MaxLength } from 'class-validator';

import { RepeatableInput } from '#platform';

import { Role } from './callers.ts';

const MOST_CUSTOMERS = 2_000;

@InputType()
export class CreatePersonInput extends RepeatableInput {
  @Field(() => String, { description: 'A mail address.' })
  @Length(3, 254)
  signInName!: string;

  @Field(() => String)
  @Length(1, 200)
  displayName!: string;

  @Field(() => Role)
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Of a RESELLER: whose channel it is confined to.' })
  @IsOptional()
  resellerId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Of an ACCOUNT_MANAGER: the customers it looks after.' })
  @IsOptional()
  @ArrayMaxSize(MOST_CUSTOMERS)
  customerIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The issuer that signs them in, with subject; no link is made.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  issuer?: string | null;

  @Field(() => String, { nullable: true, description: 'What that issuer calls them.' })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  subject?: string | null;
}

@InputType()
export class CreateSetUpLinkInput extends RepeatableInput {
  @Field(() => ID)
  personId!: string;
}

@InputType({ description: 'What is left out stays as it is.' })
export class ChangePersonInput extends RepeatableInput {
  @Field(() => ID)
  personId!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 200)
  displayName?: string | null;

  @Field(() => Role, { nullable: true })
  role?: Role | null;

  @Field(() => ID, { nullable: true, description: 'Of a RESELLER: whose channel it is confined to.' })
  @IsOptional()
  resellerId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Of an ACCOUNT_MANAGER: all the customers it looks after from now on.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_CUSTOMERS)
  customerIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether nobody may sign in as them. Ends their sessions.' })
  @IsOptional()
  disabled?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  @IsOptional()
  @MaxLength(2_000)
  reason?: string | null;
}

@InputType()
export class EndSessionsInput extends RepeatableInput {
  @Field(() => ID, { nullable: true, description: 'Whose; your own when left out.' })
  personId?: string | null;
}

@InputType()
export class ChangePasswordInput extends RepeatableInput {
  @Field(() => String)
  @MaxLength(1_000)
  currentPassword!: string;

  @Field(() => String, { description: 'At least 12 characters, and not one that is tried first.' })
  @MaxLength(1_000)
  newPassword!: string;
}
