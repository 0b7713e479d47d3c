import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

import { RegionMark } from '#policy';
import { type ImportIssue, LocalDate, Upload } from '#platform';

@ObjectType('RegionImport', {
  description: 'One region list: municipalities and machine types with the timed levels they are in.',
})
@Entity('region_list')
@Unique(['sha256'])
export class RegionList {
  @Field(() => Int)
  @PrimaryColumn('integer')
  number!: number;

  @ForeignKey(() => Upload)
  @Column('uuid')
  uploadId!: string;

  @Column('text')
  sha256!: string;

  @Field(() => LocalDate, { nullable: true })
  @Column('date', { nullable: true })
  listDate?: string | null;

  @Column('jsonb', { default: [] })
  issues!: ImportIssue[];

  @Column('timestamptz')
  importedAt!: Date;

  @Field(() => Int)
  municipalityCount?: number;

  @Field(() => Int)
  machineTypeCount?: number;
}

@Entity('region')
export class Region {
  @ForeignKey(() => RegionList)
  @PrimaryColumn('integer')
  listNumber!: number;

  @PrimaryColumn('text')
  municipalityCode!: string;

  @Column('text')
  prefecture!: string;

  @Column('text')
  municipality!: string;

  @Column('enum', { name: 'mark_4h', enum: RegionMark, enumName: 'region_mark' })
  mark4h!: RegionMark;

  @Column('enum', { name: 'mark_2h', enum: RegionMark, enumName: 'region_mark' })
  mark2h!: RegionMark;

  @Column('text', { nullable: true })
  note?: string | null;
}

@Entity('region_machine_type')
export class RegionMachineType {
  @ForeignKey(() => RegionList)
  @PrimaryColumn('integer')
  listNumber!: number;

  @PrimaryColumn('text')
  machineType!: string;

  @Column('enum', { name: 'mark_4h', enum: RegionMark, enumName: 'region_mark' })
  mark4h!: RegionMark;

  @Column('enum', { name: 'mark_2h', enum: RegionMark, enumName: 'region_mark' })
  mark2h!: RegionMark;
}
