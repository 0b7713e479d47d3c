import { Module } from '@nestjs/common';

import { InstalledBaseModule } from '#installed-base';
import { ContractsModule } from '#contracts';

import { OptionResolver } from './option.resolver.ts';
import { RepairResolver } from './repair.resolver.ts';
import { SpotRepairResolver } from './spot-repair.resolver.ts';

export const careResolvers = [OptionResolver, RepairResolver, SpotRepairResolver];

/** Repairs: whether a call is served and from when, what covers a part, what a repair by the hour costs. */
@Module({ imports: [InstalledBaseModule, ContractsModule], providers: careResolvers })
export class CareModule {}
