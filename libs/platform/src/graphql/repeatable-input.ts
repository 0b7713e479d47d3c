import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';

/** What every creating or committing input carries. */
@InputType({ isAbstract: true })
export abstract class RepeatableInput {
  @Field(() => String, {
    nullable: true,
    description: 'The same key and input give the same answer again; the same key with another input is a CONFLICT.',
  })
  @IsOptional()
  @MaxLength(255)
  idempotencyKey?: string | null;
}
