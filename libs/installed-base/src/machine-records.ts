import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import type { Period, ServiceLevel } from '#policy';
import { type Change, Clock, type Transaction } from '#platform';
import type { Site } from '#catalogue';

import { Customer, Reseller } from './customer.entity.ts';
import { Machine } from './machine.entity.ts';
import { machineId } from './machine-id.ts';
import { WarrantyLedger } from './warranty-ledger.ts';

/** A machine as it is written down, every value checked. */
export interface MachineRecord {
  readonly machineType: string;
  readonly model: string;
  readonly serial: string;
  readonly shippedOn?: string;
  readonly country: string;
  readonly used: boolean;
  readonly customer?: string;
  readonly reseller?: string;
  readonly site?: Site;
  readonly warranty: { readonly period: Period; readonly serviceLevel: ServiceLevel };
}

/** Writes machines down, any number at once, with their customers, resellers and base warranties. */
@Injectable()
export class MachineRecords {
  constructor(
    private readonly ledger: WarrantyLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the ids of the machines that are new; those that stand already are left as they are. Each new one is
   * recorded in its history, and told to others by a message of its own where `announces` says so.
   */
  async add(
    tx: Transaction,
    records: readonly MachineRecord[],
    { announces }: Pick<Change, 'announces'> = {},
  ): Promise<ReadonlySet<string>> {
    const customers = await idsByName(
      tx,
      Customer,
      records.map(({ customer }) => customer),
    );
    const resellers = await idsByName(
      tx,
      Reseller,
      records.map(({ reseller }) => reseller),
    );
    const ids = records.map(({ machineType, serial }) => machineId(machineType, serial));
    const standing = new Set(
      (await tx.rows<{ id: string }>('SELECT m.id FROM machine m WHERE m.id = ANY($1) AND own(m)', [ids])).map(
        ({ id }) => id,
      ),
    );
    // In one order for all: two lists that name the same machines in different orders would wait for each other.
    const fresh = new Map(
      records
        .map((record, index): [string, MachineRecord] => [ids[index] as string, record])
        .filter(([id]) => !standing.has(id))
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    await tx.insert(
      Machine,
      [...fresh].map(([id, record]) => ({
        ...this.row(id, record),
        customerId: customers.get(record.customer ?? ''),
        resellerId: resellers.get(record.reseller ?? ''),
      })),
    );
    await this.ledger.openBaseWarranties(
      tx,
      [...fresh].map(([id, { warranty }]) => ({ machineId: id, ...warranty })),
    );
    for (const [key, after] of fresh) tx.record({ stream: 'machine', key, entity: 'Machine', after, announces });
    return new Set(fresh.keys());
  }

  private row(
    id: string,
    { machineType, model, serial, shippedOn, country, used, site }: MachineRecord,
  ): Partial<Machine> {
    return {
      id,
      machineTypeCode: machineType,
      model,
      serial,
      shippedOn,
      country,
      used,
      siteMunicipalityCode: site?.municipalityCode,
      sitePostalCode: site?.postalCode,
      sitePrefecture: site?.prefecture,
      siteMunicipality: site?.municipality,
      recordedAt: this.clock.now(),
    };
  }
}

/** The ids of customers or resellers by name; names not known yet are taken in. */
async function idsByName(
  tx: Transaction,
  entity: typeof Customer | typeof Reseller,
  names: readonly (string | undefined)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(names)].filter((name): name is string => name !== undefined);
  if (wanted.length === 0) return new Map();
  const table = entity === Customer ? 'customer' : 'reseller';
  const known = (): Promise<{ id: string; name: string }[]> =>
    tx.rows(`SELECT p.id, p.name FROM ${table} p WHERE p.name = ANY($1) AND own(p)`, [wanted]);
  const byName = new Map((await known()).map(({ id, name }) => [name, id]));
  const unknown = wanted.filter((name) => !byName.has(name)).sort();
  if (unknown.length === 0) return byName;
  await tx.insert(
    entity,
    unknown.map((name) => ({ id: uuidv7(), name })),
    { keepExisting: true },
  );
  return new Map((await known()).map(({ id, name }) => [name, id]));
}
