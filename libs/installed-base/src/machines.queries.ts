import { Injectable } from '@nestjs/common';

import {
  type Connection,
  connectionFrom,
  entityFrom,
  keyKinds,
  keyset,
  notFound,
  type PageArgs,
  pageOf,
  propertiesOf,
  requireId,
  selectList,
  Selection,
  type Transaction,
} from '#platform';
import {
  joinEndOfSupport,
  MachineType,
  machineTypeColumns,
  machineTypeFrom,
  readMachineType,
  readSerial,
} from '#catalogue';

import { Customer, Reseller } from './customer.entity.ts';
import { Machine } from './machine.entity.ts';
import { machineId } from './machine-id.ts';
import type { MachineWhere } from './machine.inputs.ts';
import { MachineFacets } from './machine-facets.ts';

const ORDER = ['m.machine_type', 'm.serial'];

/** Machines, with everything a query asks of them loaded in a few statements, however many there are. */
@Injectable()
export class Machines {
  private readonly statements = new WeakMap<Selection, string>();
  private readonly parts = new WeakMap<Selection, MachineParts>();
  private readonly partsWithEndOfSupport = new WeakMap<Selection, MachineParts>();

  constructor(private readonly facets: MachineFacets) {}

  /**
   * The machine of a type and serial, in any spelling; with all that is written on it where `whole`, or else what is
   * asked. Throws `NOT_FOUND`, or `BAD_USER_INPUT` at `path`.
   */
  async byKey(
    tx: Transaction,
    machineType: string,
    serial: string,
    selection: Selection,
    { path = '', whole = false }: { path?: string; whole?: boolean } = {},
  ): Promise<Machine> {
    const type = readMachineType(`${path}machineType`, machineType);
    const read = readSerial(`${path}serial`, serial);
    const [machine] = await this.byIds(tx, [machineId(type, read)], selection, whole);
    if (machine === undefined) {
      throw notFound(
        `No machine ${type} with serial ${read} has been recorded. Check both, or record it with recordMachine.`,
        {
          machineType: type,
          serial: read,
        },
      );
    }
    return machine;
  }

  /** The machine of an id that is known to exist. */
  async byId(tx: Transaction, id: string, selection: Selection): Promise<Machine> {
    const [machine] = await this.byIds(tx, [id], selection);
    if (machine === undefined) throw new Error(`machine ${id} does not exist`);
    return machine;
  }

  /** The machines of those ids. */
  async byIds(tx: Transaction, ids: readonly string[], selection: Selection, whole = false): Promise<Machine[]> {
    const read = tx
      .rows<object>(this.statementFor(whole ? Selection.nothing : selection), [ids])
      .then((rows) => rows.map(machineFrom));
    const [machines] = await Promise.all([read, this.facets.load(tx, { ids, read }, wholeOf(selection))]);
    return machines;
  }

  /** What reads machines by their ids; the same text for the same selection, so that nobody puts it together again. */
  private statementFor(selection: Selection): string {
    let statement = this.statements.get(selection);
    if (statement === undefined) {
      const { columns, joins } = this.selectedIn(selection);
      statement = `SELECT ${columns} ${FROM_MACHINES} ${joins} WHERE m.id = ANY($1) AND own(m)`;
      this.statements.set(selection, statement);
    }
    return statement;
  }

  /** A page of machines in order of machine type and serial. */
  async page(tx: Transaction, where: MachineWhere, args: PageArgs, selection: Selection): Promise<Connection<Machine>> {
    const page = pageOf(args, [keyKinds.text, keyKinds.text]);
    const { conditions, values } = conditionsOf(where);
    const key = keyset(ORDER, page, values.length + 1);
    const nodeSelection = selection.at('nodes').and(selection.at('edges', 'node'));
    const { columns, joins } = this.selectedIn(nodeSelection);
    const rows = await tx.rows<object>(
      `SELECT ${columns} ${FROM_MACHINES} ${joins} WHERE ${[...conditions, key.where].join(' AND ')} AND own(m) ${key.order}`,
      [...values, ...key.values],
    );
    const machines = await this.fromRows(tx, rows, nodeSelection);
    const totalCount = selection.has('totalCount') ? await count(tx, conditions, values) : undefined;
    return connectionFrom(
      machines,
      page,
      ({ machineTypeCode, serial }) => [machineTypeCode, serial],
      (machine) => machine,
      totalCount,
    );
  }

  /**
   * What a statement selects of a machine `m` with its type `t`, for `fromRows` to read: no more than is asked, unless
   * something is worked out of all of it. Each column of each row costs its bit, and each join its own.
   */
  selectedIn(selection: Selection, { endOfSupport = false }: { endOfSupport?: boolean } = {}): MachineParts {
    const kept = endOfSupport ? this.partsWithEndOfSupport : this.parts;
    let parts = kept.get(selection);
    if (parts === undefined) kept.set(selection, (parts = this.partsOf(selection, endOfSupport)));
    return parts;
  }

  /** The machines of rows that select what `selectedIn` said, complete with all that is asked of them. */
  async fromRows(tx: Transaction, rows: readonly object[], selection: Selection): Promise<Machine[]> {
    const machines = rows.map(machineFrom);
    const ids = machines.map(({ id }) => id);
    await this.facets.load(tx, { ids, read: Promise.resolve(machines) }, wholeOf(selection));
    return machines;
  }

  private partsOf(selection: Selection, endOfSupport: boolean): MachineParts {
    const asked = wholeOf(selection);
    const everything = !selection.isAsked;
    const needed = this.facets.neededBy(asked);
    const asks = (field: string): boolean => everything || asked.has(field) || needed.has(field);
    const announced = asks('endOfSupport') || endOfSupport || asked.at('machineType').has('endOfSupport');
    const ofType =
      everything || needed.has('machineType') ? undefined : typeProperties(asked.at('machineType'), announced);
    const optional = Object.entries(OPTIONAL_COLUMNS).filter(([field]) => asks(field));
    const only = new Set([...KEY_COLUMNS, ...optional.flatMap(([, columns]) => columns)]);
    return {
      columns: [
        selectList(Machine, 'm', 'machine.', everything ? undefined : only),
        ...(announced ? [machineTypeColumns('t', 'type.', ofType)] : []),
        ...(!announced && ofType?.size !== 0 ? [selectList(MachineType, 't', 'type.', ofType)] : []),
        ...(asks('customer') ? [selectList(Customer, 'c', 'customer.')] : []),
        ...(asks('reseller') ? [selectList(Reseller, 'r', 'reseller.')] : []),
      ].join(', '),
      joins: [
        announced ? joinEndOfSupport('t') : '',
        asks('customer') ? JOIN_CUSTOMER : '',
        asks('reseller') ? JOIN_RESELLER : '',
      ].join(' '),
    };
  }
}

/** The columns that say what is asked of the type of a machine; with its code wherever there is anything to say. */
function typeProperties(asked: Selection, announced: boolean): ReadonlySet<string> {
  const properties = [...propertiesOf(MachineType)].filter((property) => asked.has(property));
  return new Set(asked.isAsked || announced ? ['code', ...properties] : []);
}

export interface MachineParts {
  readonly columns: string;
  readonly joins: string;
}

/** Columns by the field that needs them; the others say which machine it is. */
const OPTIONAL_COLUMNS = {
  shippedOn: ['shippedOn'],
  country: ['country'],
  used: ['used'],
  version: ['version'],
  site: ['siteMunicipalityCode', 'sitePostalCode', 'sitePrefecture', 'siteMunicipality'],
};
const KEY_COLUMNS = ['id', 'machineTypeCode', 'model', 'serial'];

const whole = new WeakMap<Selection, Selection>();

/** What is asked of a machine, also where the query comes back to it from its own contracts. */
function wholeOf(selection: Selection): Selection {
  let known = whole.get(selection);
  if (known === undefined) whole.set(selection, (known = selection.and(selection.anywhere('machine'))));
  return known;
}

const JOIN_CUSTOMER = 'LEFT JOIN customer c ON c.id = m.customer_id';
const JOIN_RESELLER = 'LEFT JOIN reseller r ON r.id = m.reseller_id';

const FROM_MACHINES = 'FROM machine m JOIN machine_type t ON t.code = m.machine_type';

function machineFrom(row: object): Machine {
  const machine = entityFrom(Machine, row, 'machine.') as Machine;
  machine.machineType = machineTypeFrom(row, 'type.');
  machine.customer = entityFrom(Customer, row, 'customer.');
  machine.reseller = entityFrom(Reseller, row, 'reseller.');
  const { siteMunicipalityCode, sitePostalCode, sitePrefecture, siteMunicipality } = machine;
  const said = [siteMunicipalityCode, sitePostalCode, sitePrefecture, siteMunicipality].some(Boolean);
  machine.site = said
    ? {
        municipalityCode: siteMunicipalityCode,
        postalCode: sitePostalCode,
        prefecture: sitePrefecture,
        municipality: siteMunicipality,
      }
    : undefined;
  return machine;
}

function conditionsOf({ customerId, resellerId, machineType, serial }: MachineWhere): {
  conditions: string[];
  values: unknown[];
} {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const equal = (column: string, value: unknown): void => {
    conditions.push(`m.${column} = $${values.push(value)}`);
  };
  if (customerId) equal('customer_id', requireId('where.customerId', customerId));
  if (resellerId) equal('reseller_id', requireId('where.resellerId', resellerId));
  if (machineType) equal('machine_type', readMachineType('where.machineType', machineType));
  if (serial) equal('serial', readSerial('where.serial', serial));
  return { conditions, values };
}

async function count(tx: Transaction, conditions: readonly string[], values: readonly unknown[]): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `SELECT count(*) AS count FROM machine m WHERE ${['true', ...conditions].join(' AND ')} AND own(m)`,
    values,
  );
  return row?.count ?? 0;
}
