import { registerEnumType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import type { Abandonment, ServiceRequest, StartDateChange } from '#policy';
import { Machine } from '#installed-base';

/** What was decided about a machine. */
export const DecidedAct = {
  ORDER: 'ORDER',
  REGISTRATION: 'REGISTRATION',
  ABANDONMENT: 'ABANDONMENT',
  START_DATE_CHANGE: 'START_DATE_CHANGE',
} as const;
export type DecidedAct = keyof typeof DecidedAct;
registerEnumType(DecidedAct, { name: 'DecidedAct' });

/** What a judgement of a service looked at, but for the lists and settings that its basis names. */
export type ServiceFacts = Omit<ServiceRequest, 'offering' | 'offerings' | 'calendar' | 'market'>;

/** The period given up is told by its place among all. */
export type AbandonmentFacts = Omit<Abandonment, 'abandoned'> & { readonly abandoned: number };

/** The period moved is told by its place among all. */
export type StartDateFacts = Omit<StartDateChange, 'moved'> & { readonly moved: number };

/** What a stored decision looked at, as plain data: with its basis, it can be made again. */
@Entity('decision_facts')
@ForeignKey(() => Machine, ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => Machine, ['machineId', 'customerId'], ['id', 'customerId'])
export class DecisionFacts {
  @ForeignKey(() => Machine)
  @PrimaryColumn('uuid')
  machineId!: string;

  /** The machine's, set by the database: the wall between resellers stands on it. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** The machine's, set by the database: what account managers see stands on it. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  @PrimaryColumn('enum', { enum: DecidedAct, enumName: 'decided_act' })
  act!: DecidedAct;

  /** The serial of the pack, the id of the contract, or the id of the change. */
  @PrimaryColumn('text')
  subject!: string;

  @Column('jsonb')
  facts!: ServiceFacts | AbandonmentFacts | StartDateFacts;
}
