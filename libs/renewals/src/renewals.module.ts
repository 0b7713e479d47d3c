import { Module } from '@nestjs/common';

import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule } from '#installed-base';
import { ContractsModule } from '#contracts';

import { ExportRenewals } from './export-renewals.ts';
import { MachineRenewals } from './machine-renewals.ts';
import { MachineRenewalResolver, RenewalResolver } from './renewal.resolver.ts';
import { Renewals } from './renewals.queries.ts';
import { SimulateRenewals } from './simulate-renewals.ts';

export const renewalsResolvers = [MachineRenewalResolver, RenewalResolver];

/** What ends when, and what must be done by which day. */
@Module({
  imports: [CatalogueModule, InstalledBaseModule, ContractsModule],
  providers: [...renewalsResolvers, ExportRenewals, MachineRenewals, Renewals, SimulateRenewals],
  exports: [ExportRenewals],
})
export class RenewalsModule {}
