import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { type ImportIssue, Upload } from '#platform';
import { ImportIssueSeverity } from '#catalogue';

export const InstalledBaseImportState = {
  WAITING: 'WAITING',
  CHECKING: 'CHECKING',
  CHECKED: 'CHECKED',
  APPLYING: 'APPLYING',
  APPLIED: 'APPLIED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type InstalledBaseImportState = keyof typeof InstalledBaseImportState;
registerEnumType(InstalledBaseImportState, {
  name: 'InstalledBaseImportState',
  description:
    'WAITING, then CHECKING: the whole list is held against what is recorded, and nothing is written. CHECKED: it may be applied.',
});

export const InstalledBaseSource = { FILE: 'FILE', REQUEST: 'REQUEST' } as const;
export type InstalledBaseSource = keyof typeof InstalledBaseSource;
registerEnumType(InstalledBaseSource, {
  name: 'InstalledBaseSource',
  description: 'FILE: startInstalledBaseImport; REQUEST: recordMachines.',
});

@ObjectType({
  description:
    'One list of machines on its way into the installed base. The same file, or the same machines in a request, are the same import.',
})
@Entity('installed_base_import')
@Unique(['sha256'])
export class InstalledBaseImport {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Upload)
  @Column('uuid')
  uploadId!: string;

  @Column('text')
  sha256!: string;

  @Field(() => InstalledBaseImportState)
  @Column('enum', { enum: InstalledBaseImportState, enumName: 'installed_base_import_state' })
  state!: InstalledBaseImportState;

  @Field(() => InstalledBaseSource)
  @Column('enum', { enum: InstalledBaseSource, enumName: 'installed_base_source', default: 'FILE' })
  source!: InstalledBaseSource;

  /** Whether it is applied as soon as its check finds nothing in the way. */
  @Column('boolean', { default: false })
  applyWhenChecked!: boolean;

  /** Why nothing could be read at all. */
  @Column('jsonb', { nullable: true })
  problem?: ImportIssue | null;

  /** Who had it applied: it is written in that person's name and with that person's rights. */
  @Column('text', { nullable: true })
  appliedBy?: string | null;

  @Column('boolean', { default: false })
  leaveOutBadRows!: boolean;

  @Column('boolean', { default: false })
  correctWarranties!: boolean;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  requestedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  @Column('timestamptz', { nullable: true })
  finishedAt?: Date | null;
}

export const InstalledBaseImportPhase = {
  READING: 'READING',
  CHECKING: 'CHECKING',
  ENTERING: 'ENTERING',
  DONE: 'DONE',
} as const;
export type InstalledBaseImportPhase = keyof typeof InstalledBaseImportPhase;
registerEnumType(InstalledBaseImportPhase, {
  name: 'InstalledBaseImportPhase',
  description:
    'READING its file, then CHECKING it against what is recorded; once it is applied READING it again, then ENTERING its machines.',
});

@ObjectType({ description: 'How far an import has come, and what has become of its machines.' })
@Entity('installed_base_import_progress')
export class InstalledBaseImportProgress {
  @ForeignKey(() => InstalledBaseImport)
  @PrimaryColumn('uuid')
  importId!: string;

  @Field(() => InstalledBaseImportPhase)
  @Column('enum', { enum: InstalledBaseImportPhase, enumName: 'installed_base_import_phase', default: 'READING' })
  phase!: InstalledBaseImportPhase;

  @Field(() => Int, { description: 'Rows of the file read so far in the phase READING, title and notes included.' })
  @Column('integer', { default: 0 })
  rows!: number;

  /** Of the file that has been read; from 0 to 1. */
  @Column('double precision', { nullable: true })
  share?: number | null;

  @Column('timestamptz')
  phaseBegunAt!: Date;

  @Field(() => Int, { description: 'Rows with a machine, once all of it has been checked.' })
  @Column('integer', { default: 0 })
  rowsRead!: number;

  @Field(() => Int, { description: 'Rows that cannot be taken in as they are; the issues name each.' })
  @Column('integer', { default: 0 })
  badRows!: number;

  @Field(() => Int, { description: 'Those of them that only name another warranty than the one recorded.' })
  @Column('integer', { default: 0 })
  differingWarranties!: number;

  @Field(() => Int, { description: 'Machines there are to do in this state.' })
  @Column('integer', { default: 0 })
  total!: number;

  @Field(() => Int, { description: 'Machines done in this state.' })
  @Column('integer', { default: 0 })
  done!: number;

  @Field(() => Int, { description: 'Machines newly recorded.' })
  @Column('integer', { default: 0 })
  machines!: number;

  @Field(() => Int, { description: 'Contracts newly taken in.' })
  @Column('integer', { default: 0 })
  contracts!: number;

  @Field(() => Int, { description: 'Machines whose warranty was corrected.' })
  @Column('integer', { default: 0 })
  corrected!: number;

  @Field(() => Int, { description: 'Machines that stood as the list has them, and were left as they are.' })
  @Column('integer', { default: 0 })
  alreadyRecorded!: number;

  @Field(() => Int, { description: 'Machines left out when it was applied.' })
  @Column('integer', { default: 0 })
  leftOut!: number;

  @Column('timestamptz')
  begunAt!: Date;

  @Field(() => GraphQLISODateTime)
  @Column('timestamptz')
  recordedAt!: Date;

  @Field(() => Float, {
    nullable: true,
    description: 'Rows a second while a file is read, then machines; none before the first.',
  })
  perSecond?: number;

  @Field(() => Int, { nullable: true, description: 'Of this phase, at that rate; none before the first.' })
  remainingSeconds?: number;
}

/** One thing an import has to say. */
@Entity('installed_base_import_issue')
export class InstalledBaseImportIssue {
  @ForeignKey(() => InstalledBaseImport)
  @PrimaryColumn('uuid')
  importId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('enum', { enum: ImportIssueSeverity, enumName: 'import_issue_severity' })
  severity!: ImportIssueSeverity;

  @Column('jsonb')
  issue!: ImportIssue;
}
