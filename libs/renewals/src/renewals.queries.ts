import { Injectable } from '@nestjs/common';

import type { CalendarDate, ServiceLevel } from '#policy';
import {
  badUserInput,
  type Connection,
  connectionFrom,
  keyKinds,
  keyset,
  moneyModel,
  type PageArgs,
  pageOf,
  requireId,
  type Selection,
  type Transaction,
} from '#platform';
import { type Market, Markets } from '#market';
import { readMachineType, versionOn } from '#catalogue';
import { type AskedMachines, type Machine, Machines } from '#installed-base';

import type { RenewalWhere } from './renewal.inputs.ts';
import { Renewal, type RenewalMonth } from './renewal.model.ts';

interface EndingRow {
  readonly machineId: string;
  readonly endsOn: CalendarDate;
  readonly serviceLevel: ServiceLevel | null;
  readonly premier: boolean;
}

const ORDER = ['e.ends_on', 'e.machine_id'];

const COLUMNS = `e.machine_id AS "machineId", e.ends_on AS "endsOn", e.service_level AS "serviceLevel", e.premier`;
const MACHINES = 'JOIN machine m ON m.id = e.machine_id JOIN machine_type t ON t.code = m.machine_type';
const ENDING = `coverage_ending e ${MACHINES} WHERE true AND own(e)`;

/** The renewal pipeline: every machine by when its coverage ends, from the longest lapsed to the last. */
@Injectable()
export class Renewals {
  constructor(
    private readonly machines: Machines,
    private readonly markets: Markets,
  ) {}

  /** A page of renewals, judged as of a day. The machines and all that is asked of them are loaded together. */
  async page(
    tx: Transaction,
    where: RenewalWhere,
    on: CalendarDate,
    args: PageArgs,
    selection: Selection,
  ): Promise<Connection<Renewal>> {
    const page = pageOf(args, [keyKinds.day, keyKinds.id]);
    const { from, conditions, values } = conditionsOf(where);
    const key = keyset(ORDER, page, values.length + 1);
    const { machine: asked, endOfSupport } = askedOf(selection, on);
    const { columns, joins } = this.machines.selectedIn(asked, { endOfSupport });
    const [rows, market, totalCount] = await Promise.all([
      tx.rows<EndingRow>(
        // First the page, then what belongs to its machines: joined before, everything that ends would be.
        `SELECT ${COLUMNS}, ${columns} FROM (
           SELECT e.machine_id, e.ends_on, e.service_level, e.premier FROM ${from}
           WHERE ${[...conditions, key.where].join(' AND ')} AND own(e) ${key.order}
         ) e ${MACHINES} ${joins} ${key.order}`,
        [...values, ...key.values],
      ),
      this.markets.on(tx, on),
      selection.has('totalCount') ? count(tx, { from, conditions, values }) : undefined,
    ]);
    const read = await this.machines.fromRows(tx, rows, asked);
    const machines = new Map(read.map((machine) => [machine.id, machine]));
    const keyOf = ({ endsOn, machineId }: EndingRow): string[] => [endsOn, machineId];
    return connectionFrom(rows, page, keyOf, (row) => renewalOf(row, machines, on, market), totalCount);
  }

  /** Machines and list value by month over everything the filter lets through: the list price of a 12-month renewal like what ends. */
  async months(tx: Transaction, where: RenewalWhere, on: CalendarDate): Promise<RenewalMonth[]> {
    const { conditions, values } = conditionsOf(where);
    const day = `$${values.length + 1}`;
    const rows = await tx.rows<{ month: string; machines: number; priced: number; listValueMinor: number }>(
      `WITH ending AS (
         SELECT e.ends_on, e.service_level, e.premier, m.machine_type, m.model FROM ${ENDING} AND ${conditions.join(' AND ')}
       ), price AS (
         SELECT a.machine_type, a.model, o.service_level, o.premier, min(o.list_price_minor) AS amount
         FROM service_offering o JOIN applicability a USING (version_id, part_number)
         WHERE o.version_id = ${versionOn(day)} AND o.kind = 'RENEWAL' AND o.term_months = 12 AND NOT o.keep_your_drive
           AND coalesce(o.on_sale_from <= ${day}::date, true) AND coalesce(o.on_sale_until >= ${day}::date, true)
         GROUP BY a.machine_type, a.model, o.service_level, o.premier
       )
       SELECT to_char(date_trunc('month', e.ends_on), 'YYYY-MM-DD') AS month, count(*) AS machines,
         count(coalesce(own.amount, wide.amount)) AS priced, coalesce(sum(coalesce(own.amount, wide.amount)), 0)::bigint AS "listValueMinor"
       FROM ending e
       LEFT JOIN price own ON own.machine_type = e.machine_type AND own.model = e.model AND own.model <> ''
         AND own.service_level = e.service_level AND own.premier = e.premier
       LEFT JOIN price wide ON wide.machine_type = e.machine_type AND wide.model = ''
         AND wide.service_level = e.service_level AND wide.premier = e.premier
       GROUP BY 1 ORDER BY 1`,
      [...values, on],
    );
    return rows.map(({ listValueMinor, ...month }) => {
      return { ...month, listValue: moneyModel({ amountMinor: listValueMinor, currency: 'JPY' }) };
    });
  }

  /** The renewals of machines that were read already, by machine. */
  async ofMachines(
    tx: Transaction,
    { ids, read }: AskedMachines,
    on: CalendarDate,
  ): Promise<ReadonlyMap<string, Renewal>> {
    const [rows, market, machines] = await Promise.all([
      tx.rows<EndingRow>(`SELECT ${COLUMNS} FROM ${ENDING} AND e.machine_id = ANY($1)`, [ids]),
      this.markets.on(tx, on),
      read,
    ]);
    const byId = new Map(machines.map((machine) => [machine.id, machine]));
    return new Map(rows.map((row) => [row.machineId, renewalOf(row, byId, on, market)]));
  }
}

interface Asked {
  /** Of the machine of each renewal. */
  readonly machine: Selection;
  readonly endOfSupport: boolean;
}

function askedOf(selection: Selection, on: CalendarDate): Asked {
  const node = selection.at('nodes').and(selection.at('edges', 'node'));
  const machine = node.at('machine');
  const judged = ['options', 'costOfWaiting', 'serviceLife'].some((field) => node.has(field));
  return {
    machine: judged ? machine.alsoAsking('eligibleServices', { on }) : machine,
    endOfSupport: node.has('endOfSupportOn') || node.has('findings'),
  };
}

function renewalOf(
  ending: EndingRow,
  machines: ReadonlyMap<string, Machine>,
  on: CalendarDate,
  market: Market,
): Renewal {
  const machine = machines.get(ending.machineId);
  if (machine === undefined) throw new Error(`machine ${ending.machineId} has coverage and cannot be read`);
  return new Renewal(machine, ending, on, market);
}

/** What a filter lets through of what ends `e`, and where it is to be found: with its machines where it looks at these. */
interface Filter {
  readonly from: string;
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
}

function conditionsOf(where: RenewalWhere): Filter {
  const { endingFrom, endingTo, customerId, resellerId, machineType } = where;
  if (endingFrom && endingTo && endingFrom > endingTo) {
    throw badUserInput('where.endingTo', `The window ends on ${endingTo}, before it begins on ${endingFrom}.`);
  }
  const values: unknown[] = [];
  const conditions = ['true'];
  const add = (condition: string, value: unknown): void => {
    if (value) conditions.push(condition.replace('?', `$${values.push(value)}`));
  };
  add('e.ends_on >= ?::date', endingFrom);
  add('e.ends_on <= ?::date', endingTo);
  add('e.customer_id = ?', requireId('where.customerId', customerId));
  add('e.reseller_id = ?', requireId('where.resellerId', resellerId));
  add('e.service_level = ?', where.serviceLevel);
  const ofEnding = conditions.length;
  add('t.family = ?', where.family);
  add('m.machine_type = ?', machineType && readMachineType('where.machineType', machineType));
  add('m.site_prefecture = ?', where.prefecture?.trim());
  const from = conditions.length > ofEnding ? `coverage_ending e ${MACHINES}` : 'coverage_ending e';
  return { from, conditions, values };
}

async function count(tx: Transaction, { from, conditions, values }: Filter): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `SELECT count(*) AS count FROM ${from} WHERE ${conditions.join(' AND ')} AND own(e)`,
    values,
  );
  return row?.count ?? 0;
}
