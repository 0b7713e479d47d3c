import { type CalendarDate, coverageOn, type CoverageLayer } from '#policy';

import { ON, type Question } from '../questions.ts';

/** The main queries as PostGraphile has them. It judges nothing, so there is none for the services a machine may have. */
export const PEER_QUERIES: Readonly<Partial<Record<Question['name'], string>>> = {
  catalogue: `query ($type: String!, $model: String!) { peerCatalogue(type: $type, modelAsked: $model, first: 20) {
    nodes { partNumber listName kind serviceLevel premier keepYourDrive termMonths listPriceMinor currency onSaleFrom onSaleUntil }
    pageInfo { hasNextPage } } }`,
  machine: `query ($machineType: String!, $serial: String!) { allMachines(condition: { machineType: $machineType, serial: $serial }, first: 1) {
    nodes { machineType model serial country shippedOn customerByCustomerId { name }
      machineTypeByMachineType { code productName endOfSupportsByMachineType(last: 1) { nodes { state endsOn } } }
      coveragePeriodsByMachineId(condition: { live: true }) { nodes { layer serviceLevel premier startsOn endsOn
        contractByMachineIdAndContractId { rowId packSerial registeredOn
          serviceOfferingByVersionIdAndPartNumber { partNumber listName kind serviceLevel premier termMonths } } } } } } }`,
  renewals: `query ($from: Date!, $to: Date!) { peerRenewals(endingFrom: $from, endingTo: $to, first: 50) {
    nodes { endsOn serviceLevel premier
      machineByMachineId { machineType model serial country customerByCustomerId { name } machineTypeByMachineType { productName } } }
    pageInfo { hasNextPage } } }`,
};

type Json = Record<string, unknown>;

/** Our answer without what PostGraphile cannot tell: cursors, and the days that the policy works out. */
export function asFarAsAsked({ name }: Question, answer: string): string {
  const { data } = JSON.parse(answer) as { data: Json };
  if (name === 'machine') return JSON.stringify(data);
  const list = (name === 'catalogue' ? data.serviceOfferings : data.renewals) as { nodes: Json[]; pageInfo: Json };
  const nodes = name === 'catalogue' ? list.nodes : list.nodes.map(withoutComputedDays);
  return JSON.stringify({ nodes, hasNextPage: list.pageInfo.hasNextPage });
}

function withoutComputedDays({ lastCoveredOn, serviceLevel, premier, machine }: Json): Json {
  return { lastCoveredOn, serviceLevel, premier, machine };
}

/** PostGraphile's answer in our words, so that both can be compared byte for byte. */
export function inOurWords({ name }: Question, answer: string): string {
  const { data } = JSON.parse(answer) as { data: Record<string, { nodes: PeerNode[]; pageInfo?: Json }> };
  const [list] = Object.values(data);
  if (list === undefined) throw new Error(`PostGraphile answers nothing: ${answer}`);
  if (name === 'machine') return JSON.stringify({ machine: machineOf(list.nodes[0] as unknown as PeerMachine) });
  const nodes = name === 'catalogue' ? list.nodes.map(offeringOf) : list.nodes.map(renewalOf);
  return JSON.stringify({ nodes, hasNextPage: list.pageInfo?.hasNextPage });
}

interface PeerNode {
  readonly [field: string]: unknown;
  readonly machineByMachineId: PeerMachine;
}

function offeringOf({ listName, listPriceMinor, currency, onSaleFrom, onSaleUntil, ...offering }: PeerNode): Json {
  const { partNumber, kind, serviceLevel, premier, keepYourDrive, termMonths } = offering;
  const listPrice = listPriceMinor === null ? null : { amount: listPriceMinor, currency };
  return {
    partNumber,
    name: listName,
    kind,
    serviceLevel,
    premier,
    keepYourDrive,
    termMonths,
    listPrice,
    onSaleFrom,
    onSaleUntil,
  };
}

function renewalOf({ endsOn, serviceLevel, premier, machineByMachineId: machine }: PeerNode): Json {
  return {
    lastCoveredOn: endsOn,
    serviceLevel,
    premier,
    machine: {
      productNumber: machine.machineType + machine.model,
      serial: machine.serial,
      country: machine.country,
      customer: machine.customerByCustomerId,
      machineType: machine.machineTypeByMachineType,
    },
  };
}

interface PeerPeriod {
  readonly layer: CoverageLayer;
  readonly serviceLevel: string;
  readonly premier: boolean;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly contractByMachineIdAndContractId: null | {
    readonly rowId: string;
    readonly packSerial: string;
    readonly registeredOn: string;
    readonly serviceOfferingByVersionIdAndPartNumber: Json & { listName: string };
  };
}

interface PeerMachine extends Json {
  readonly machineType: string;
  readonly model: string;
  readonly customerByCustomerId: Json;
  readonly machineTypeByMachineType: Json & {
    readonly endOfSupportsByMachineType: { nodes: { state: string; endsOn: string | null }[] };
  };
  readonly coveragePeriodsByMachineId: { readonly nodes: readonly PeerPeriod[] };
}

function machineOf(machine: PeerMachine): Json {
  const { code, productName, endOfSupportsByMachineType } = machine.machineTypeByMachineType;
  const announced = endOfSupportsByMachineType.nodes[0];
  const order = ({ layer, startsOn }: PeerPeriod): string => `${startsOn} ${layer === 'BASE_WARRANTY' ? 0 : 1}`;
  const periods = machine.coveragePeriodsByMachineId.nodes
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
    .map((each) => ({ ...each, period: { startsOn: each.startsOn, endsOn: each.endsOn } }));
  const base = periods.find(({ layer }) => layer === 'BASE_WARRANTY');
  const { covered, coveredUntil, periods: inForce } = coverageOn(periods, ON as CalendarDate);
  return {
    productNumber: machine.machineType + machine.model,
    serial: machine.serial,
    country: machine.country,
    shippedOn: machine.shippedOn,
    customer: machine.customerByCustomerId,
    machineType: {
      code,
      productName,
      endOfSupport: { state: announced?.state ?? 'NOT_ANNOUNCED', on: announced?.endsOn ?? null },
    },
    warranty: base && { period: base.period, serviceLevel: base.serviceLevel },
    contracts: { nodes: periods.flatMap(contractOf) },
    coverage: {
      covered,
      coveredUntil,
      periods: inForce.map(({ layer, serviceLevel, premier, period }) => ({ layer, serviceLevel, premier, period })),
    },
  };
}

function contractOf({ contractByMachineIdAndContractId: contract, period }: PeerPeriod & { period: Json }): Json[] {
  if (contract === null) return [];
  const { startsOn, endsOn } = period as { startsOn: string; endsOn: string };
  const { listName, partNumber, kind, serviceLevel, premier, termMonths } =
    contract.serviceOfferingByVersionIdAndPartNumber;
  return [
    {
      id: contract.rowId,
      packSerial: contract.packSerial,
      registeredOn: contract.registeredOn,
      status: ON < startsOn ? 'REGISTERED' : ON <= endsOn ? 'ACTIVE' : 'EXPIRED',
      period,
      offering: { partNumber, name: listName, kind, serviceLevel, premier, termMonths },
    },
  ];
}
