import type { Transaction } from '#platform';

/**
 * Waits until nobody else changes the machine. Whoever changes what belongs to a machine locks it first, so that writers
 * queue instead of running into each other's constraints.
 */
export async function lockMachine(tx: Transaction, machineId: string): Promise<void> {
  await tx.rows('SELECT 1 FROM machine WHERE id = $1 FOR NO KEY UPDATE', [machineId]);
}
