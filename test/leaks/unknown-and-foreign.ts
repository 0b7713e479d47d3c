import type { LivedMachine } from './tenants.ts';

/** A question with a place for what it is about. */
export interface Look {
  readonly what: string;
  ask(machine: Pick<LivedMachine, 'machineType' | 'serial' | 'openPacks'>, party: string): string;
}

/** Everything that can be asked about one machine, pack, customer or reseller. */
export const LOOKS: readonly Look[] = [
  {
    what: 'machine',
    ask: ({ machineType, serial }) =>
      `query { machine(machineType: "${machineType}", serial: "${serial}") { id customer { name } contracts { totalCount } } }`,
  },
  {
    what: 'machines by serial',
    ask: ({ serial }) =>
      `query { machines(where: { serial: "${serial}" }) { totalCount nodes { id } pageInfo { endCursor } } }`,
  },
  {
    what: 'machines of a customer',
    ask: (_, party) => `query { machines(where: { customerId: "${party}" }) { totalCount nodes { id } } }`,
  },
  {
    what: 'renewals of a reseller',
    ask: (_, party) =>
      `query { renewals(where: { resellerId: "${party}" }) { totalCount months { machines } nodes { daysLeft } } }`,
  },
  {
    what: 'repairDecision',
    ask: ({ machineType, serial }) =>
      `query { repairDecision(input: { machineType: "${machineType}", serial: "${serial}" }) { verdict } }`,
  },
  {
    what: 'moveDecision',
    ask: ({ machineType, serial }) =>
      `query { moveDecision(input: { machineType: "${machineType}", serial: "${serial}", country: "US" }) { verdict } }`,
  },
  {
    what: 'optionCoverage',
    ask: ({ machineType, serial }) =>
      `query { optionCoverage(input: { machineType: "${machineType}", serial: "${serial}", boughtWithTheMachine: true, partClass: ORDINARY }) { decision { verdict } } }`,
  },
  {
    what: 'orderServicePack',
    ask: ({ machineType, serial }) =>
      `mutation { orderServicePack(input: { machineType: "${machineType}", serial: "${serial}", partNumber: "5WS9E00001", expectedMachineVersion: 1 }) { __typename } }`,
  },
  {
    what: 'registerServicePack',
    ask: ({ machineType, serial, openPacks }) =>
      `mutation { registerServicePack(input: { machineType: "${machineType}", serial: "${serial}", packSerial: "${openPacks[0] ?? ''}" }) { __typename } }`,
  },
  {
    what: 'a pack on a machine of one’s own',
    ask: ({ openPacks }) =>
      `mutation { registerServicePack(input: { machineType: "7X06", serial: "AAOWN00", packSerial: "${openPacks[0] ?? ''}" }) { __typename } }`,
  },
];
