import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often signing in failed lately: to an account, or from an address. */
@Entity('sign_in_attempt')
@Index('sign_in_attempt_by_age', ['lastAt'])
export class SignInAttempt {
  /** `account:` or `address:`, and a hash: who tries what is nobody's to read. */
  @PrimaryColumn('text')
  subject!: string;

  @Column('integer')
  failures!: number;

  @Column('timestamptz')
  lastAt!: Date;

  @Column('timestamptz')
  barredUntil!: Date;
}
