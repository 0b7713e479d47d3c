import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { type ProductNumber, ServiceKind } from '#policy';
import {
  type Connection,
  connectionFrom,
  entityFrom,
  keyAmong,
  keyKinds,
  keyset,
  type Page,
  type PageArgs,
  pageOf,
  readYen,
  propertiesOf,
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

/** So many offerings of pages that were read stay in memory: a megabyte for each thousand. */
const MOST_KEPT = 30_000;

/** The service offerings of the catalogue. */
@Injectable()
export class ServiceOfferings {
  private readonly pages = new LRUCache<string, Connection<ServiceOffering>>({
    maxSize: MOST_KEPT,
    sizeCalculation: ({ nodes }) => nodes.length + 1,
  });

  /**
   * A page of offerings. A full product number asks for its model's offerings first, then the type-wide ones; a machine
   * type alone for the type-wide ones first, then those of all its models. A published version never changes, so that
   * what was read of it once stays in memory: then one statement says which version counts, and nothing else is read but
   * `totalCount`.
   */
  async page(
    tx: Transaction,
    { on, knownAt, ...asked }: OfferingSearch,
    args: PageArgs,
    selection: Selection,
  ): Promise<Connection<ServiceOffering>> {
    const page = pageOf(args, KINDS);
    const counting = await tx.row<{ version: string | null }>(COUNTING, [on, knownAt ?? null]);
    const search = { ...asked, on, versionId: counting?.version ?? null };
    const appliesTo = selection.at('nodes').and(selection.at('edges', 'node')).has('appliesTo');
    const key = JSON.stringify([{ ...search, on: onlyIfItMatters(search) }, page, appliesTo]);
    let kept = this.pages.get(key);
    if (kept === undefined) this.pages.set(key, (kept = await readPage(tx, search, page, appliesTo)));
    if (!selection.has('totalCount')) return kept;
    const { from, values } = searchedOfferings(search);
    return { ...kept, totalCount: await count(tx, from, values) };
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

const COUNTING = `SELECT ${versionOn('$1', '$2')} AS version`;

/** A search in one version; none where nothing has been published. */
interface VersionSearch extends Omit<OfferingSearch, 'knownAt'> {
  readonly versionId: string | null;
}

/** The day decides which version counts; within one, only what is on sale. */
function onlyIfItMatters({ where, on }: VersionSearch): string | undefined {
  return typeof where?.onSale === 'boolean' ? on : undefined;
}

async function readPage(
  tx: Transaction,
  search: VersionSearch,
  page: Page,
  appliesTo: boolean,
): Promise<Connection<ServiceOffering>> {
  const { from, values } = searchedOfferings(search);
  const key = keyset(ORDER, page, values.length + 1);
  const rows = await tx.rows<Record<string, unknown>>(
    `SELECT ${selectList(ServiceOffering, 'o')}${appliesTo ? `, ${APPLIES_TO}` : ''}, o.level, o.rank
     FROM (${from}) o WHERE ${key.where} ${key.order}`,
    [...values, ...key.values],
  );
  const keyOf = (row: Record<string, unknown>): unknown[] => [
    row.rank,
    row.kind,
    row.level,
    row.premier,
    row.keepYourDrive,
    row.termMonths,
    row.partNumber,
  ];
  return connectionFrom(rows, page, keyOf, (row) => offeringFrom(row));
}

function searchedOfferings({ productNumber, where, on, versionId }: VersionSearch): {
  from: string;
  values: unknown[];
} {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const version = add(versionId);
  const conditions = [`s.version_id = ${version}`, ...conditionsOf(where ?? {}, on, add)];
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

function conditionsOf(where: ServiceOfferingWhere, on: string, add: (value: unknown) => string): string[] {
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
    ...(typeof where.onSale === 'boolean' ? [onSaleOn(add(on), add(where.onSale))] : []),
  ];
}

function onSaleOn(day: string, wanted: string): string {
  return `(coalesce(s.on_sale_from <= ${day}::date, true) AND coalesce(s.on_sale_until >= ${day}::date, true)) = ${wanted}`;
}

async function count(tx: Transaction, from: string, values: readonly unknown[]): Promise<number> {
  const row = await tx.row<{ count: number }>(`SELECT count(*) AS count FROM (${from}) o`, values);
  return row?.count ?? 0;
}

/** The columns of an offering that are asked, behind a prefix, and those that say what it is; for `offeringFrom`. */
export function offeringColumns(alias: 'o', prefix: string, selection: Selection): string {
  const list = selectList(ServiceOffering, alias, prefix, new Set(columnsFor(selection)));
  return selection.has('appliesTo') ? `${list}, ${APPLIES_TO}` : list;
}

/** Columns by the field that needs them, where nothing else does. */
const OPTIONAL_COLUMNS: Readonly<Record<string, readonly (keyof ServiceOffering)[]>> = {
  priceState: ['priceState'],
  listPrice: ['listPriceMinor', 'currency'],
  listPriceWithTax: ['listPriceWithTaxMinor', 'currency'],
  onSaleFrom: ['onSaleFrom'],
  onSaleUntil: ['onSaleUntil'],
  notes: ['notes'],
};
const IDENTITY = propertiesOf(ServiceOffering, ...new Set(Object.values(OPTIONAL_COLUMNS).flat()));

function columnsFor(selection: Selection): string[] {
  const asked = Object.entries(OPTIONAL_COLUMNS).filter(([field]) => selection.has(field));
  return [...IDENTITY, ...asked.flatMap(([, columns]) => columns)];
}

/** The offering in a row of `offeringColumns`, with what it applies to where that was selected. */
export function offeringFrom(row: Readonly<Record<string, unknown>>, prefix = ''): ServiceOffering {
  const offering = entityFrom(ServiceOffering, row, prefix) as ServiceOffering;
  offering.appliesTo = (row.appliesTo as Applicability[] | undefined) ?? [];
  return offering;
}
