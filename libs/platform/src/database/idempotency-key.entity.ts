import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The first answer to a request that may be repeated. */
@Entity('idempotency_key')
export class IdempotencyKey {
  @PrimaryColumn('text')
  actor!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  operation!: string;

  @Column('text')
  requestHash!: string;

  @Column('jsonb', { nullable: true })
  answer?: unknown;

  @Column('timestamptz')
  recordedAt!: Date;
}
