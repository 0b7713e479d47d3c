import { AuditEntry, IdempotencyKey, OutboxDelivery, OutboxMessage, Upload } from '#platform';
import { MarketSettings } from '#market';
import {
  Applicability,
  CatalogueImport,
  CatalogueImportIssue,
  CatalogueImportProgress,
  CataloguePublication,
  CatalogueVersion,
  EndOfSupportAnnouncement,
  ListedMachineType,
  MachineType,
  Region,
  RegionList,
  RegionMachineType,
  ServiceOffering,
} from '#catalogue';
import { Customer, Machine, Reseller } from '#installed-base';
import { Contract, ContractAbandonment, CoveragePeriod, DecisionFacts, ServicePack, StartDateChange } from '#contracts';

/** Every stored concept. */
export const entities = [
  Applicability,
  AuditEntry,
  CatalogueImport,
  CatalogueImportIssue,
  CatalogueImportProgress,
  CataloguePublication,
  CatalogueVersion,
  Contract,
  ContractAbandonment,
  CoveragePeriod,
  Customer,
  DecisionFacts,
  EndOfSupportAnnouncement,
  IdempotencyKey,
  ListedMachineType,
  Machine,
  MachineType,
  MarketSettings,
  OutboxDelivery,
  OutboxMessage,
  Region,
  RegionList,
  RegionMachineType,
  Reseller,
  ServiceOffering,
  ServicePack,
  StartDateChange,
  Upload,
];
