import { Field, GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { type ImportIssue, LocalDate, Upload } from '#platform';

import { CatalogueVersion } from './catalogue-version.entity.ts';
import { CatalogueImportState } from './vocabulary.ts';

@ObjectType({
  description: 'One list on its way into the catalogue. The same file for the same day is the same import.',
})
@Entity('catalogue_import')
@Unique(['sha256', 'effectiveOn'])
export class CatalogueImport {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Upload)
  @Column('uuid')
  uploadId!: string;

  @Column('text')
  sha256!: string;

  @Field(() => LocalDate, { description: 'The day the list is the catalogue from, once published.' })
  @Column('date')
  effectiveOn!: string;

  @Field(() => CatalogueImportState)
  @Column('enum', { enum: CatalogueImportState, enumName: 'catalogue_import_state' })
  state!: CatalogueImportState;

  @ForeignKey(() => CatalogueVersion)
  @Column('uuid', { nullable: true })
  versionId?: string | null;

  @Field(() => Int)
  @Column('integer', { default: 0 })
  rowsRead!: number;

  @Column('jsonb', { default: [] })
  issues!: ImportIssue[];

  /** Why nothing could be read at all. */
  @Column('jsonb', { nullable: true })
  problem?: ImportIssue | null;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  requestedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  finishedAt?: Date | null;

  @Field(() => CatalogueVersion, {
    nullable: true,
    description: 'The draft it became; none while it is read or when it failed.',
  })
  version?: CatalogueVersion;
}
