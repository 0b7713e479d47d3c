import { Global, Module } from '@nestjs/common';

import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule, WarrantyLedger } from '#installed-base';

import { ContractResolver, ServicePackResolver } from './contract.resolver.ts';
import { AbandonContract } from './abandon-contract.ts';
import { ChangeStartDate } from './change-start-date.ts';
import { Contracts } from './contracts.queries.ts';
import { CoverageLedger } from './coverage-ledger.ts';
import { DecisionReplayResolver } from './decision-replay.resolver.ts';
import { ImportInstalledBase } from './import-installed-base.ts';
import { CatalogueDemandModule } from './kept-catalogue-demand.ts';
import { MachineCoverageResolver } from './machine-coverage.resolver.ts';
import { MachineJudge } from './machine-judge.ts';
import { OrderServicePack } from './order-service-pack.ts';
import { RegisterServicePack } from './register-service-pack.ts';
import { ReplayDecisions } from './replay-decisions.ts';
import { ServicePacks } from './service-packs.queries.ts';

export const contractsResolvers = [
  ContractResolver,
  DecisionReplayResolver,
  MachineCoverageResolver,
  ServicePackResolver,
];

/** The coverage ledger; global, since recording a machine one floor below opens it. */
@Global()
@Module({
  providers: [CoverageLedger, { provide: WarrantyLedger, useExisting: CoverageLedger }],
  exports: [CoverageLedger, WarrantyLedger],
})
class CoverageLedgerModule {}

/** Service packs, contracts, coverage, and what each machine may have. */
@Module({
  imports: [CatalogueModule, InstalledBaseModule, CoverageLedgerModule, CatalogueDemandModule],
  providers: [
    ...contractsResolvers,
    AbandonContract,
    ChangeStartDate,
    Contracts,
    ImportInstalledBase,
    MachineJudge,
    OrderServicePack,
    RegisterServicePack,
    ReplayDecisions,
    ServicePacks,
  ],
  exports: [ImportInstalledBase, MachineJudge],
})
export class ContractsModule {}
