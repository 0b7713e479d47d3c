import { all, no, own, type Row, row } from './row.ts';

/** What can be asked at the root of a document. Columns: reseller, account manager, enterprise sales, administrator; scopes. */
export const OPERATIONS: Readonly<Record<string, Row>> = {
  // The catalogue and what the market decides are everybody's.
  'Query.serviceOffering': row(all, all, all, all, 'CATALOGUE_READ'),
  'Query.serviceOfferings': row(all, all, all, all, 'CATALOGUE_READ'),
  'Query.machineType': row(all, all, all, all, 'CATALOGUE_READ'),
  'Query.regionCheck': row(all, all, all, all, 'CATALOGUE_READ'),
  'Query.marketSettings': row(all, all, all, all, 'CATALOGUE_READ'),
  'Query.marketSettingsHistory': row(no, no, all, all, 'CATALOGUE_READ'),
  'Query.holidays': row(all, all, all, all),
  'Query.nextBusinessDay': row(all, all, all, all),
  'Query.spotRepairCost': row(all, all, all, all),

  // Machines and what belongs to them.
  'Query.machine': row(own, own, all, all, 'INSTALLED_BASE_READ'),
  'Query.machines': row(own, own, all, all, 'INSTALLED_BASE_READ'),
  'Query.moveDecision': row(own, own, all, all, 'CONTRACTS_READ'),
  'Query.optionCoverage': row(own, own, all, all, 'CONTRACTS_READ'),
  'Query.renewals': row(own, own, all, all, 'CONTRACTS_READ'),
  'Query.repairDecision': row(own, own, all, all, 'CONTRACTS_READ'),
  'Query.replayDecisions': row(no, own, all, all, 'CONTRACTS_READ'),
  'Query.simulateRenewals': row(no, no, all, all, 'CONTRACTS_READ'),
  'Mutation.orderServicePack': row(own, own, all, all, 'CONTRACTS_WRITE'),
  'Mutation.registerServicePack': row(own, own, all, all, 'CONTRACTS_WRITE'),
  'Mutation.abandonContract': row(no, no, all, all, 'CONTRACTS_WRITE'),
  'Mutation.changeStartDate': row(no, no, all, all, 'CONTRACTS_WRITE'),
  // Whoever records a machine says whose it is, and hears of one that stands already.
  'Mutation.recordMachine': row(no, no, all, all, 'INSTALLED_BASE_WRITE'),

  // Lists on their way in, and what only administrators decide.
  'Query.catalogueImport': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Query.catalogueImports': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Subscription.catalogueImportProgress': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Subscription.installedBaseImportProgress': row(no, no, no, all, 'INSTALLED_BASE_WRITE'),
  'Mutation.startCatalogueImport': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.cancelCatalogueImport': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.judgeCatalogueImport': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.publishCatalogue': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.rollBackCatalogue': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.importRegions': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.announceEndOfSupport': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.setMachineTypeFamily': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.setPremierEligibility': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Mutation.setMarketSettings': row(no, no, no, all, 'CATALOGUE_WRITE'),
  'Query.installedBaseImport': row(no, no, no, all, 'INSTALLED_BASE_WRITE'),
  'Mutation.recordMachines': row(no, no, no, all, 'INSTALLED_BASE_WRITE'),
  'Mutation.startInstalledBaseImport': row(no, no, no, all, 'INSTALLED_BASE_WRITE'),
  'Mutation.applyInstalledBaseImport': row(no, no, no, all, 'INSTALLED_BASE_WRITE'),
  'Mutation.cancelInstalledBaseImport': row(no, no, no, all, 'INSTALLED_BASE_WRITE'),
  'Query.auditEntries': row(no, no, no, all, 'CATALOGUE_READ'),
  'Query.outboxMessages': row(no, no, no, all, 'CONTRACTS_READ'),

  // Everybody is somebody; who else there is, and what they may, is for administrators.
  'Query.me': row(all, all, all, all),
  'Mutation.changePassword': row(own, own, own, own),
  'Mutation.endSessions': row(own, own, own, all, 'ACCESS_WRITE'),
  'Query.people': row(no, no, no, all, 'ACCESS_WRITE'),
  'Query.person': row(no, no, no, all, 'ACCESS_WRITE'),
  'Query.apiKeys': row(no, no, no, all, 'ACCESS_WRITE'),
  'Mutation.createPerson': row(no, no, no, all, 'ACCESS_WRITE'),
  'Mutation.createSetUpLink': row(no, no, no, all, 'ACCESS_WRITE'),
  'Mutation.changePerson': row(no, no, no, all, 'ACCESS_WRITE'),
  'Mutation.createApiKey': row(no, no, no, all, 'ACCESS_WRITE'),
  'Mutation.rotateApiKey': row(no, no, no, all, 'ACCESS_WRITE'),
  'Mutation.revokeApiKey': row(no, no, no, all, 'ACCESS_WRITE'),
};
