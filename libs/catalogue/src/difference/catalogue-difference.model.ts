import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

import { connectionOf, LocalDate } from '#platform';

import { Applicability, ServiceOffering } from '../service-offering.entity.ts';

export const OfferingChangeKind = { NEW: 'NEW', CHANGED: 'CHANGED', WITHDRAWN: 'WITHDRAWN' } as const;
export type OfferingChangeKind = keyof typeof OfferingChangeKind;
registerEnumType(OfferingChangeKind, { name: 'OfferingChangeKind' });

/** What of an offering can change, besides the machines it is for. */
export const OfferingField = {
  NAME: 'NAME',
  KIND: 'KIND',
  SERVICE_LEVEL: 'SERVICE_LEVEL',
  PREMIER: 'PREMIER',
  KEEP_YOUR_DRIVE: 'KEEP_YOUR_DRIVE',
  ADD_ON: 'ADD_ON',
  TERM_MONTHS: 'TERM_MONTHS',
  PRICE_STATE: 'PRICE_STATE',
  LIST_PRICE: 'LIST_PRICE',
  LIST_PRICE_WITH_TAX: 'LIST_PRICE_WITH_TAX',
  WHOLESALE_PRICE: 'WHOLESALE_PRICE',
  WHOLESALE_PRICE_WITH_TAX: 'WHOLESALE_PRICE_WITH_TAX',
  ON_SALE_FROM: 'ON_SALE_FROM',
  ON_SALE_UNTIL: 'ON_SALE_UNTIL',
  NOTES: 'NOTES',
} as const;
export type OfferingField = keyof typeof OfferingField;
registerEnumType(OfferingField, { name: 'OfferingField' });

@ObjectType({
  description: 'A field of an offering, as it was and as it would be; as text, none where it says nothing.',
})
export class FieldChange {
  @Field(() => OfferingField)
  field!: OfferingField;

  @Field(() => String, { nullable: true })
  before?: string;

  @Field(() => String, { nullable: true })
  after?: string;
}

@ObjectType({ description: 'What a draft would do to one offering.' })
export class OfferingChange {
  @Field(() => ID)
  partNumber!: string;

  @Field(() => OfferingChangeKind)
  kind!: OfferingChangeKind;

  @Field(() => ServiceOffering, { nullable: true, description: 'As it is published; none of a new one.' })
  before?: ServiceOffering;

  @Field(() => ServiceOffering, { nullable: true, description: 'As the draft has it; none of a withdrawn one.' })
  after?: ServiceOffering;

  @Field(() => [FieldChange], { description: 'Every field that changes; empty of new and withdrawn offerings.' })
  fields!: FieldChange[];

  @Field(() => [Applicability], { description: 'Machines a changed offering would be for from then on.' })
  appliesToAdded!: Applicability[];

  @Field(() => [Applicability], { description: 'Machines a changed offering would no longer be for.' })
  appliesToRemoved!: Applicability[];
}

@ObjectType()
export class OfferingChangeConnection extends connectionOf(OfferingChange) {}

/** Offerings by what would become of them. */
@ObjectType()
export class DifferenceCounts {
  @Field(() => Int)
  new!: number;

  @Field(() => Int)
  changed!: number;

  @Field(() => Int)
  withdrawn!: number;

  @Field(() => Int)
  unchanged!: number;
}

@ObjectType({ description: 'A machine type as a list has it.' })
export class ListedType {
  @Field(() => String)
  productName!: string;

  @Field(() => LocalDate, { nullable: true })
  announcedOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Publishing the list announces it where it is another day.' })
  endOfSupportOn?: string | null;
}

@ObjectType({ description: 'What a draft would say of a machine type.' })
export class MachineTypeChange {
  @Field(() => ID)
  machineType!: string;

  @Field(() => OfferingChangeKind)
  kind!: OfferingChangeKind;

  @Field(() => ListedType, { nullable: true })
  before?: ListedType | null;

  @Field(() => ListedType, { nullable: true })
  after?: ListedType | null;
}

@ObjectType({ description: 'What publishing an import would change; of a published one, what it changed.' })
export class CatalogueDifference {
  /** The draft. */
  versionId!: string;

  /** Told to somebody who may see wholesale prices: for others, an offering of which nothing else changes is unchanged. */
  withWholesale!: boolean;

  @Field(() => ID, {
    nullable: true,
    description:
      'The version it is made against: give it to publishCatalogue as expectedVersionId. None before the first catalogue.',
  })
  baseVersionId?: string;

  @Field(() => DifferenceCounts)
  counts?: DifferenceCounts;

  @Field(() => OfferingChangeConnection)
  changes?: OfferingChangeConnection;

  @Field(() => [MachineTypeChange])
  machineTypes?: MachineTypeChange[];
}
