import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AddOn, ServiceKind, ServiceLevel } from '#policy';
import { costsItems, LocalDate } from '#platform';

import { CatalogueVersion } from './catalogue-version.entity.ts';
import { PriceState } from './vocabulary.ts';

@ObjectType({ description: 'Something sold in the catalogue, known by its part number.' })
@Entity('service_offering')
export class ServiceOffering {
  @ForeignKey(() => CatalogueVersion)
  @PrimaryColumn('uuid')
  versionId!: string;

  @Field(() => ID)
  @PrimaryColumn('text')
  partNumber!: string;

  /** The name as the list has it, Japanese as a rule. */
  @Column('text')
  listName!: string;

  @Field(() => ServiceKind)
  @Column('enum', { enum: ServiceKind, enumName: 'service_kind' })
  kind!: ServiceKind;

  @Field(() => ServiceLevel, {
    nullable: true,
    description: 'None for Premier upgrades and add-ons, which take the level of what they join.',
  })
  @Column('enum', { enum: ServiceLevel, enumName: 'service_level', nullable: true })
  serviceLevel?: ServiceLevel | null;

  @Field(() => Boolean)
  @Column('boolean')
  premier!: boolean;

  @Field(() => Boolean)
  @Column('boolean')
  keepYourDrive!: boolean;

  @Field(() => AddOn, { nullable: true })
  @Column('enum', { enum: AddOn, enumName: 'add_on', nullable: true })
  addOn?: AddOn | null;

  @Field(() => Int)
  @Column('integer')
  termMonths!: number;

  @Field(() => PriceState)
  @Column('enum', { enum: PriceState, enumName: 'price_state' })
  priceState!: PriceState;

  @Column('bigint', { nullable: true })
  listPriceMinor?: number | null;

  @Column('bigint', { nullable: true })
  listPriceWithTaxMinor?: number | null;

  @Column('text')
  currency!: string;

  @Field(() => LocalDate, { nullable: true })
  @Column('date', { nullable: true })
  onSaleFrom?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The last day of sale.' })
  @Column('date', { nullable: true })
  onSaleUntil?: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  notes?: string | null;

  @Field(() => [Applicability], { complexity: costsItems(3) })
  appliesTo?: Applicability[];
}

@ObjectType({ description: 'A machine type an offering is for; without a model, all models of the type.' })
@Entity('applicability')
@ForeignKey(() => ServiceOffering, ['versionId', 'partNumber'], ['versionId', 'partNumber'])
@Index('applicability_of_offering', ['versionId', 'partNumber'])
export class Applicability {
  @PrimaryColumn('uuid')
  versionId!: string;

  @Field(() => String)
  @PrimaryColumn('text')
  machineType!: string;

  /** Empty for the whole machine type. */
  @Field(() => String, { nullable: true })
  @PrimaryColumn('text', { default: '' })
  model!: string;

  @PrimaryColumn('text')
  partNumber!: string;
}
