import { Field, GraphQLISODateTime, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { Role, Scope } from './callers.ts';
import { Person } from './person.entity.ts';

@ObjectType({ description: 'What another system asks with. Its secret is shown once, when it is made.' })
@Entity('api_key')
export class ApiKey {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  /** SHA-256 of the secret, which is random; only the gate may read it. */
  @Column('text')
  secretHash!: string;

  @Field(() => String, { description: 'What it is for.' })
  @Column('text')
  name!: string;

  @Field(() => Role)
  @Column('enum', { enum: Role, enumName: 'caller_role' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Whose channel it is confined to; of a RESELLER only.' })
  @ForeignKey('Reseller')
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For whose customers it asks; of an ACCOUNT_MANAGER only.' })
  @ForeignKey(() => Person)
  @Column('uuid', { nullable: true })
  personId?: string | null;

  @Field(() => [Scope], { nullable: true, description: 'What it may be used for; none: all that its role may do.' })
  @Column('jsonb', { nullable: true })
  scopes?: Scope[] | null;

  @Field(() => Boolean, {
    description: 'Made at the first start, for trying things out. Production does not start with such keys.',
  })
  @Column('boolean', { default: false })
  demo!: boolean;

  @Field(() => ID, { nullable: true, description: 'The key whose place it takes.' })
  @ForeignKey(() => ApiKey)
  @Column('uuid', { nullable: true })
  rotatesId?: string | null;

  @Field(() => String, { description: 'What the records call whoever made it: person:<id>, key:<id> or operator.' })
  @Column('text')
  createdBy!: string;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  createdAt!: Date;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  expiresAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  revokedAt?: Date | null;

  /** Kept beside the key. */
  lastUsedAt?: Date;
}
