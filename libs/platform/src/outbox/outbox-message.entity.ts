import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { Json } from '../graphql/scalars.ts';
import type { MessageKind } from './message-kinds.ts';

/** How far a message has come. */
export const OutboxState = {
  WAITING: 'WAITING',
  SENDING: 'SENDING',
  SENT: 'SENT',
  FAILED: 'FAILED',
  NO_DESTINATION: 'NO_DESTINATION',
} as const;
export type OutboxState = keyof typeof OutboxState;
registerEnumType(OutboxState, {
  name: 'OutboxState',
  description:
    'SENT when every destination has it; FAILED when one will not get it any more; NO_DESTINATION when none was set that wants it.',
});

@ObjectType({ description: 'Something others are told of: written with the change itself, sent afterwards.' })
@Entity('outbox_message')
@Index('outbox_message_by_state', ['state', 'id'])
@ForeignKey('Machine', ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey('Machine', ['machineId', 'customerId'], ['id', 'customerId'])
export class OutboxMessage {
  @Field(() => ID, { description: 'What receivers know a repetition by.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'What happened, such as ContractRegistered.' })
  @Column('text')
  kind!: MessageKind;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { nullable: true })
  machineId?: string | null;

  /** Of the machine: whose message it is. The database sets it. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** Of the machine, set by the database. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  @Field(() => Json)
  @Column('jsonb')
  payload!: unknown;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  createdAt!: Date;

  @Field(() => OutboxState)
  @Column('enum', { enum: OutboxState, enumName: 'outbox_state', default: 'WAITING' })
  state!: OutboxState;

  @Field(() => [OutboxDelivery])
  deliveries?: OutboxDelivery[];
}

@ObjectType({ description: 'A message on its way to one destination.' })
@Entity('outbox_delivery')
@Index('outbox_delivery_due', ['nextTryAt'], { where: '(next_try_at IS NOT NULL)' })
export class OutboxDelivery {
  @ForeignKey(() => OutboxMessage)
  @PrimaryColumn('uuid')
  messageId!: string;

  @Field(() => String)
  @PrimaryColumn('text')
  destination!: string;

  @Field(() => Int, { description: 'How often it was tried; eight times at most.' })
  @Column('integer', { default: 0 })
  attempts!: number;

  @Field(() => GraphQLISODateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  nextTryAt?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  sentAt?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was given up.' })
  @Column('timestamptz', { nullable: true })
  failedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'Why the last try failed.' })
  @Column('text', { nullable: true })
  lastProblem?: string | null;
}
