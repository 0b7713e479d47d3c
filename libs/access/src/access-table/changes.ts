/** What every recorded change writes, beside what it is about. */
const RECORDED = ['audit_entry', 'outbox_message', 'idempotency_key'];
const OF_A_MACHINE = [...RECORDED, 'machine'];
const DECIDED = [...OF_A_MACHINE, 'decision_facts'];
const TYPE = [...RECORDED, 'machine_type'];
const MACHINES = [...OF_A_MACHINE, 'customer', 'reseller', 'coverage_period'];
const CATALOGUE = [...RECORDED, 'catalogue_import', 'catalogue_import_issue', 'catalogue_import_progress'];
const LIST = [...RECORDED, 'installed_base_import', 'installed_base_import_issue', 'installed_base_import_progress'];
const PEOPLE = [...RECORDED, 'person', 'customer_manager', 'session', 'set_up_link'];
/** What the gate keeps: no other role has a grant for it. */
const AT_THE_GATE: readonly string[] = [];
const PUBLISHED = [...CATALOGUE, 'catalogue_publication', 'machine_type', 'end_of_support'];

/** The tables that each operation and route changes: the grants of a role follow from what it may use. */
export const CHANGES: Readonly<Record<string, readonly string[]>> = {
  'Mutation.orderServicePack': [...DECIDED, 'service_pack'],
  'Mutation.registerServicePack': [...DECIDED, 'contract', 'coverage_period'],
  'Mutation.abandonContract': [...DECIDED, 'contract_abandonment', 'coverage_period'],
  'Mutation.changeStartDate': [...DECIDED, 'start_date_change', 'coverage_period'],
  'Mutation.recordMachine': MACHINES,

  'POST /uploads': ['upload'],
  'Mutation.startCatalogueImport': CATALOGUE,
  'Mutation.cancelCatalogueImport': CATALOGUE,
  'Mutation.judgeCatalogueImport': CATALOGUE,
  'Mutation.publishCatalogue': PUBLISHED,
  'Mutation.rollBackCatalogue': PUBLISHED,
  'Mutation.importRegions': [...RECORDED, 'region_list', 'region', 'region_machine_type'],
  'Mutation.announceEndOfSupport': [...RECORDED, 'end_of_support'],
  'Mutation.setMachineTypeFamily': TYPE,
  'Mutation.setPremierEligibility': TYPE,
  'Mutation.setMarketSettings': [...RECORDED, 'market_settings'],
  'Mutation.recordMachines': [...LIST, 'upload'],
  'Mutation.startInstalledBaseImport': LIST,
  'Mutation.applyInstalledBaseImport': [...LIST, ...MACHINES, ...DECIDED, 'service_pack', 'contract'],
  'Mutation.cancelInstalledBaseImport': LIST,

  'Mutation.createPerson': PEOPLE,
  'Mutation.createSetUpLink': PEOPLE,
  'Mutation.changePerson': PEOPLE,
  'Mutation.createApiKey': [...RECORDED, 'api_key'],
  'Mutation.rotateApiKey': [...RECORDED, 'api_key'],
  'Mutation.revokeApiKey': [...RECORDED, 'api_key'],
  'Mutation.endSessions': AT_THE_GATE,
  'Mutation.changePassword': AT_THE_GATE,
  'POST /sign-in': AT_THE_GATE,
  'POST /sign-out': AT_THE_GATE,
  'POST /set-up': AT_THE_GATE,
};
