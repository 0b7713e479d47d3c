import { Injectable } from '@nestjs/common';

import { type ProductNumber, ServiceKind } from '#policy';
import {
  type Connection,
  connectionFrom,
  entityFrom,
  keyAmong,
  keyKinds,
  keyset,
  type PageArgs,
  pageOf,
  readYen,
  selectList,
  type Selection,
  type Transaction,
} from '#platform';

import type { ServiceOfferingWhere } from './service-offering.inputs.ts';
import { Applicability, ServiceOffering } from './service-offering.entity.ts';
import { versionOn } from './version-on.ts';

/** Which offering of which version: contracts and packs keep the version they were judged by. */
export interface OfferingKey {
  readonly versionId: string;
  readonly partNumber: string;
}

export interface OfferingSearch {
  readonly productNumber?: ProductNumber;
  readonly where?: ServiceOfferingWhere;
  readonly on: string;
  /** Only what had been published by then counts. */
  readonly knownAt?: Date;
}

// The order of every list of offerings: what fits most closely first, then kind, level, Premier, drive, term, part number.
const ORDER = ['rank', 'kind', 'level', 'premier', 'keep_your_drive', 'term_months', 'part_number'];
const KINDS = [
  ...[keyKinds.integer, keyAmong(ServiceKind), keyKinds.integer],
  ...[keyKinds.boolean, keyKinds.boolean, keyKinds.integer, keyKinds.text],
];
const LEVEL = `coalesce(array_position(enum_range(NULL::service_level), s.service_level), 0) AS level`;
/** The machine types of the offering `o`, as a column. */
export const APPLIES_TO = `(SELECT json_agg(json_build_object('machineType', x.machine_type, 'model', x.model) ORDER BY x.machine_type, x.model)
  FROM applicability x WHERE x.version_id = o.version_id AND x.part_number = o.part_number) AS "appliesTo"`;

/** The service offerings of the catalogue. */
@Injectable()
export class ServiceOfferings {
  /**
   * A page of offerings. A full product number asks for its model's offerings first, then the type-wide ones; a machine
   * type alone for the type-wide ones first, then those of all its models. One statement, or two with `totalCount`.
   */
  async page(
    tx: Transaction,
    search: OfferingSearch,
    args: PageArgs,
    selection: Selection,
  ): Promise<Connection<ServiceOffering>> {
    const page = pageOf(args, KINDS);
    const { from, values } = searchedOfferings(search);
    const key = keyset(ORDER, page, values.length + 1);
    const appliesTo = selection.at('nodes').and(selection.at('edges', 'node')).has('appliesTo');
    const rows = await tx.rows<Record<string, unknown>>(
      `SELECT ${offeringColumns('o', '', appliesTo)}, o.level, o.rank
       FROM (${from}) o WHERE ${key.where} ${key.order}`,
      [...values, ...key.values],
    );
    const totalCount = selection.has('totalCount') ? await count(tx, from, values) : undefined;
    const keyOf = (row: Record<string, unknown>): unknown[] => [
      row.rank,
      row.kind,
      row.level,
      row.premier,
      row.keepYourDrive,
      row.termMonths,
      row.partNumber,
    ];
    return connectionFrom(rows, page, keyOf, (row) => offeringFrom(row), totalCount);
  }

  /** One offering as the catalogue of that day has it. */
  async byPartNumber(
    tx: Transaction,
    partNumber: string,
    on: string,
    knownAt?: Date,
  ): Promise<ServiceOffering | undefined> {
    const row = await tx.row<Record<string, unknown>>(
      `SELECT ${selectList(ServiceOffering, 'o')}, ${APPLIES_TO} FROM service_offering o
       WHERE o.part_number = $2 AND o.version_id = ${versionOn('$1', '$3')}`,
      [on, partNumber, knownAt ?? null],
    );
    return row && offeringFrom(row);
  }

  /** The offerings of those keys, whatever version they are of. */
  async byKeys(tx: Transaction, keys: readonly OfferingKey[]): Promise<ServiceOffering[]> {
    const rows = await tx.rows<Record<string, unknown>>(
      `SELECT ${selectList(ServiceOffering, 'o')}, ${APPLIES_TO}
       FROM unnest($1::uuid[], $2::text[]) AS k (version_id, part_number) JOIN service_offering o USING (version_id, part_number)`,
      [keys.map(({ versionId }) => versionId), keys.map(({ partNumber }) => partNumber)],
    );
    return rows.map((row) => offeringFrom(row));
  }
}

function searchedOfferings({ productNumber, where, on, knownAt }: OfferingSearch): { from: string; values: unknown[] } {
  const values: unknown[] = [on, knownAt ?? null];
  const version = versionOn('$1', '$2');
  const add = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`s.version_id = ${version}`, ...conditionsOf(where ?? {}, add)];
  if (productNumber === undefined) {
    return {
      from: `SELECT s.*, ${LEVEL}, 0 AS rank FROM service_offering s WHERE ${conditions.join(' AND ')}`,
      values,
    };
  }
  const type = add(productNumber.machineType);
  const model = productNumber.model === undefined ? undefined : add(productNumber.model);
  const rank = model === undefined ? `(a.model <> '')::int` : `(a.model = '')::int`;
  const fits = model === undefined ? '' : `AND a.model IN ('', ${model})`;
  return {
    from: `SELECT s.*, ${LEVEL}, a.rank FROM service_offering s JOIN (
        SELECT a.version_id, a.part_number, min(${rank}) AS rank FROM applicability a
        WHERE a.version_id = ${version} AND a.machine_type = ${type} ${fits} GROUP BY a.version_id, a.part_number
      ) a USING (version_id, part_number) WHERE ${conditions.join(' AND ')}`,
    values,
  };
}

function conditionsOf(where: ServiceOfferingWhere, add: (value: unknown) => string): string[] {
  const equal = (column: string, value: unknown): string[] =>
    value === undefined || value === null ? [] : [`s.${column} = ${add(value)}`];
  const among = (column: string, type: string, list: readonly unknown[] | null | undefined): string[] =>
    list ? [`s.${column} = ANY(${add(list)}::${type}[])`] : [];
  const { from, to } = where.listPrice ?? {};
  return [
    ...equal('kind', where.kind),
    ...among('kind', 'service_kind', where.kindIn),
    ...equal('service_level', where.serviceLevel),
    ...among('service_level', 'service_level', where.serviceLevelIn),
    ...equal('add_on', where.addOn),
    ...equal('term_months', where.termMonths),
    ...among('term_months', 'integer', where.termMonthsIn),
    ...equal('premier', where.premier),
    ...equal('keep_your_drive', where.keepYourDrive),
    ...(from ? [`s.list_price_minor >= ${add(readYen('where.listPrice.from', from))}`] : []),
    ...(to ? [`s.list_price_minor <= ${add(readYen('where.listPrice.to', to))}`] : []),
    ...(typeof where.onSale === 'boolean'
      ? [`(coalesce(s.on_sale_from <= $1, true) AND coalesce(s.on_sale_until >= $1, true)) = ${add(where.onSale)}`]
      : []),
  ];
}

async function count(tx: Transaction, from: string, values: readonly unknown[]): Promise<number> {
  const row = await tx.row<{ count: number }>(`SELECT count(*) AS count FROM (${from}) o`, values);
  return row?.count ?? 0;
}

/** The columns of an offering, behind a prefix; for `offeringFrom`. */
export function offeringColumns(alias: 'o', prefix: string, appliesTo: boolean): string {
  return `${selectList(ServiceOffering, alias, prefix)}${appliesTo ? `, ${APPLIES_TO}` : ''}`;
}

/** The offering in a row of `offeringColumns`, with what it applies to where that was selected. */
export function offeringFrom(row: Readonly<Record<string, unknown>>, prefix = ''): ServiceOffering {
  const offering = entityFrom(ServiceOffering, row, prefix) as ServiceOffering;
  offering.appliesTo = (row.appliesTo as Applicability[] | undefined) ?? [];
  return offering;
}
