import { Module } from '@nestjs/common';

import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule } from '#installed-base';
import { ContractsModule } from '#contracts';

import { MoveResolver } from './move.resolver.ts';
import { OptionResolver } from './option.resolver.ts';
import { RepairResolver } from './repair.resolver.ts';
import { SpotRepairResolver } from './spot-repair.resolver.ts';

export const careResolvers = [MoveResolver, OptionResolver, RepairResolver, SpotRepairResolver];

/**
 * Repairs: whether a call is served and from when, what covers a part, what a repair by the hour costs; and whether
 * services go on where a machine is moved to.
 */
@Module({ imports: [CatalogueModule, InstalledBaseModule, ContractsModule], providers: careResolvers })
export class CareModule {}
