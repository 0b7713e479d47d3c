import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { AddOn, CoverageLayer, ServiceLevel } from '#policy';
import { PeriodModel } from '#platform';
import { FindingModel } from '#catalogue';
import { Machine } from '#installed-base';

import { Contract } from './contract.entity.ts';

registerEnumType(CoverageLayer, { name: 'CoverageLayer' });

/**
 * How a period touches the one it is anchored to: it begins the day after its end, begins with it, ends with it, or lies
 * within it.
 * The anchor is held by a foreign key, so that a gap cannot be stored.
 */
export const CoverageAnchor = {
  FOLLOWS: 'FOLLOWS',
  STARTS_WITH: 'STARTS_WITH',
  ENDS_WITH: 'ENDS_WITH',
  WITHIN: 'WITHIN',
} as const;
export type CoverageAnchor = keyof typeof CoverageAnchor;

@ObjectType({ description: 'A stretch of coverage in one layer.' })
@Entity('coverage_period')
@Unique(['machineId', 'id', 'startsOn', 'endsOn', 'live'])
@ForeignKey(() => Contract, ['machineId', 'contractId'], ['machineId', 'id'])
@ForeignKey(
  () => CoveragePeriod,
  ['machineId', 'anchorId', 'anchorStartsOn', 'anchorEndsOn', 'anchorLive'],
  ['machineId', 'id', 'startsOn', 'endsOn', 'live'],
  { name: 'coverage_anchored', deferrable: 'INITIALLY DEFERRED' },
)
@Index('coverage_one_base_warranty', ['machineId'], { unique: true, where: `live AND layer = 'BASE_WARRANTY'` })
@ForeignKey(() => Machine, ['machineId', 'resellerId'], ['id', 'resellerId'])
@ForeignKey(() => Machine, ['machineId', 'customerId'], ['id', 'customerId'])
export class CoveragePeriod {
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

  @Field(() => CoverageLayer)
  @Column('enum', { enum: CoverageLayer, enumName: 'coverage_layer' })
  layer!: CoverageLayer;

  /** Which add-on, in the layer of add-ons; empty elsewhere. */
  @Column('text', { name: 'add_on', default: '' })
  addOnName!: AddOn | '';

  @Column('date')
  startsOn!: string;

  @Column('date')
  endsOn!: string;

  @Field(() => ServiceLevel, { nullable: true, description: 'None for add-ons.' })
  @Column('enum', { enum: ServiceLevel, enumName: 'service_level', nullable: true })
  serviceLevel?: ServiceLevel | null;

  @Field(() => Boolean)
  @Column('boolean', { default: false })
  premier!: boolean;

  @Field(() => Boolean)
  @Column('boolean', { default: false })
  keepYourDrive!: boolean;

  @Column('uuid', { nullable: true })
  contractId?: string | null;

  @Column('enum', { enum: CoverageAnchor, enumName: 'coverage_anchor', nullable: true })
  anchor?: CoverageAnchor | null;

  @Column('uuid', { nullable: true })
  anchorId?: string | null;

  @Column('date', { nullable: true })
  anchorStartsOn?: string | null;

  @Column('date', { nullable: true })
  anchorEndsOn?: string | null;

  /** True while both this period and its anchor count; the foreign key holds it. */
  @Column('boolean', { nullable: true })
  anchorLive?: boolean | null;

  @Column('boolean', { default: true })
  live!: boolean;

  @Column('timestamptz')
  recordedAt!: Date;

  /** When a later fact took its place; it is never changed otherwise. */
  @Column('timestamptz', { nullable: true })
  supersededAt?: Date | null;

  @Field(() => PeriodModel)
  period?: PeriodModel;

  @Field(() => AddOn, { nullable: true })
  addOn?: AddOn;

  @Field(() => Contract, { nullable: true })
  contract?: Contract;

  @Field(() => [FindingModel], {
    description: 'What the policy has to say of it: that it runs beyond an end of support announced since.',
  })
  findings?: FindingModel[];
}
