import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { Person } from './person.entity.ts';

/** Somebody signed in, in one browser. */
@Entity('session')
@Unique(['tokenHash'])
@Index('session_of_person', ['personId'])
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  /** Of what the browser keeps; only the gate may read it. */
  @Column('text')
  tokenHash!: string;

  @ForeignKey(() => Person)
  @Column('uuid')
  personId!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt?: Date | null;
}

/** When a session or a key was last used; written at most once a minute. */
@Entity('credential_use')
export class CredentialUse {
  @PrimaryColumn('uuid')
  credentialId!: string;

  @Column('timestamptz')
  lastUsedAt!: Date;
}
