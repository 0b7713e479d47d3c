import { Field, GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { LocalDate } from '#platform';

@ObjectType({
  description: 'One state of the whole catalogue. It never changes; publishing makes it the catalogue from a day on.',
})
@Entity('catalogue_version')
export class CatalogueVersion {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day the list says it was made.' })
  @Column('date', { nullable: true })
  listDate?: string | null;

  @Field(() => Int)
  @Column('integer')
  offeringCount!: number;

  @Field(() => Int)
  @Column('integer')
  machineTypeCount!: number;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  createdAt!: Date;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day it is, was or will be the catalogue from; none while it is a draft.',
  })
  effectiveOn?: string;
}

/** That a version is the catalogue from a day on. The one with the latest day counts; of the same day, the last published. */
@Entity('catalogue_publication')
export class CataloguePublication {
  @PrimaryColumn('integer')
  number!: number;

  @ForeignKey(() => CatalogueVersion)
  @Column('uuid')
  versionId!: string;

  @Column('date')
  effectiveOn!: string;

  @Column('timestamptz')
  publishedAt!: Date;
}

/** A machine type as one version of the list has it. */
@Entity('listed_machine_type')
export class ListedMachineType {
  @ForeignKey(() => CatalogueVersion)
  @PrimaryColumn('uuid')
  versionId!: string;

  @PrimaryColumn('text')
  code!: string;

  @Column('text')
  productName!: string;

  @Column('date', { nullable: true })
  announcedOn?: string | null;

  @Column('date', { nullable: true })
  endOfSupportOn?: string | null;
}
