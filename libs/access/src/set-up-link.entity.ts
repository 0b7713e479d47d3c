import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { Person } from './person.entity.ts';

/** For whom a link is: the owner of a fresh machine, or a person that is known. */
export const SetUpPurpose = { OWNER: 'OWNER', PERSON: 'PERSON' } as const;
export type SetUpPurpose = keyof typeof SetUpPurpose;

/** A link by which somebody sets a password, once. */
@Entity('set_up_link')
@Unique(['tokenHash'])
@Index('set_up_link_of_person', ['personId'])
export class SetUpLink {
  @PrimaryColumn('uuid')
  id!: string;

  /** Of what the link carries; only the gate may read it. */
  @Column('text')
  tokenHash!: string;

  @Column('enum', { enum: SetUpPurpose, enumName: 'set_up_purpose' })
  purpose!: SetUpPurpose;

  @ForeignKey(() => Person)
  @Column('uuid', { nullable: true })
  personId?: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt?: Date | null;

  /** When another link took its place. */
  @Column('timestamptz', { nullable: true })
  voidedAt?: Date | null;
}
