import { conflict, type Transaction } from '#platform';

/**
 * Waits until nobody else changes the machine. Whoever changes what belongs to a machine locks it first, so that writers
 * queue instead of running into each other's constraints. Throws `CONFLICT` where the machine is no longer as expected.
 */
export async function lockMachine(tx: Transaction, machineId: string, expectedVersion?: number | null): Promise<void> {
  const machine = await tx.row<{ version: number }>(
    'SELECT m.version FROM machine m WHERE m.id = $1 AND own(m) FOR NO KEY UPDATE',
    [machineId],
  );
  if (machine === undefined || expectedVersion == null || machine.version === expectedVersion) return;
  throw conflict(
    `The machine was changed meanwhile: it is at version ${machine.version}, not ${expectedVersion}. Look at it before you change it. Nothing was changed.`,
    { reason: 'MACHINE_CHANGED', version: machine.version, expectedVersion },
  );
}
