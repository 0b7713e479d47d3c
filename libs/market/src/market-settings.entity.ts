import { Field, GraphQLISODateTime, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { LocalDate } from '#platform';

import { LifeLimit } from './life-limit.model.ts';

@ObjectType({
  description:
    'What the market decides by itself, from a day on. Settings are never changed: later ones take their place.',
})
@Entity('market_settings')
export class MarketSettings {
  @Field(() => Int, {
    description: 'Counts up with each change; decisions name it. 0 are the settings the product starts with.',
  })
  @PrimaryColumn('integer')
  number!: number;

  @Field(() => LocalDate)
  @Column('date')
  effectiveOn!: string;

  @Column('bigint', { nullable: true })
  reinstatementFeeMinor?: number | null;

  @Column('text')
  currency!: string;

  @Field(() => String, { description: 'The time of day, HH:MM, after which a call counts from the next business day.' })
  @Column('text')
  callsUntil!: string;

  @Field(() => [LocalDate], { description: 'Days the service desk is closed, besides weekends and holidays.' })
  @Column('jsonb')
  closedDays!: string[];

  @Field(() => [LocalDate], {
    description: 'Days that are business days although a weekend, a holiday or a closure says otherwise.',
  })
  @Column('jsonb', { default: [] })
  openDays!: string[];

  @Field(() => [LifeLimit], { description: 'The families whose limits of service life the market has moved.' })
  @Column('jsonb', { default: [] })
  lifeLimits!: LifeLimit[];

  @Field(() => String, { description: 'Why they were set.' })
  @Column('text')
  reason!: string;

  @Field(() => String, { description: 'Who set them.' })
  @Column('text')
  actor!: string;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  recordedAt!: Date;
}
