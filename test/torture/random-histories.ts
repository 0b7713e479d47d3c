import fc from 'fast-check';

import type { ApiClient } from '../support/api-client.ts';
import { NaiveLedger, type NewService } from './naive-ledger.ts';

const OFFERINGS = [
  { partNumber: '5WS9Z00520', kind: 'WARRANTY_UPGRADE', months: 48 },
  { partNumber: '5WS9Z00530', kind: 'WARRANTY_UPGRADE', months: 48 },
  { partNumber: '5WS9Z00531', kind: 'WARRANTY_UPGRADE', months: 60 },
  { partNumber: '5WS9Z00540', kind: 'WARRANTY_UPGRADE', months: 48 },
  { partNumber: '5WS9Z00525', kind: 'RENEWAL', months: 12 },
  { partNumber: '5WS9Z00537', kind: 'RENEWAL', months: 24 },
  { partNumber: '5WS9Z00559', kind: 'PREMIER_UPGRADE', months: 12 },
  { partNumber: '5WS9Z00561', kind: 'PREMIER_UPGRADE', months: 36 },
  { partNumber: '5WS9Z00562', kind: 'PREMIER_UPGRADE', months: 48 },
  { partNumber: '5WS9Z00564', kind: 'ADD_ON', months: 36 },
] as const;

/** Something that may be asked of a machine at any moment of its history. Which contract is meant is counted round. */
export type Step =
  | { readonly do: 'register'; readonly offering: number; readonly daysLater: number }
  | { readonly do: 'abandon'; readonly contract: number; readonly daysLater: number }
  | { readonly do: 'moveStart'; readonly contract: number | null; readonly day: number };

const contract = fc.nat({ max: 5 });
const daysLater = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 700 }));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('register' as const), offering: fc.nat({ max: 9 }), daysLater }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('abandon' as const), contract, daysLater }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('moveStart' as const),
      contract: fc.option(contract, { freq: 2 }),
      day: fc.integer({ min: -10, max: 150 }),
    }),
  },
);

/** What may happen to a machine whose warranty begins on a day, one step after the other. */
export const histories = fc.record({
  firstDay: fc.constantFrom('2024-02-01', '2024-02-29', '2023-08-31', '2024-01-15'),
  steps: fc.array(step, { minLength: 1, maxLength: 9 }),
});

interface Answer {
  readonly __typename: string;
  readonly serial?: string;
  readonly id?: string;
  readonly period?: { readonly startsOn: string; readonly endsOn: string };
}

const RECORD = 'mutation ($input: RecordMachineInput!) { answer: recordMachine(input: $input) { __typename } }';
const ORDER =
  'mutation ($input: OrderServicePackInput!) { answer: orderServicePack(input: $input) { __typename ... on ServicePack { serial } } }';
const REGISTER = `mutation ($input: RegisterServicePackInput!) { answer: registerServicePack(input: $input) { __typename
  ... on Contract { id period { startsOn endsOn } } } }`;
const ABANDON = 'mutation ($input: AbandonContractInput!) { answer: abandonContract(input: $input) { __typename } }';
const MOVE = 'mutation ($input: ChangeStartDateInput!) { answer: changeStartDate(input: $input) { __typename } }';

/** A machine on which the same history is lived twice: by the API, and on the naive list. Days go on, never back. */
export class LivedHistory {
  readonly naive: NaiveLedger;
  readonly key: { readonly machineType: string; readonly serial: string };
  /** How many steps were done, and how many refused. */
  done = 0;
  refused = 0;
  private readonly contracts: string[] = [];
  private day = 0;

  private constructor(
    private readonly api: ApiClient,
    serial: string,
    private readonly firstDay: string,
  ) {
    this.key = { machineType: '7Z73', serial };
    this.naive = new NaiveLedger(firstDay, 36);
  }

  /** Records the machine, with a warranty of three years. */
  static async begin(api: ApiClient, serial: string, firstDay: string): Promise<LivedHistory> {
    const lived = new LivedHistory(api, serial, firstDay);
    await lived.ask(RECORD, {
      ...lived.key,
      shippedOn: lived.dayAt(-12),
      warrantyStartsOn: firstDay,
      warrantyMonths: 36,
      site: { municipalityCode: '131016' },
    });
    return lived;
  }

  /** Answers whether it was done. What the API refuses is not written on the naive list either. */
  async live(step: Step): Promise<boolean> {
    const done = await this.attempt(step);
    this[done ? 'done' : 'refused'] += 1;
    return done;
  }

  private attempt(step: Step): Promise<boolean> {
    switch (step.do) {
      case 'register':
        return this.register(step.offering, step.daysLater);
      case 'abandon':
        return this.abandon(step.contract, step.daysLater);
      case 'moveStart':
        return this.moveStart(step.contract, step.day);
    }
  }

  private async register(offering: number, daysLater: number): Promise<boolean> {
    const { partNumber, kind, months } = OFFERINGS[offering % OFFERINGS.length] ?? OFFERINGS[0];
    const on = this.later(daysLater);
    const pack = await this.ask(ORDER, { ...this.key, partNumber, orderedOn: on });
    if (pack?.serial === undefined) return false;
    const made = await this.ask(REGISTER, { ...this.key, packSerial: pack.serial, registeredOn: on });
    if (made?.id === undefined || made.period === undefined) return false;
    const { startsOn: first, endsOn: last } = made.period;
    const service: NewService = kind === 'PREMIER_UPGRADE' ? { kind, first, last } : { kind, months };
    this.naive.register(made.id, service);
    this.contracts.push(made.id);
    return true;
  }

  private async abandon(contract: number, daysLater: number): Promise<boolean> {
    const contractId = this.contracts[contract % Math.max(1, this.contracts.length)];
    const abandonedOn = this.later(daysLater);
    if (contractId === undefined) return false;
    const made = await this.ask(ABANDON, { contractId, abandonedOn, reason: 'A step of a history' });
    if (made?.__typename !== 'Contract') return false;
    this.naive.abandon(contractId, abandonedOn);
    return true;
  }

  private async moveStart(contract: number | null, day: number): Promise<boolean> {
    const contractId = contract === null ? undefined : this.contracts[contract % Math.max(1, this.contracts.length)];
    const requestedStartsOn = this.dayAt(day);
    const made = await this.ask(MOVE, {
      ...this.key,
      contractId,
      requestedStartsOn,
      documents: { deliveryNoteSerials: [this.key.serial], warrantyCardDatedOn: requestedStartsOn },
      reason: 'A step of a history',
    });
    if (made?.__typename !== 'Machine') return false;
    this.naive.moveStart(contractId ?? 'base', requestedStartsOn);
    return true;
  }

  /** Nothing where the request was refused by an error; a server's own failure is thrown. */
  private async ask(query: string, input: object): Promise<Answer | undefined> {
    const { data, errors } = await this.api.send<{ answer: Answer }>(query, { input });
    if (data && !errors) return data.answer;
    if (['CONFLICT', 'NOT_FOUND', 'BAD_USER_INPUT'].includes(errors?.[0]?.extensions.code ?? '')) return undefined;
    throw new Error(`the API failed: ${JSON.stringify(errors)}`);
  }

  private later(days: number): string {
    this.day = Math.min(this.day + days, 950);
    return this.dayAt(this.day);
  }

  private dayAt(days: number): string {
    return new Date(Date.parse(this.firstDay) + days * 86_400_000).toISOString().slice(0, 10);
  }
}
