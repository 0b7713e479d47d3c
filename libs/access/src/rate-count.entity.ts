import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What somebody, or an address, has asked for within the minute that goes on: of all processes together. */
@Entity('rate_count')
@Index('rate_count_by_end', ['endsAt'])
export class RateCount {
  /** Of what it is a count, and a hash of whose: who asks for how much is nobody's to read. */
  @PrimaryColumn('text')
  subject!: string;

  @Column('bigint')
  points!: number;

  @Column('timestamptz')
  endsAt!: Date;
}
