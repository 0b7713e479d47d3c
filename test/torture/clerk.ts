import type { InsistentSender, Made } from './insistent-sender.ts';
import type { SeededRandom } from './seeded-random.ts';

interface OwnedMachine {
  readonly serial: string;
  /** Orders so far: each is received on a day of its own, by which it is told from the others. */
  orders: number;
  readonly packs: { readonly serial: string; readonly orderedOn: string }[];
  readonly contracts: string[];
}

const MACHINE_TYPE = '7Z73';
const WARRANTY_STARTS_ON = Date.UTC(2024, 1, 1);
const UPGRADES = ['5WS9Z00520', '5WS9Z00529', '5WS9Z00530', '5WS9Z00531', '5WS9Z00539', '5PS9Z00137'];
const RENEWALS = ['5WS9Z00525', '5WS9Z00527', '5WS9Z00535', '5WS9Z00537'];
const OTHERS = ['5WS9Z00559', '5WS9Z00560', '5WS9Z00564'];

const RECORD =
  'mutation ($input: RecordMachineInput!) { recordMachine(input: $input) { __typename ... on Machine { serial } } }';
const ORDER =
  'mutation ($input: OrderServicePackInput!) { orderServicePack(input: $input) { __typename ... on ServicePack { serial } } }';
const REGISTER =
  'mutation ($input: RegisterServicePackInput!) { registerServicePack(input: $input) { __typename ... on Contract { id } } }';
const ABANDON =
  'mutation ($input: AbandonContractInput!) { abandonContract(input: $input) { __typename ... on Contract { id } } }';
const CHANGE =
  'mutation ($input: ChangeStartDateInput!) { changeStartDate(input: $input) { __typename ... on Machine { serial } } }';

/** Machines that all clerks work on. */
export type SharedMachines = OwnedMachine[];

/** Does a client's business with machines of its own and with shared ones: every write the API has for the ledger, mixed. */
export class Clerk {
  private readonly own: OwnedMachine[] = [];
  private made = 0;

  constructor(
    private readonly client: number,
    private readonly sender: InsistentSender,
    private readonly random: SeededRandom,
    private readonly shared: SharedMachines,
  ) {}

  async work(operations: number): Promise<void> {
    for (let done = 0; done < operations; done += 1) await this.oneOperation();
  }

  private oneOperation(): Promise<void> {
    const machines = this.shared.length > 0 && this.random.next() < 0.2 ? this.shared : this.own;
    const dice = this.random.next();
    const [withPacks, withContracts] = [
      machines.filter(({ packs }) => packs.length > 0),
      machines.filter(({ contracts }) => contracts.length > 0),
    ];
    if (machines.length === 0 || dice < 0.12) return this.record();
    if (dice < 0.45 && withPacks.length > 0) return this.register(this.random.one(withPacks));
    if (dice < 0.55 && withContracts.length > 0) return this.abandon(this.random.one(withContracts));
    if (dice < 0.65) return this.changeStart(this.random.one(machines));
    return this.order(this.random.one(machines));
  }

  private async record(): Promise<void> {
    this.made += 1;
    const serial = `TORTURE${this.client}X${this.made}`;
    const input = {
      machineType: MACHINE_TYPE,
      serial,
      shippedOn: '2024-01-20',
      warrantyStartsOn: dayOf(0),
      warrantyMonths: 36,
      customer: `Customer ${this.random.below(40)}`,
      reseller: `Reseller ${this.random.below(10)}`,
      site: { municipalityCode: '131016' },
    };
    const id = await this.perform('machine', serial, RECORD, input, (made) => made.serial);
    if (id === undefined) return;
    const shared = this.shared.length < 8 && this.random.next() < 0.5;
    (shared ? this.shared : this.own).push({ serial, orders: 0, packs: [], contracts: [] });
  }

  private async order(machine: OwnedMachine): Promise<void> {
    machine.orders += 1;
    const orderedOn = dayOf(machine.orders);
    const partNumber = this.random.one(this.random.one([UPGRADES, UPGRADES, RENEWALS, OTHERS]));
    const input = { ...keyOf(machine), partNumber, orderedOn };
    const serial = await this.perform('pack', `${machine.serial} ${orderedOn}`, ORDER, input, (made) => made.serial);
    if (serial !== undefined) machine.packs.push({ serial, orderedOn });
  }

  private async register(machine: OwnedMachine): Promise<void> {
    // Taken off the list first: each pack is registered by one clerk only, so that its trace is one operation's.
    const [pack] = machine.packs.splice(this.random.below(machine.packs.length), 1);
    if (pack === undefined) return;
    const input = { ...keyOf(machine), packSerial: pack.serial, registeredOn: pack.orderedOn };
    const id = await this.perform('contract', pack.serial, REGISTER, input, (made) => made.id);
    if (id !== undefined) machine.contracts.push(id);
  }

  private async abandon(machine: OwnedMachine): Promise<void> {
    const contractId = this.random.one(machine.contracts);
    const reason = this.newReason();
    const input = { contractId, abandonedOn: dayOf(300 + this.random.below(400)), reason };
    await this.perform('abandonment', reason, ABANDON, input, (made) => made.id);
  }

  private async changeStart(machine: OwnedMachine): Promise<void> {
    const reason = this.newReason();
    const requestedStartsOn = dayOf(1 + this.random.below(150));
    const documents = { deliveryNoteSerials: [machine.serial], warrantyCardDatedOn: requestedStartsOn };
    const input = { ...keyOf(machine), requestedStartsOn, documents, reason };
    await this.perform('start', reason, CHANGE, input, (made) => made.serial);
  }

  private newReason(): string {
    this.made += 1;
    return `clerk ${this.client}, request ${this.made}`;
  }

  private perform(
    kind: string,
    what: string,
    query: string,
    input: object,
    answerOf: (made: Made) => unknown,
  ): Promise<string | undefined> {
    return this.sender.perform(this.client, { trace: `${kind} ${what}`, query, input, answerOf });
  }
}

function keyOf({ serial }: OwnedMachine): { machineType: string; serial: string } {
  return { machineType: MACHINE_TYPE, serial };
}

/** A day, counted from the first day of the warranties. */
function dayOf(days: number): string {
  return new Date(WARRANTY_STARTS_ON + days * 86_400_000).toISOString().slice(0, 10);
}
