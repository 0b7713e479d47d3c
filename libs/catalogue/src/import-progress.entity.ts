import { Field, Float, GraphQLISODateTime, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { rateOf, remainingAfter } from '#platform';

import { CatalogueImport } from './catalogue-import.entity.ts';
import { CatalogueImportPhase } from './vocabulary.ts';

@ObjectType({ description: 'How far the reading of a list has come; recorded about once a second.' })
@Entity('catalogue_import_progress')
export class CatalogueImportProgress {
  @ForeignKey(() => CatalogueImport)
  @PrimaryColumn('uuid')
  importId!: string;

  @Field(() => CatalogueImportPhase)
  @Column('enum', { enum: CatalogueImportPhase, enumName: 'catalogue_import_phase' })
  phase!: CatalogueImportPhase;

  @Field(() => Int, { description: 'Rows done in this phase.' })
  @Column('integer', { default: 0 })
  rows!: number;

  @Field(() => Int, { nullable: true, description: 'Rows there are to do in this phase, where that is known.' })
  @Column('integer', { nullable: true })
  totalRows?: number | null;

  /** Of the file, while its rows are not counted; from 0 to 1. */
  @Column('double precision', { nullable: true })
  share?: number | null;

  @Field(() => Int, { description: 'How often its reading was begun: once, unless the worker was lost on the way.' })
  @Column('integer', { default: 1 })
  attempts!: number;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz')
  phaseStartedAt!: Date;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  recordedAt!: Date;

  @Field(() => Float, { nullable: true, description: 'In this phase; none before its first row.' })
  rowsPerSecond?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Of this phase, at its rate; while a file is read, by how much of it has been.',
  })
  remainingSeconds?: number;
}

/** A stored progress with what follows from it. */
export function withRate(stored: CatalogueImportProgress): CatalogueImportProgress {
  const progress = Object.assign(new CatalogueImportProgress(), stored);
  if (stored.phase === 'DONE') return Object.assign(progress, { remainingSeconds: 0 });
  const { rows, totalRows, share, phaseStartedAt, recordedAt } = stored;
  const rate = rateOf(rows, totalRows, phaseStartedAt, recordedAt);
  const remainingSeconds =
    rate.remainingSeconds ?? (share ? remainingAfter(share, phaseStartedAt, recordedAt) : undefined);
  return Object.assign(progress, { rowsPerSecond: rate.perSecond, remainingSeconds });
}
