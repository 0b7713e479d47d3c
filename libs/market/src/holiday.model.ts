import { Field, ObjectType } from '@nestjs/graphql';

import { LocalDate } from '#platform';

@ObjectType({ description: 'A Japanese holiday.' })
export class Holiday {
  @Field(() => LocalDate)
  on!: string;

  nameJa!: string;

  nameEn!: string;
}
