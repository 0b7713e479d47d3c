import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ProductFamily } from '#policy';
import { LocalDate } from '#platform';

import { EndOfSupportState } from './vocabulary.ts';

@ObjectType({ description: 'The last served day of a machine type: a state and, when announced, a day.' })
export class EndOfSupport {
  @Field(() => EndOfSupportState)
  state!: EndOfSupportState;

  @Field(() => LocalDate, { nullable: true })
  on?: string | null;
}

@ObjectType({ description: 'The four characters a product number begins with.' })
@Entity('machine_type')
export class MachineType {
  @Field(() => ID)
  @PrimaryColumn('text')
  code!: string;

  @Field(() => String)
  @Column('text')
  productName!: string;

  @Field(() => ProductFamily)
  @Column('enum', { enum: ProductFamily, enumName: 'product_family' })
  family!: ProductFamily;

  @Field(() => Boolean, { description: 'Whether a person has set the family; otherwise the product name tells it.' })
  @Column('boolean', { default: false })
  familySetByHand!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether Premier may be added to machines of the type; none while nobody has said so.',
  })
  @Column('boolean', { nullable: true })
  premierEligible?: boolean | null;

  @Field(() => LocalDate, { nullable: true })
  @Column('date', { nullable: true })
  announcedOn?: string | null;

  @Field(() => EndOfSupport)
  endOfSupport?: EndOfSupport;
}

/** One thing said about a machine type's end of support; the last one said counts. */
@Entity('end_of_support')
export class EndOfSupportAnnouncement {
  @ForeignKey(() => MachineType)
  @PrimaryColumn('text')
  machineType!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('enum', { enum: EndOfSupportState, enumName: 'end_of_support_state' })
  state!: EndOfSupportState;

  @Column('date', { nullable: true })
  endsOn?: string | null;

  @Column('timestamptz')
  recordedAt!: Date;
}
