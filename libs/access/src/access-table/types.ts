import type { Scope } from '../callers.ts';
import { all, masked, no, own, type Row, row, rows } from './row.ts';

const CONTRACTS: readonly Scope[] = ['CONTRACTS_READ', 'CONTRACTS_WRITE'];
const MACHINES: readonly Scope[] = ['INSTALLED_BASE_READ', 'INSTALLED_BASE_WRITE', ...CONTRACTS];

/**
 * Who may be shown what. A connection and its edges are shown to whoever is shown what they hold. Columns: reseller,
 * account manager, enterprise sales, administrator; a service key needs one of the scopes.
 */
export const TYPES: Readonly<Record<string, Row>> = {
  // What has no owner.
  ...rows(
    ['Applicability', 'EndOfSupport', 'MachineType', 'ProductNumberLookup', 'ServiceOffering'],
    row(all, all, all, all),
  ),
  ...rows(['Holiday', 'LifeLimit', 'MarketSettings', 'Money', 'PageInfo', 'Period'], row(all, all, all, all)),
  // Decisions are made of what was asked, on what may be seen.
  ...rows(
    ['Charge', 'Clause', 'Decision', 'DecisionBasis', 'Fact', 'Finding', 'Rejection', 'Remedy', 'ServiceOption'],
    row(all, all, all, all),
  ),
  ...rows(['OptionAnswer', 'SpotRepairCost'], row(all, all, all, all)),

  // Machines and what belongs to them.
  ...rows(['Machine', 'Customer', 'Reseller', 'Site', 'Warranty'], row(own, own, all, all, ...MACHINES)),
  ...rows(['Contract', 'Coverage', 'CoveragePeriod', 'ServicePack'], row(own, own, all, all, ...CONTRACTS)),
  ...rows(
    ['Renewal', 'RenewalMonth', 'CostOfWaiting', 'WaitingStretch', 'ServiceLife'],
    row(own, own, all, all, ...CONTRACTS),
  ),
  AuditEntry: row(own, own, all, all, 'CATALOGUE_READ', ...MACHINES),
  DecisionReplay: row(no, own, all, all, ...CONTRACTS),
  ...rows(['SimulatedRenewal', 'SimulatedChange'], row(no, no, all, all, ...CONTRACTS)),

  // Lists on their way in.
  ...rows(
    [
      ...['CatalogueImport', 'CatalogueImportProgress', 'CatalogueVersion', 'CatalogueDifference', 'DifferenceCounts'],
      ...['OfferingChange', 'FieldChange', 'MachineTypeChange', 'ListedType', 'RegionImport'],
    ],
    row(no, no, no, all, 'CATALOGUE_WRITE'),
  ),
  ...rows(['InstalledBaseImport', 'InstalledBaseImportProgress'], row(no, no, no, all, 'INSTALLED_BASE_WRITE')),
  ...rows(
    ['ImportIssue', 'ImportIssueCounts', 'ImportIssueFact'],
    row(no, no, no, all, 'CATALOGUE_WRITE', 'INSTALLED_BASE_WRITE'),
  ),
  ...rows(['OutboxMessage', 'OutboxDelivery'], row(no, no, no, all, 'CONTRACTS_READ')),

  // Who asks: oneself, and for administrators everybody.
  ...rows(['Me', 'EndedSessions'], row(all, all, all, all)),
  ...rows(['Person', 'ApiKey'], row(own, own, own, all)),
  ...rows(['PersonWithLink', 'ApiKeyWithSecret'], row(no, no, no, all, 'ACCESS_WRITE')),
};

/** Fields that are not for everybody who may see the rest of their type. */
export const FIELDS: Readonly<Record<string, Row>> = {
  ...rows(
    ['ServiceOffering.wholesalePrice', 'ServiceOffering.wholesalePriceWithTax'],
    row(no, no, all, all, 'WHOLESALE_READ'),
  ),
  'AuditEntry.actor': row(masked, own, all, all, 'CATALOGUE_READ', ...MACHINES),
  'AuditEntry.actorName': row(masked, own, own, all, 'CATALOGUE_READ', ...MACHINES),
  'MarketSettings.actor': row(no, no, all, all),
  'MarketSettings.reason': row(no, no, all, all),
};
