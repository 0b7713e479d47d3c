export { Customer, Reseller } from './customer.entity.ts';
export { ExportMachines } from './export-machines.ts';
export { InstalledBaseModule, installedBaseResolvers } from './installed-base.module.ts';
export { Machine } from './machine.entity.ts';
export { type AskedMachines, type MachineFacet, MachineFacets } from './machine-facets.ts';
export { MachineHistory } from './machine-history.ts';
export { machineId } from './machine-id.ts';
export { type MachineRecord, MachineRecords } from './machine-records.ts';
export { Machines } from './machines.queries.ts';
export { type BaseWarranty, WarrantyLedger } from './warranty-ledger.ts';
export { INSTALLED_BASE_COLUMNS, type InstalledBaseField } from './import-installed-base/installed-base-columns.ts';
export {
  fileOfMachines,
  type ListedMachine,
  parseListedMachines,
  placedInWorkbook,
  ROWS_ABOVE_MACHINES,
  workbookOfMachines,
} from './import-installed-base/listed-machines.ts';
export { parseInstalledBase } from './import-installed-base/parse-installed-base.ts';
export type { ParsedInstalledBase, ParsedMachine } from './import-installed-base/parsed-installed-base.ts';
