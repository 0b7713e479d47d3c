import { Injectable } from '@nestjs/common';

import { entityFrom, notFound, selectList, type Transaction } from '#platform';

import { EndOfSupportAnnouncement, MachineType } from './machine-type.entity.ts';
import { readMachineType } from './read-machine-key.ts';
import type { EndOfSupportState } from './vocabulary.ts';

/** Joins what was last said about the end of support of the machine type `alias`, under the alias `eos`. */
export function joinEndOfSupport(alias: string): string {
  return `LEFT JOIN LATERAL (SELECT e.state, e.ends_on FROM end_of_support e WHERE e.machine_type = ${alias}.code
    ORDER BY e.number DESC LIMIT 1) eos ON true`;
}

/** The columns of a machine type with its end of support, behind a prefix; for `machineTypeFrom`. With `only`, of those properties. */
export function machineTypeColumns(alias: string, prefix: string, only?: ReadonlySet<string>): string {
  return `${selectList(MachineType, alias, prefix, only)}, eos.state AS "${prefix}eosState", eos.ends_on AS "${prefix}eosOn"`;
}

/** The machine type that `machineTypeColumns` put into a row. */
export function machineTypeFrom(row: object, prefix: string): MachineType | undefined {
  const type = entityFrom(MachineType, row, prefix);
  if (type === undefined) return undefined;
  const values = row as Readonly<Record<string, unknown>>;
  type.endOfSupport = {
    state: (values[`${prefix}eosState`] as EndOfSupportState | null) ?? 'NOT_ANNOUNCED',
    on: values[`${prefix}eosOn`] as string | null,
  };
  return type;
}

const BY_CODES = `SELECT ${machineTypeColumns('t', '')} FROM machine_type t ${joinEndOfSupport('t')} WHERE t.code = ANY($1)`;
const ANNOUNCEMENTS = `SELECT ${selectList(EndOfSupportAnnouncement, 'e')} FROM end_of_support e WHERE e.machine_type = ANY($1)
  ORDER BY e.machine_type, e.number`;

@Injectable()
export class MachineTypes {
  /** The machine types of those codes that are known. */
  async byCodes(tx: Transaction, codes: readonly string[]): Promise<MachineType[]> {
    const rows = await tx.rows<object>(BY_CODES, [codes]);
    return rows.flatMap((row) => machineTypeFrom(row, '') ?? []);
  }

  /** Everything said about the end of support of those types, the first said first. */
  async announcements(
    tx: Transaction,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, readonly EndOfSupportAnnouncement[]>> {
    const said = await tx.rows<EndOfSupportAnnouncement>(ANNOUNCEMENTS, [codes]);
    return Map.groupBy(said, ({ machineType }) => machineType);
  }

  async byCode(tx: Transaction, code: string): Promise<MachineType | undefined> {
    const [type] = await this.byCodes(tx, [code]);
    return type;
  }

  /** As `byCode`; throws `NOT_FOUND`. */
  async byCodeOrFail(tx: Transaction, code: string): Promise<MachineType> {
    const wanted = readMachineType('code', code);
    const type = await this.byCode(tx, wanted);
    if (type === undefined) throw notFound(`The catalogue has no machine type "${wanted}".`, { machineType: wanted });
    return type;
  }

  /** The known code most like one that is not known: one character off, or nothing. */
  async nearestTo(tx: Transaction, code: string): Promise<string | undefined> {
    const rows = await tx.rows<{ code: string }>('SELECT code FROM machine_type ORDER BY code');
    const differs = (known: string): number => [...known].filter((letter, index) => letter !== code[index]).length;
    return rows.map((row) => row.code).find((known) => differs(known) === 1);
  }
}
