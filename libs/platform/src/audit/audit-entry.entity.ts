import { Field, GraphQLISODateTime, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

import { Json } from '../graphql/scalars.ts';
import type { AuditStream } from './change.ts';

@ObjectType({ description: 'One change: who made it, when, why, and what it changed. Never altered afterwards.' })
@Entity('audit_entry')
@Index('audit_entry_written_in', ['writtenIn'])
@Index('audit_entry_of_stream', ['stream', 'recordedAt', 'key', 'number'], { where: `(stream <> 'machine'::text)` })
export class AuditEntry {
  @PrimaryColumn('text')
  stream!: AuditStream;

  /** Which chain of the stream; empty where the stream is one chain. */
  @PrimaryColumn('text')
  key!: string;

  @Field(() => Int, { description: 'Counts the entries of its chain from 1, without a gap.' })
  @PrimaryColumn('integer')
  number!: number;

  @Field(() => String, { description: 'The kind of thing that changed, such as Contract.' })
  @Column('text')
  entityType!: string;

  @Field(() => String, { description: 'Which one: its id or serial.' })
  @Column('text')
  entityKey!: string;

  @Field(() => String, { description: 'The operation that changed it.' })
  @Column('text')
  operation!: string;

  @Column('text')
  actor!: string;

  @Field(() => String, { nullable: true, description: 'Why, in the words of whoever asked.' })
  @Column('text', { nullable: true })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: 'The request it was part of; the log has it too.' })
  @Column('text', { nullable: true })
  requestId?: string | null;

  @Field(() => GraphQLISODateTime, { name: 'instant' })
  @Column('timestamp with time zone', { precision: 3 })
  recordedAt!: Date;

  @Field(() => Json, { nullable: true, description: 'What it was, as far as it changed; none where it is new.' })
  @Column('json', { nullable: true })
  before?: unknown;

  @Field(() => Json, { nullable: true, description: 'What it became; none where it is no more.' })
  @Column('json', { nullable: true })
  after?: unknown;

  @Field(() => String, { description: 'The hash of the entry before it in its chain; zeros for the first.' })
  @Column('text')
  previousHash!: string;

  @Field(() => String, { description: 'SHA-256 over the entry and the hash before it.' })
  @Column('text')
  hash!: string;

  /** The transaction that wrote it: tells an anchor what came since the last one. No part of what is hashed. */
  @Column('bigint')
  writtenIn!: number;

  /** The reseller of the machine whose chain it is in, set by the database. No part of what is hashed. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** The customer of that machine, set by the database. No part of what is hashed. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  /** The reseller whose person made the change, set by the database; none for everybody else. No part of what is hashed. */
  @Column('uuid', { nullable: true })
  byResellerId?: string | null;
}
