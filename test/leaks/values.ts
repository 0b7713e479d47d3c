import * as fc from 'fast-check';

import type { ArgumentValue, Origin, Value } from './asked.ts';
import type { LivedMachine, Tenant } from './tenants.ts';
import type { Asking } from './two-worlds.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const MISSING: LivedMachine = {
  machineType: '7X06',
  serial: 'AAOWN99',
  id: NOWHERE,
  contractIds: [NOWHERE],
  openPacks: ['SP000000000000'],
  registeredPacks: [],
};

/** A machine with all that names it, so that what is asked of it fits together. */
export interface MachineValues {
  readonly machineType: Value;
  readonly serial: Value;
  readonly packSerial: Value;
}

/** What questions are made of: the caller's own things, those of others in either world, and near misses. */
export class Values {
  private readonly machines: readonly { machine: LivedMachine; origin: Origin }[];
  readonly ofMachine: fc.Arbitrary<MachineValues>;

  constructor(
    private readonly asking: Asking,
    private readonly partNumbers: readonly string[],
  ) {
    const of = (tenants: readonly Tenant[], origin: Origin): { machine: LivedMachine; origin: Origin }[] =>
      tenants.flatMap(({ machines }) => machines.map((machine) => ({ machine, origin })));
    this.machines = [
      ...of(asking.seen, 'own'),
      ...of(asking.hidden, 'foreign'),
      { machine: MISSING, origin: 'unknown' },
    ];
    const packs = this.machines.flatMap(({ machine: { openPacks, registeredPacks }, origin }) =>
      [...openPacks, ...registeredPacks].map((pack) => said(pack, origin)),
    );
    const keys = this.machines.map(({ machine, origin }) => {
      const own = [...machine.openPacks, ...machine.registeredPacks].map((pack) => said(pack, origin));
      const pack =
        own.length > 0 ? fc.oneof(fc.constantFrom(...own), fc.constantFrom(...packs)) : fc.constantFrom(...packs);
      return { origin, values: pack.map((packSerial) => keyOf(machine, origin, packSerial)) };
    });
    const from = (wanted: (origin: Origin) => boolean): fc.Arbitrary<MachineValues> =>
      fc.oneof(...keys.filter(({ origin }) => wanted(origin)).map(({ values }) => values));
    this.ofMachine = fc.oneof(
      { weight: 3, arbitrary: from((origin) => origin === 'own') },
      { weight: 2, arbitrary: from((origin) => origin !== 'own') },
    );
  }

  /** A value of a scalar by the name it is asked for under; nothing where the name says nothing. */
  scalar(type: string, name: string): fc.Arbitrary<ArgumentValue> {
    const named = this.byName(name);
    if (named !== undefined) return named;
    return fc.constantFrom(...(PLAIN[type] ?? ['"x"']).map((text): Value => ({ text, origin: 'neutral' })));
  }

  private byName(name: string): fc.Arbitrary<ArgumentValue> | undefined {
    switch (name) {
      case 'contractId':
        return this.chained(
          'id',
          this.pick(({ contractIds }) => contractIds),
        );
      case 'customerId':
        return this.chained(
          'id',
          this.tenants(({ customerIds }) => customerIds),
        );
      case 'resellerId':
        return this.chained(
          'id',
          this.tenants(({ resellerId }) => [resellerId]),
        );
      case 'packSerial':
        return this.pick(({ openPacks, registeredPacks }) => [...openPacks, ...registeredPacks]);
      case 'serial':
        return this.chained(
          'serial',
          this.pick(({ serial }) => [serial]),
        );
      case 'after':
      case 'before':
        return this.chained('cursor', this.cursors());
      case 'partNumber':
        return literals([...this.partNumbers, '5WS0000000'], 'neutral');
      case 'idempotencyKey':
        return literals(['⟦A⟧ recorded AAOWN 0', '⟦B1⟧ recorded BQ1X 0', '⟦B2⟧ recorded BQ2X 0', 'fresh'], 'neutral');
      // Small pages: what costs too much is answered by its cost alone.
      case 'first':
      case 'last':
        return fc.constantFrom(...['1', '2', '3', '5', '8', '101'].map((text): Value => ({ text, origin: 'neutral' })));
      case 'year':
        return fc.constant({ text: '2026', origin: 'neutral' });
      default:
        return NAMED[name] && literals(NAMED[name], 'neutral');
    }
  }

  private pick(of: (machine: LivedMachine) => readonly string[]): fc.Arbitrary<Value> {
    const all = this.machines.flatMap(({ machine, origin }) => of(machine).map((text) => said(text, origin)));
    return halfOwn(all);
  }

  private tenants(of: (tenant: Tenant) => readonly string[]): fc.Arbitrary<Value> {
    const { seen, hidden } = this.asking;
    return halfOwn([
      ...seen.flatMap(of).map((text) => said(text, 'own')),
      ...hidden.flatMap(of).map((text) => said(text || NOWHERE, 'foreign')),
      said(NOWHERE, 'unknown'),
    ]);
  }

  /** Of every list, at a place of the caller's, of others', and in between. */
  private cursors(): fc.Arbitrary<Value> {
    const all = this.machines.flatMap(({ machine: { machineType, serial, id, contractIds }, origin }) => {
      const keys = [[machineType, serial], ['2026-11-19', id], ['2026-12-01', contractIds[0] ?? NOWHERE], [1], ['x']];
      return keys.map((key) => said(Buffer.from(JSON.stringify(key)).toString('base64url'), origin));
    });
    return halfOwn(all);
  }

  private chained(what: 'cursor' | 'id' | 'serial', otherwise: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
    const fromBefore = fc
      .tuple(otherwise, fc.nat({ max: 7 }))
      .map(([value, index]): Value => ({ ...value, chained: { what, index } }));
    return fc.oneof({ weight: 2, arbitrary: otherwise }, { weight: 1, arbitrary: fromBefore });
  }
}

function halfOwn(values: readonly Value[]): fc.Arbitrary<Value> {
  const own = values.filter(({ origin }) => origin === 'own');
  const rest = values.filter(({ origin }) => origin !== 'own');
  return own.length === 0 ? fc.constantFrom(...rest) : fc.oneof(fc.constantFrom(...own), fc.constantFrom(...rest));
}

function said(text: string, origin: Origin): Value {
  return { text: JSON.stringify(text), origin };
}

function keyOf({ machineType, serial }: LivedMachine, origin: Origin, packSerial: Value): MachineValues {
  return { machineType: { ...said(machineType, origin), origin: 'neutral' }, serial: said(serial, origin), packSerial };
}

function literals(texts: readonly string[], origin: Origin): fc.Arbitrary<Value> {
  return fc.constantFrom(...texts.map((text) => said(text, origin)));
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  machineType: ['7X06', '7DG4', '8871', 'ZZZZ'],
  code: ['7X06', 'ZZZZ'],
  productNumber: ['7X06CTO1WW', '8871AC1'],
  prefecture: ['東京都', '⟦A⟧ prefecture', '⟦B1⟧ prefecture', '⟦B2⟧ prefecture'],
  municipality: ['千代田区', '⟦B1⟧ town'],
  municipalityCode: ['131016'],
  postalCode: ['1000001'],
  reseller: ['⟦A⟧ Aoba Trading', '⟦B1⟧ Midori Systems', '⟦B2⟧ Midori Systems'],
  customer: ['⟦A⟧ Bank', '⟦B1⟧ Factory', '⟦B2⟧ Factory'],
  customerName: ['⟦A⟧ Bank', '⟦B1⟧ Factory'],
  receivedAt: ['09:00'],
  country: ['JP', 'US'],
  countryOfUse: ['JP', 'US'],
  deliveryNoteSerials: ['AAOWN01', 'BQ1X01'],
  reason: ['asked by the customer'],
};

const PLAIN: Readonly<Record<string, readonly string[]>> = {
  Int: ['1', '2', '5', '12', '50'],
  Float: ['1.5'],
  Boolean: ['true', 'false'],
  ID: [`"${NOWHERE}"`],
  LocalDate: ['"2026-11-02"', '"2026-10-20"', '"2027-03-01"', '"2024-06-01"', '"2026-12-31"'],
  DateTime: ['"2026-11-02T00:00:00Z"', '"2027-01-01T00:00:00Z"', '"2020-01-01T00:00:00Z"'],
  Decimal: ['"50000"', '"1000"'],
};
