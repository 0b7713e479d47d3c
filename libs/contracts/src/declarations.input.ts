import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, Matches, MaxLength } from 'class-validator';

@InputType({ description: 'What the customer declares. What nobody has asked for is left out.' })
export class DeclarationsInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether the machine works normally.' })
  working?: boolean | null;

  @Field(() => String, { nullable: true, description: 'The country it is used in, ISO 3166-1 alpha-2.' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'countryOfUse must be two capital letters, such as JP' })
  countryOfUse?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of the reseller that would sell the service.' })
  @IsOptional()
  @MaxLength(200)
  reseller?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the customer is entitled to the support of the software itself.',
  })
  softwareEntitled?: boolean | null;
}
