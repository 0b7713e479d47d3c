import type { Period, ServiceLevel } from '#policy';
import type { Transaction } from '#platform';

/** Machines whose coverage ends alike: what they renew with must be for their type and model, of their level. */
export interface EndingCoverage {
  readonly machineType: string;
  /** Empty where the model is not known. */
  readonly model: string;
  readonly serviceLevel: ServiceLevel;
  readonly premier: boolean;
  readonly machines: number;
}

/** What is still wanted of the catalogue. The floors above know; a list is judged by it before it is published. */
export abstract class CatalogueDemand {
  /** How many service packs are ordered and not registered, of those part numbers that have any. */
  abstract openOrders(tx: Transaction, partNumbers: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** The coverage of machines that ends last, and within the period. */
  abstract coverageEnding(tx: Transaction, within: Period): Promise<readonly EndingCoverage[]>;
}
