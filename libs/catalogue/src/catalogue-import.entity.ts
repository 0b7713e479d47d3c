import { Field, GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { type ImportIssue, LocalDate, Upload } from '#platform';

import { CatalogueVersion } from './catalogue-version.entity.ts';
import type { CatalogueIssue } from './judge-catalogue/catalogue-issue.ts';
import { CatalogueImportState, ImportIssueSeverity } from './vocabulary.ts';

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

  @Field(() => Int, { description: 'Rows that hold an offering, good or bad.' })
  @Column('integer', { default: 0 })
  rowsRead!: number;

  @Field(() => Int, { description: 'Rows left out for their errors.' })
  @Column('integer', { default: 0 })
  badRows!: number;

  @Field(() => Int, { description: 'A price that moved by more than this share, in percent, is warned about.' })
  @Column('integer', { default: 50 })
  priceJumpPercent!: number;

  @ForeignKey(() => CatalogueVersion)
  @Field(() => ID, {
    nullable: true,
    description: 'The version its warnings were judged against; of a published one, the version it took the place of.',
  })
  @Column('uuid', { nullable: true })
  baseVersionId?: string | null;

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
    description: 'The draft it became; none while it is read, when it failed or was cancelled.',
  })
  version?: CatalogueVersion;
}

/** One thing an import has to say; numbered in the order of sheets and rows. */
@Entity('catalogue_import_issue')
export class CatalogueImportIssue {
  @ForeignKey(() => CatalogueImport)
  @PrimaryColumn('uuid')
  importId!: string;

  /** Said of the whole list, held against the catalogue; otherwise of what was read. */
  @PrimaryColumn('boolean')
  judged!: boolean;

  @PrimaryColumn('integer')
  number!: number;

  @Column('enum', { enum: ImportIssueSeverity, enumName: 'import_issue_severity' })
  severity!: ImportIssueSeverity;

  @Column('jsonb')
  issue!: CatalogueIssue;
}
