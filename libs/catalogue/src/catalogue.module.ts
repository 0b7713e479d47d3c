import { Module } from '@nestjs/common';

import { AnnounceEndOfSupport } from './announce-end-of-support.ts';
import { CatalogueImports } from './catalogue-imports.queries.ts';
import { CancelCatalogueImport } from './cancel-catalogue-import.ts';
import { CatalogueImportMutations, CatalogueImportResolver } from './catalogue-import.resolver.ts';
import { ImportIssueResolver, MachineTypeResolver, RegionListResolver } from './catalogue.resolver.ts';
import { ClauseResolver, DecisionResolver, FindingResolver, RemedyResolver } from './decision/decision.resolver.ts';
import { CatalogueDifferenceResolver } from './difference/catalogue-difference.resolver.ts';
import { CatalogueDifferences } from './difference/catalogue-differences.queries.ts';
import { ErrorWorkbook } from './export/error-workbook.ts';
import { ExportCatalogue } from './export/export-catalogue.ts';
import { ExportDifference } from './export/export-difference.ts';
import { CatalogueImportIssues } from './import-issues.queries.ts';
import { ImportRegions } from './import-regions.ts';
import { JudgeAgain } from './judge-catalogue/judge-again.ts';
import { JudgeCatalogue } from './judge-catalogue/judge-catalogue.ts';
import { MachineTypeKnowledgeResolver } from './machine-type-knowledge.resolver.ts';
import { MachineTypes } from './machine-types.queries.ts';
import { OfferingsForMachines } from './offerings-for-machines.ts';
import { FollowCatalogueImport } from './progress/follow-catalogue-import.ts';
import { PublishCatalogue } from './publish-catalogue.ts';
import { ReadCatalogueImport } from './read-catalogue-import.ts';
import { RegionCheckResolver } from './regions/region-check.resolver.ts';
import { RegionImports } from './regions/region-imports.queries.ts';
import { RegionLists } from './regions/region-lists.ts';
import { RollBackCatalogue } from './roll-back-catalogue.ts';
import { SetMachineTypeFamily } from './set-machine-type-family.ts';
import { SetPremierEligibility } from './set-premier-eligibility.ts';
import { ApplicabilityResolver, ServiceOfferingResolver } from './service-offering.resolver.ts';
import { ServiceOfferings } from './service-offerings.queries.ts';
import { StartCatalogueImport } from './start-catalogue-import.ts';
import { WholesalePrices } from './wholesale-prices.queries.ts';
import { WriteDraft } from './write-draft.ts';

/** Every resolver of the catalogue; the schema is made of them. */
export const catalogueResolvers = [
  ApplicabilityResolver,
  CatalogueDifferenceResolver,
  CatalogueImportMutations,
  CatalogueImportResolver,
  ClauseResolver,
  DecisionResolver,
  FindingResolver,
  ImportIssueResolver,
  MachineTypeKnowledgeResolver,
  MachineTypeResolver,
  RegionCheckResolver,
  RegionListResolver,
  RemedyResolver,
  ServiceOfferingResolver,
];

const forOtherFloors = [
  ErrorWorkbook,
  ExportCatalogue,
  ExportDifference,
  ImportRegions,
  MachineTypes,
  OfferingsForMachines,
  PublishCatalogue,
  ReadCatalogueImport,
  RegionLists,
  ServiceOfferings,
  StartCatalogueImport,
];

/** Service offerings, machine types, regions, and the lists they come from. */
@Module({
  providers: [
    ...catalogueResolvers,
    ...forOtherFloors,
    AnnounceEndOfSupport,
    CancelCatalogueImport,
    CatalogueDifferences,
    CatalogueImportIssues,
    CatalogueImports,
    FollowCatalogueImport,
    JudgeAgain,
    JudgeCatalogue,
    RegionImports,
    RollBackCatalogue,
    SetMachineTypeFamily,
    SetPremierEligibility,
    WholesalePrices,
    WriteDraft,
  ],
  exports: forOtherFloors,
})
export class CatalogueModule {}
