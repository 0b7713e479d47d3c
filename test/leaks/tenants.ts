import { operator } from '#access';

import type { World } from './world.ts';

/** A machine of the installed base, with what its life left behind. */
export interface LivedMachine {
  readonly machineType: string;
  readonly serial: string;
  readonly id: string;
  readonly contractIds: readonly string[];
  /** Packs that are ordered and not registered. */
  readonly openPacks: readonly string[];
  readonly registeredPacks: readonly string[];
}

export interface Tenant {
  readonly resellerId: string;
  readonly customerIds: readonly string[];
  readonly machines: readonly LivedMachine[];
}

/** What is written down of a tenant's machines; texts and serials carry its mark. */
export interface TenantPlan {
  /** In every text: `⟦B1⟧`. */
  readonly mark: string;
  /** Before every serial. */
  readonly serial: string;
  readonly reseller: string | undefined;
  readonly customers: readonly string[];
  readonly lives: readonly Life[];
}

/** What happens to a machine, one thing after the other. */
export interface Life {
  readonly productNumber?: string;
  readonly warrantyStartsOn: string;
  readonly site?: object;
  readonly upgrade?: { readonly serviceLevel: string; readonly termMonths: number };
  readonly renewals?: number;
  readonly orders?: number;
  readonly moved?: boolean;
  readonly abandoned?: boolean;
}

const TODAY = '2026-11-02';

/** Lets a tenant's machines live, as an operator would through the API. */
export async function settle(world: World, plan: TenantPlan): Promise<Tenant> {
  const machines: LivedMachine[] = [];
  for (const [index, life] of plan.lives.entries()) machines.push(await live(world, plan, life, index));
  const { machines: shown } = await world.ask<{ machines: { nodes: Parties[] } }>(
    operator,
    '{ machines(first: 100) { nodes { serial customer { id } reseller { id } } } }',
  );
  const own = shown.nodes.filter(({ serial }) => serial.startsWith(plan.serial));
  return {
    resellerId: own.find(({ reseller }) => reseller)?.reseller?.id ?? '',
    customerIds: [...new Set(own.flatMap(({ customer }) => (customer ? [customer.id] : [])))],
    machines,
  };
}

interface Parties {
  readonly serial: string;
  readonly customer: { id: string } | null;
  readonly reseller: { id: string } | null;
}

async function live(world: World, plan: TenantPlan, life: Life, index: number): Promise<LivedMachine> {
  const { productNumber = '7X06CTO1WW', warrantyStartsOn, site, upgrade, renewals = 0, orders = 0 } = life;
  const key = { machineType: productNumber.slice(0, 4), serial: `${plan.serial}${String(index).padStart(2, '0')}` };
  const { recordMachine } = await world.ask<{ recordMachine: { id: string } }>(operator, RECORD, {
    input: {
      productNumber,
      serial: key.serial,
      shippedOn: warrantyStartsOn,
      warrantyStartsOn,
      warrantyMonths: 36,
      customer: plan.customers.length > 0 ? plan.customers[index % plan.customers.length] : undefined,
      reseller: plan.reseller,
      site: site ?? { prefecture: `${plan.mark} prefecture`, municipality: `${plan.mark} town` },
      idempotencyKey: `${plan.mark} recorded ${plan.serial} ${index}`,
    },
  });
  const story = new Story(world, plan, key);
  const early = addDays(warrantyStartsOn, 20);
  if (upgrade) await story.buy('WARRANTY_UPGRADE', upgrade.serviceLevel, upgrade.termMonths, early);
  for (let number = 0; number < renewals; number += 1)
    await story.buy('RENEWAL', upgrade?.serviceLevel ?? 'NBD_9X5', 12, TODAY);
  for (let number = 0; number < orders; number += 1) await story.orderAny();
  if (life.moved) await story.move(addDays(warrantyStartsOn, 10));
  if (life.abandoned) await story.abandon();
  const { contractIds, openPacks, registeredPacks } = story;
  return { ...key, id: recordMachine.id, contractIds, openPacks, registeredPacks };
}

/** What is bought for one machine. */
class Story {
  readonly contractIds: string[] = [];
  readonly openPacks: string[] = [];
  readonly registeredPacks: string[] = [];

  constructor(
    private readonly world: World,
    private readonly plan: TenantPlan,
    private readonly key: { machineType: string; serial: string },
  ) {}

  async buy(kind: string, serviceLevel: string, termMonths: number, on: string): Promise<void> {
    const wanted = (await this.services(kind, on)).find(
      ({ offering, decision }) =>
        decision.verdict === 'ELIGIBLE' &&
        offering.serviceLevel === serviceLevel &&
        offering.termMonths === termMonths &&
        !offering.premier,
    );
    if (wanted === undefined)
      throw new Error(`${JSON.stringify(this.key)} may not have ${kind} ${serviceLevel} ${termMonths} on ${on}`);
    const serial = await this.order(wanted.offering.partNumber, on);
    const { registerServicePack } = await this.world.ask<{ registerServicePack: { id?: string } }>(operator, REGISTER, {
      input: { ...this.key, packSerial: serial, registeredOn: on, idempotencyKey: `${this.plan.mark} ${serial}` },
    });
    if (registerServicePack.id === undefined) throw new Error(`${serial} was refused`);
    this.contractIds.push(registerServicePack.id);
    this.registeredPacks.push(serial);
  }

  async orderAny(): Promise<void> {
    const [first] = (await this.services(undefined, TODAY)).filter(({ decision }) => decision.verdict === 'ELIGIBLE');
    if (first === undefined) throw new Error(`${JSON.stringify(this.key)} may have nothing`);
    this.openPacks.push(await this.order(first.offering.partNumber, TODAY));
  }

  async move(to: string): Promise<void> {
    await this.world.ask(operator, MOVE, {
      input: {
        ...this.key,
        requestedStartsOn: to,
        requestedOn: to,
        reason: `${this.plan.mark} delivered late`,
        documents: { deliveryNoteSerials: [this.key.serial], warrantyCardDatedOn: to },
      },
    });
  }

  async abandon(): Promise<void> {
    const contractId = this.contractIds.at(-1);
    await this.world.ask(operator, ABANDON, { input: { contractId, reason: `${this.plan.mark} site closed` } });
  }

  private async order(partNumber: string, orderedOn: string): Promise<string> {
    const { orderServicePack } = await this.world.ask<{ orderServicePack: { serial?: string } }>(operator, ORDER, {
      input: { ...this.key, partNumber, orderedOn },
    });
    if (orderServicePack.serial === undefined) throw new Error(`${partNumber} was refused`);
    return orderServicePack.serial;
  }

  private async services(kind: string | undefined, on: string): Promise<readonly Service[]> {
    const { machine } = await this.world.ask<{ machine: { eligibleServices: readonly Service[] } }>(
      operator,
      SERVICES,
      {
        ...this.key,
        kind,
        on,
      },
    );
    return machine.eligibleServices;
  }
}

interface Service {
  readonly offering: { partNumber: string; serviceLevel: string | null; termMonths: number; premier: boolean };
  readonly decision: { verdict: string };
}

function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

const RECORD = 'mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { ... on Machine { id } } }';
const REGISTER =
  'mutation ($input: RegisterServicePackInput!) { registerServicePack(input: $input) { ... on Contract { id } } }';
const ORDER =
  'mutation ($input: OrderServicePackInput!) { orderServicePack(input: $input) { ... on ServicePack { serial } } }';
const MOVE = 'mutation ($input: ChangeStartDateInput!) { changeStartDate(input: $input) { __typename } }';
const ABANDON = 'mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { __typename } }';
const SERVICES = `query ($machineType: String!, $serial: String!, $kind: ServiceKind, $on: LocalDate) {
  machine(machineType: $machineType, serial: $serial) { eligibleServices(kind: $kind, on: $on) {
    offering { partNumber serviceLevel termMonths premier } decision { verdict } } } }`;
