import { Module } from '@nestjs/common';

import { CatalogueModule } from '#catalogue';

import { ExportMachines } from './export-machines.ts';
import { MachineFacets } from './machine-facets.ts';
import { MachineHistory } from './machine-history.ts';
import { MachineRecords } from './machine-records.ts';
import { MachineResolver } from './machine.resolver.ts';
import { Machines } from './machines.queries.ts';
import { RecordMachine } from './record-machine.ts';

export const installedBaseResolvers = [MachineResolver];

/** Machines, their customers and resellers. The floor above provides the `WarrantyLedger`. */
@Module({
  imports: [CatalogueModule],
  providers: [
    ...installedBaseResolvers,
    ExportMachines,
    MachineFacets,
    MachineHistory,
    MachineRecords,
    Machines,
    RecordMachine,
  ],
  exports: [ExportMachines, MachineFacets, MachineHistory, MachineRecords, Machines],
})
export class InstalledBaseModule {}
