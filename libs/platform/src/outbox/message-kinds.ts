/** What others are told about. */
export const MESSAGE_KINDS = [
  'CataloguePublished',
  'CatalogueRolledBack',
  'ContractAbandoned',
  'ContractRegistered',
  'EndOfSupportAnnounced',
  'EndOfSupportWithdrawn',
  'InstalledBaseImported',
  'MachineRecorded',
  'MachineTypeFamilySet',
  'MarketSettingsSet',
  'PremierEligibilitySet',
  'RegionsImported',
  'ServicePackOrdered',
  'StartDateChanged',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
