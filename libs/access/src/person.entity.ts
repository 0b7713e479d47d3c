import { Field, GraphQLISODateTime, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { Role } from './callers.ts';

@ObjectType({ description: 'Somebody who may sign in.' })
@Entity('person')
@Unique(['signInName'])
@Unique(['issuer', 'subject'])
export class Person {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'A mail address, in lower case.' })
  @Column('text')
  signInName!: string;

  @Field(() => String)
  @Column('text')
  displayName!: string;

  @Field(() => Role)
  @Column('enum', { enum: Role, enumName: 'caller_role' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Whose channel it is confined to; of a RESELLER only.' })
  @ForeignKey('Reseller')
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when nobody may sign in as them.' })
  @Column('timestamptz', { nullable: true })
  disabledAt?: Date | null;

  @Field(() => Boolean, { description: 'Made with the sample data. Production does not start with such people.' })
  @Column('boolean', { default: false })
  demo!: boolean;

  /** Argon2id; only the gate may read it. None before the person has set a password. */
  @Column('text', { nullable: true })
  passwordHash?: string | null;

  @Field(() => String, { nullable: true, description: 'The issuer that knows them, where it is not us.' })
  @Column('text', { nullable: true })
  issuer?: string | null;

  @Field(() => String, { nullable: true, description: 'What that issuer calls them.' })
  @Column('text', { nullable: true })
  subject?: string | null;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  recordedAt!: Date;

  @Field(() => [ID], { description: 'The customers an ACCOUNT_MANAGER looks after.' })
  customerIds?: string[];
}

/** A customer that an account manager looks after. */
@Entity('customer_manager')
@Index('customer_manager_of_person', ['personId'])
export class CustomerManager {
  @ForeignKey('Customer')
  @PrimaryColumn('uuid')
  customerId!: string;

  @ForeignKey(() => Person)
  @PrimaryColumn('uuid')
  personId!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
