import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { LocalDate, PeriodModel } from '#platform';
import { type BasedDecision, ServiceOffering } from '#catalogue';
import { Machine } from '#installed-base';

import { ServicePack } from './service-pack.entity.ts';

/** Where a contract stands on a day; derived from its period and the ledger, never stored. */
export const ContractStatus = {
  REGISTERED: 'REGISTERED',
  ACTIVE: 'ACTIVE',
  EXPIRED: 'EXPIRED',
  SUPERSEDED: 'SUPERSEDED',
  ABANDONED: 'ABANDONED',
} as const;
export type ContractStatus = keyof typeof ContractStatus;
registerEnumType(ContractStatus, {
  name: 'ContractStatus',
  description:
    'REGISTERED before its first day; SUPERSEDED when a later contract took its place in the ledger; ABANDONED once it, or the service it ends with, was given up.',
});

@ObjectType({ description: 'A registered pack: one machine, one offering, one period.' })
@Entity('contract')
@Unique(['machineId', 'packSerial'])
@Index('contract_by_id', ['id'])
@ForeignKey(() => ServicePack, ['machineId', 'packSerial'], ['machineId', 'serial'])
@ForeignKey(() => Contract, ['machineId', 'previousId'], ['machineId', 'id'])
@ForeignKey(() => ServiceOffering, ['versionId', 'partNumber'], ['versionId', 'partNumber'])
@ForeignKey(() => Machine, ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => Machine, ['machineId', 'customerId'], ['id', 'customerId'])
export class Contract {
  @ForeignKey(() => Machine)
  @PrimaryColumn('uuid')
  machineId!: string;

  /** The machine's, set by the database: the wall between resellers stands on it. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** The machine's, set by the database: what account managers see stands on it. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  /** Derived from the pack's serial. */
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String)
  @Column('text')
  packSerial!: string;

  @Column('uuid')
  versionId!: string;

  @Column('text')
  partNumber!: string;

  /** The first day as registered; what counts today is in the ledger. */
  @Column('date')
  startsOn!: string;

  @Column('date')
  endsOn!: string;

  @Field(() => LocalDate)
  @Column('date')
  registeredOn!: string;

  @Column('uuid', { nullable: true })
  previousId?: string | null;

  @Column('jsonb', { name: 'decision' })
  registeredBy!: BasedDecision;

  @Column('timestamptz')
  recordedAt!: Date;

  @Field(() => Machine)
  machine?: Machine;

  @Field(() => ServiceOffering)
  offering?: ServiceOffering;

  @Field(() => PeriodModel)
  period?: PeriodModel;

  @Field(() => Contract, { nullable: true, description: 'The contract it follows on from.' })
  previous?: Contract;

  /** Whether a later contract took its place in the ledger. */
  superseded?: boolean;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day covered, where it was given up, or the service that it ends with.',
  })
  abandonedOn?: string | null;
}
