import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { Decision } from '#policy';
import { Machine } from '#installed-base';

import { Contract } from './contract.entity.ts';

/** That a contract was given up: when, by whom, and why. */
@Entity('contract_abandonment')
@ForeignKey(() => Contract, ['machineId', 'contractId'], ['machineId', 'id'])
@ForeignKey(() => Machine, ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => Machine, ['machineId', 'customerId'], ['id', 'customerId'])
export class ContractAbandonment {
  @PrimaryColumn('uuid')
  machineId!: string;

  /** The machine's, set by the database: the wall between resellers stands on it. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** The machine's, set by the database: what account managers see stands on it. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  @PrimaryColumn('uuid')
  contractId!: string;

  /** Its last covered day, or the day it was given up before it began. */
  @Column('date')
  abandonedOn!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  actor!: string;

  @Column('jsonb')
  decision!: Decision;

  @Column('timestamptz')
  recordedAt!: Date;
}

/** That the first day of a machine's warranty was moved: to when, on which documents, by whom, and why. */
@Entity('start_date_change')
@ForeignKey(() => Machine, ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => Machine, ['machineId', 'customerId'], ['id', 'customerId'])
export class StartDateChange {
  @ForeignKey(() => Machine)
  @PrimaryColumn('uuid')
  machineId!: string;

  /** The machine's, set by the database: the wall between resellers stands on it. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** The machine's, set by the database: what account managers see stands on it. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('date')
  requestedStartsOn!: string;

  @Column('jsonb')
  deliveryNoteSerials!: readonly string[];

  @Column('date')
  warrantyCardDatedOn!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  actor!: string;

  @Column('jsonb')
  decision!: Decision;

  @Column('timestamptz')
  recordedAt!: Date;
}
