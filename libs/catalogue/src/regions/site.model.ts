import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';

@InputType({ description: 'Where a machine stands. One way to say it is enough; the municipality code is the surest.' })
export class SiteInput {
  @Field(() => String, { nullable: true, description: 'Seven digits, with or without a hyphen.' })
  @IsOptional()
  @MaxLength(20)
  postalCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the local government, five digits or six with its check digit.',
  })
  @IsOptional()
  @MaxLength(20)
  municipalityCode?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(40)
  prefecture?: string | null;

  @Field(() => String, { nullable: true, description: 'City, ward, town or village.' })
  @IsOptional()
  @MaxLength(80)
  municipality?: string | null;
}

@ObjectType({ description: 'Where a machine stands, as it was recorded.' })
export class Site {
  @Field(() => String, { nullable: true })
  postalCode?: string | null;

  @Field(() => String, { nullable: true })
  municipalityCode?: string | null;

  @Field(() => String, { nullable: true })
  prefecture?: string | null;

  @Field(() => String, { nullable: true })
  municipality?: string | null;
}
