import { Module } from '@nestjs/common';

import { AnnounceEndOfSupport } from './announce-end-of-support.ts';
import { CatalogueImports } from './catalogue-imports.queries.ts';
import {
  CatalogueImportResolver,
  ImportIssueResolver,
  MachineTypeResolver,
  RegionListResolver,
} from './catalogue.resolver.ts';
import { ClauseResolver, DecisionResolver, FindingResolver, RemedyResolver } from './decision/decision.resolver.ts';
import { ImportRegions } from './import-regions.ts';
import { MachineTypeFamilyResolver } from './machine-type-family.resolver.ts';
import { MachineTypes } from './machine-types.queries.ts';
import { OfferingsForMachines } from './offerings-for-machines.ts';
import { PublishCatalogue } from './publish-catalogue.ts';
import { ReadCatalogueImport } from './read-catalogue-import.ts';
import { RegionCheckResolver } from './regions/region-check.resolver.ts';
import { RegionImports } from './regions/region-imports.queries.ts';
import { RegionLists } from './regions/region-lists.ts';
import { RollBackCatalogue } from './roll-back-catalogue.ts';
import { SetMachineTypeFamily } from './set-machine-type-family.ts';
import { ApplicabilityResolver, ServiceOfferingResolver } from './service-offering.resolver.ts';
import { ServiceOfferings } from './service-offerings.queries.ts';
import { StartCatalogueImport } from './start-catalogue-import.ts';

/** Every resolver of the catalogue; the schema is made of them. */
export const catalogueResolvers = [
  ApplicabilityResolver,
  CatalogueImportResolver,
  ClauseResolver,
  DecisionResolver,
  FindingResolver,
  ImportIssueResolver,
  MachineTypeFamilyResolver,
  MachineTypeResolver,
  RegionCheckResolver,
  RegionListResolver,
  RemedyResolver,
  ServiceOfferingResolver,
];

const forOtherFloors = [
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
    CatalogueImports,
    RegionImports,
    RollBackCatalogue,
    SetMachineTypeFamily,
  ],
  exports: forOtherFloors,
})
export class CatalogueModule {}
