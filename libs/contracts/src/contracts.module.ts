import { Global, Module } from '@nestjs/common';

import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule, WarrantyLedger } from '#installed-base';

import { ContractResolver, ServicePackResolver } from './contract.resolver.ts';
import { AbandonContract } from './abandon-contract.ts';
import { ChangeStartDate } from './change-start-date.ts';
import { Contracts } from './contracts.queries.ts';
import { CoverageLedger } from './coverage-ledger.ts';
import { DecisionReplayResolver } from './decision-replay.resolver.ts';
import { ApplyInstalledBaseImport } from './installed-base-import/apply-installed-base-import.ts';
import { BeginApplying } from './installed-base-import/begin-applying.ts';
import { CancelInstalledBaseImport } from './installed-base-import/cancel-installed-base-import.ts';
import { CheckInstalledBase } from './installed-base-import/check-installed-base.ts';
import { EnterInstalledBase } from './installed-base-import/enter-installed-base.ts';
import { EnterMachines } from './installed-base-import/enter-machines.ts';
import { FollowInstalledBaseImport } from './installed-base-import/follow-installed-base-import.ts';
import { InstalledBaseErrors } from './installed-base-import/installed-base-errors.ts';
import { InstalledBaseImportResolver } from './installed-base-import/installed-base-import.resolver.ts';
import { InstalledBaseImports } from './installed-base-import/installed-base-imports.queries.ts';
import { InstalledBaseIssues } from './installed-base-import/installed-base-issues.queries.ts';
import { OpenImport } from './installed-base-import/open-import.ts';
import { RecordMachines } from './installed-base-import/record-machines.ts';
import { StartInstalledBaseImport } from './installed-base-import/start-installed-base-import.ts';
import { WhatStands } from './installed-base-import/what-stands.ts';
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
  InstalledBaseImportResolver,
  MachineCoverageResolver,
  ServicePackResolver,
];

const forOtherFloors = [
  ApplyInstalledBaseImport,
  CheckInstalledBase,
  EnterInstalledBase,
  InstalledBaseErrors,
  MachineJudge,
  StartInstalledBaseImport,
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
    ...forOtherFloors,
    AbandonContract,
    BeginApplying,
    CancelInstalledBaseImport,
    ChangeStartDate,
    Contracts,
    EnterMachines,
    FollowInstalledBaseImport,
    InstalledBaseImports,
    InstalledBaseIssues,
    OpenImport,
    OrderServicePack,
    RecordMachines,
    RegisterServicePack,
    ReplayDecisions,
    ServicePacks,
    WhatStands,
  ],
  exports: forOtherFloors,
})
export class ContractsModule {}
