import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { ServiceOffering } from './service-offering.entity.ts';

/**
 * What a reseller pays for an offering, where the list says it. Never joined to an offering unless it is asked for by
 * somebody who may see it: other roles have no grant on its table.
 */
@Entity('wholesale_price')
@ForeignKey(() => ServiceOffering, ['versionId', 'partNumber'], ['versionId', 'partNumber'])
export class WholesalePrice {
  @PrimaryColumn('uuid')
  versionId!: string;

  @PrimaryColumn('text')
  partNumber!: string;

  @Column('bigint', { nullable: true })
  amountMinor?: number | null;

  @Column('bigint', { nullable: true })
  amountWithTaxMinor?: number | null;

  @Column('text')
  currency!: string;
}
