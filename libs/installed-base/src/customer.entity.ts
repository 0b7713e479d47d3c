import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@ObjectType({ description: 'Who owns machines.' })
@Entity('customer')
@Unique(['name'])
export class Customer {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String)
  @Column('text')
  name!: string;
}

@ObjectType({ description: 'The sales channel a machine or contract belongs to.' })
@Entity('reseller')
@Unique(['name'])
export class Reseller {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String)
  @Column('text')
  name!: string;
}
