import type { Period, ServiceLevel } from '#policy';
import type { Transaction } from '#platform';

/** The base warranty a machine came with. */
export interface BaseWarranty {
  readonly machineId: string;
  readonly period: Period;
  readonly serviceLevel: ServiceLevel;
}

/** Who keeps the coverage of machines. The floor above does; recording a machine opens its ledger. */
export abstract class WarrantyLedger {
  abstract openBaseWarranties(tx: Transaction, warranties: readonly BaseWarranty[]): Promise<void>;
}
