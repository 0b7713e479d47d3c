import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that was sent in, kept in the database so that every process can read it. */
@Entity('upload')
export class Upload {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  sha256!: string;

  @Column('integer')
  sizeBytes!: number;

  /** As the sender named it; only ever shown as text. */
  @Column('text')
  fileName!: string;

  @Column('bytea')
  content!: Buffer;

  @Column('timestamptz')
  receivedAt!: Date;
}
