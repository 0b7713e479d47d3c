import type { Transaction } from '#platform';

import type { CoverageLedger } from './coverage-ledger.ts';
import { lockMachine } from './lock-machine.ts';
import { MachineLedger } from './machine-ledger.ts';

/** The ledger of a machine that nobody else can change until the transaction ends. */
export async function lockedLedger(
  tx: Transaction,
  ledger: CoverageLedger,
  machineId: string,
  expectedVersion?: number | null,
): Promise<MachineLedger> {
  await lockMachine(tx, machineId, expectedVersion);
  return new MachineLedger((await ledger.periodsOf(tx, [machineId])).get(machineId) ?? []);
}
