import type { ApiClient } from './api-client.ts';

/** A machine by its key, as queries take it. */
export interface MachineKey {
  readonly machineType: string;
  readonly serial: string;
}

let machines = 0;

/** Records a machine that nothing is special about, but for what is said. */
export async function aMachine(api: ApiClient, input: Record<string, unknown> = {}): Promise<MachineKey> {
  machines += 1;
  const serial = `T${String(machines).padStart(7, '0')}`;
  const whole = { productNumber: '7X06CTO1WW', serial, warrantyStartsOn: '2025-02-18', warrantyMonths: 36, ...input };
  await api.ask('mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { __typename } }', {
    input: whole,
  });
  return { machineType: String(whole.productNumber).slice(0, 4), serial: String(whole.serial) };
}

export interface JudgedOffering {
  readonly offering: {
    partNumber: string;
    kind: string;
    serviceLevel: string | null;
    premier: boolean;
    keepYourDrive: boolean;
    termMonths: number;
  };
  readonly decision: JudgedDecision;
}

export interface JudgedDecision {
  readonly verdict: string;
  readonly period: { startsOn: string; endsOn: string } | null;
  readonly findings: readonly {
    rule: string;
    effect: string;
    message: string;
    clause: { document: string; locator: string; text: string };
  }[];
  readonly charges: readonly { kind: string; price: { amount: string; currency: string } | null }[];
  readonly remedies: readonly {
    action: string;
    message: string;
    offering: { partNumber: string } | null;
    period: { startsOn: string; endsOn: string } | null;
  }[];
}

export const DECISION = `verdict period { startsOn endsOn } findings { rule effect message clause { document locator text } }
  charges { kind price { amount currency } }
  remedies { action message offering { partNumber } period { startsOn endsOn } }`;

/** Every service of a machine with what the policy says of it. */
export async function eligibleServices(
  api: ApiClient,
  machine: MachineKey,
  options: { on?: string; kind?: string; site?: object } = {},
): Promise<readonly JudgedOffering[]> {
  const answer = await api.ask<{ machine: { eligibleServices: readonly JudgedOffering[] } }>(
    `query ($machineType: String!, $serial: String!, $on: LocalDate, $kind: ServiceKind, $site: SiteInput) {
      machine(machineType: $machineType, serial: $serial) {
        eligibleServices(on: $on, kind: $kind, site: $site) {
          offering { partNumber kind serviceLevel premier keepYourDrive termMonths } decision { ${DECISION} } } } }`,
    { ...machine, ...options },
  );
  return answer.machine.eligibleServices;
}

/** What is wanted of an offering, where more than one would do: plain, without Premier and keep-your-drive. */
export interface Wanted {
  readonly kind: string;
  readonly serviceLevel: string;
  readonly termMonths: number;
}

/** The one plain offering of a machine that is wanted, judged. */
export async function judged(
  api: ApiClient,
  machine: MachineKey,
  wanted: Wanted,
  options: { on?: string; site?: object } = {},
): Promise<JudgedOffering> {
  const services = await eligibleServices(api, machine, { ...options, kind: wanted.kind });
  const found = services.filter(
    ({ offering }) =>
      offering.serviceLevel === wanted.serviceLevel &&
      offering.termMonths === wanted.termMonths &&
      !offering.premier &&
      !offering.keepYourDrive,
  );
  if (found[0] === undefined) throw new Error(`no such offering: ${JSON.stringify(wanted)}`);
  return found[0];
}

export type OrderAnswer =
  | { __typename: 'ServicePack'; serial: string; state: string; deliveryWindow: { startsOn: string; endsOn: string } }
  | { __typename: 'Rejection'; decision: JudgedDecision };

const ORDER = `mutation ($input: OrderServicePackInput!) { orderServicePack(input: $input) { __typename
  ... on ServicePack { serial state deliveryWindow { startsOn endsOn } } ... on Rejection { decision { ${DECISION} } } } }`;

export async function orderPack(
  api: ApiClient,
  machine: MachineKey,
  partNumber: string,
  more: object = {},
): Promise<OrderAnswer> {
  const { orderServicePack } = await api.ask<{ orderServicePack: OrderAnswer }>(ORDER, {
    input: { ...machine, partNumber, ...more },
  });
  return orderServicePack;
}

/** Orders a pack that must be allowed, and answers its serial. */
export async function orderedPack(
  api: ApiClient,
  machine: MachineKey,
  partNumber: string,
  orderedOn: string,
): Promise<string> {
  const answer = await orderPack(api, machine, partNumber, { orderedOn });
  if (answer.__typename !== 'ServicePack')
    throw new Error(`the order was refused: ${JSON.stringify(answer.decision.findings)}`);
  return answer.serial;
}

export type RegisterAnswer =
  | {
      __typename: 'Contract';
      id: string;
      packSerial: string;
      period: { startsOn: string; endsOn: string };
      status: string;
    }
  | { __typename: 'Rejection'; decision: JudgedDecision };

export const REGISTER = `mutation ($input: RegisterServicePackInput!) { registerServicePack(input: $input) { __typename
  ... on Contract { id packSerial period { startsOn endsOn } status } ... on Rejection { decision { ${DECISION} } } } }`;

export async function registerPack(
  api: ApiClient,
  machine: MachineKey,
  packSerial: string,
  more: object = {},
): Promise<RegisterAnswer> {
  const { registerServicePack } = await api.ask<{ registerServicePack: RegisterAnswer }>(REGISTER, {
    input: { ...machine, packSerial, ...more },
  });
  return registerServicePack;
}
