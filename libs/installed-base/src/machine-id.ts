import { parse, v5 as uuidv5 } from 'uuid';

const MACHINES = parse('b1a7c0de-0003-4000-8000-000000000003');

/** The id of a machine, derived from its machine type and serial: the same machine is the same row, on any server. */
export function machineId(machineType: string, serial: string): string {
  return uuidv5(Buffer.from(`${machineType} ${serial}`), MACHINES);
}
