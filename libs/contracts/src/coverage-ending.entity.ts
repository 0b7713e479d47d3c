import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { ServiceLevel } from '#policy';
import { Machine } from '#installed-base';

/**
 * When the coverage of a machine ends, and what ends then: of its base warranty and services, the period that no other
 * outlasts. The database writes it with every change of coverage, and nobody else does.
 */
@Entity('coverage_ending')
@Index('coverage_ending_by_day', ['endsOn', 'machineId'])
@Index('coverage_ending_of_reseller', ['resellerId', 'endsOn', 'machineId'])
@Index('coverage_ending_of_customer', ['customerId', 'endsOn', 'machineId'])
@ForeignKey(() => Machine, ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => Machine, ['machineId', 'customerId'], ['id', 'customerId'])
export class CoverageEnding {
  @ForeignKey(() => Machine)
  @PrimaryColumn('uuid')
  machineId!: string;

  /** As on the period: the wall between resellers stands on it. */
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  /** As on the period: what account managers see stands on it. */
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  @Column('date')
  endsOn!: string;

  @Column('enum', { enum: ServiceLevel, enumName: 'service_level', nullable: true })
  serviceLevel?: ServiceLevel | null;

  @Column('boolean')
  premier!: boolean;
}
