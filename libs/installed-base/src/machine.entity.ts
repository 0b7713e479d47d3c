import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { CalendarDate } from '#policy';
import { LocalDate } from '#platform';
import { MachineType, Site } from '#catalogue';

import { Customer, Reseller } from './customer.entity.ts';

@ObjectType({ description: 'One machine, known by machine type and serial; a serial alone is not unique.' })
@Entity('machine')
@Unique(['id', 'resellerId'])
@Unique(['id', 'customerId'])
@Index('machine_by_type_and_serial', ['machineTypeCode', 'serial', 'id'])
@Index('machine_of_customer', ['customerId', 'machineTypeCode', 'serial', 'id'])
@Index('machine_of_customer_and_reseller', ['customerId', 'resellerId'])
@Index('machine_of_reseller', ['resellerId', 'machineTypeCode', 'serial', 'id'])
export class Machine {
  /** Derived from machine type and serial: `machineId`. */
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => MachineType)
  @Column('text', { name: 'machine_type' })
  machineTypeCode!: string;

  /** Empty when only the machine type is known. */
  @Column('text', { default: '' })
  model!: string;

  @Field(() => String)
  @Column('text')
  serial!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day it left the factory.' })
  @Column('date', { nullable: true })
  shippedOn?: string | null;

  @Field(() => String, { description: 'The country it was bought in, ISO 3166-1 alpha-2.' })
  @Column('text')
  country!: string;

  @Field(() => Boolean, { description: 'Bought second-hand.' })
  @Column('boolean')
  used!: boolean;

  @ForeignKey(() => Customer)
  @Column('uuid', { nullable: true })
  customerId?: string | null;

  @ForeignKey(() => Reseller)
  @Column('uuid', { nullable: true })
  resellerId?: string | null;

  @Column('text', { nullable: true })
  siteMunicipalityCode?: string | null;

  @Column('text', { nullable: true })
  sitePostalCode?: string | null;

  @Column('text', { nullable: true })
  sitePrefecture?: string | null;

  @Column('text', { nullable: true })
  siteMunicipality?: string | null;

  @Field(() => Int, { description: 'Counts up with each change.' })
  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz')
  recordedAt!: Date;

  @Field(() => MachineType)
  machineType?: MachineType;

  @Field(() => String, { description: 'Machine type and model together.' })
  get productNumber(): string {
    return this.machineTypeCode + this.model;
  }

  /** The last day it is served, as announced for its type; absent when none is. */
  get endOfSupportOn(): CalendarDate | undefined {
    return (this.machineType?.endOfSupport?.on ?? undefined) as CalendarDate | undefined;
  }

  @Field(() => Customer, { nullable: true })
  customer?: Customer;

  @Field(() => Reseller, { nullable: true })
  reseller?: Reseller;

  @Field(() => Site, { nullable: true })
  site?: Site;
}
