import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { type PackDays, PackState } from '#policy';
import { LocalDate, PeriodModel } from '#platform';
import { type BasedDecision, ServiceOffering } from '#catalogue';
import { Machine } from '#installed-base';

registerEnumType(PackState, {
  name: 'ServicePackState',
  description:
    'REGISTERED until its first covered day; nothing is in force before it is registered; ABANDONED once given up.',
});

@ObjectType({
  description: 'One sold unit of an offering, with its own serial; registered once, on the machine it was ordered for.',
})
@Entity('service_pack')
@Unique(['serial'])
@ForeignKey(() => ServiceOffering, ['versionId', 'partNumber'], ['versionId', 'partNumber'])
@ForeignKey(() => Machine, ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => Machine, ['machineId', 'customerId'], ['id', 'customerId'])
export class ServicePack {
  @ForeignKey(() => Machine)
  @PrimaryColumn('uuid')
  machineId!: string;

  /** The machine's, set by the database: the wall between resellers stands on it. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** The machine's, set by the database: what account managers see stands on it. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  @Field(() => ID)
  @PrimaryColumn('text')
  serial!: string;

  /** The version of the catalogue it was judged by. */
  @Column('uuid')
  versionId!: string;

  @Column('text')
  partNumber!: string;

  @Field(() => LocalDate)
  @Column('date')
  orderedOn!: string;

  @Column('date', { nullable: true })
  deliveryFrom?: string | null;

  @Column('date', { nullable: true })
  deliveryUntil?: string | null;

  @Column('jsonb', { name: 'decision' })
  orderedBy!: BasedDecision;

  @Column('timestamptz')
  recordedAt!: Date;

  @Field(() => Machine)
  machine?: Machine;

  @Field(() => ServiceOffering)
  offering?: ServiceOffering;

  @Field(() => PeriodModel, { nullable: true, description: 'The business days it is expected on: an estimate.' })
  deliveryWindow?: PeriodModel;

  /** The days it has come to; where it stands follows from them. */
  days!: PackDays;
}
