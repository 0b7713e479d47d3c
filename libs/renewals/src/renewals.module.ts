import { Module } from '@nestjs/common';

import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule } from '#installed-base';
import { ContractsModule } from '#contracts';

import { RenewalResolver } from './renewal.resolver.ts';
import { Renewals } from './renewals.queries.ts';

export const renewalsResolvers = [RenewalResolver];

/** What ends when, and what must be done by which day. */
@Module({
  imports: [CatalogueModule, InstalledBaseModule, ContractsModule],
  providers: [...renewalsResolvers, Renewals],
})
export class RenewalsModule {}
