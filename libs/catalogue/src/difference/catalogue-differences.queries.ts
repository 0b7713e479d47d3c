import { Injectable } from '@nestjs/common';

import { connectionFrom, keyset, type PageArgs, pageOf, type Transaction } from '#platform';

import type { CatalogueImport } from '../catalogue-import.entity.ts';
import type { ServiceOffering } from '../service-offering.entity.ts';
import { ServiceOfferings } from '../service-offerings.queries.ts';
import { versionOn } from '../version-on.ts';
import type {
  CatalogueDifference,
  DifferenceCounts,
  MachineTypeChange,
  OfferingChange,
  OfferingChangeConnection,
  OfferingChangeKind,
} from './catalogue-difference.model.ts';
import { appliesToBeyond, fieldChanges } from './field-changes.ts';

export interface ChangeRow {
  readonly partNumber: string;
  readonly kind: OfferingChangeKind;
}

const CONTENT = [
  ...['list_name', 'kind', 'service_level', 'premier', 'keep_your_drive', 'add_on', 'term_months', 'price_state'],
  ...['list_price_minor', 'list_price_with_tax_minor', 'currency', 'on_sale_from', 'on_sale_until', 'notes'],
];

/** A version's offerings with the machines they are for as one text, in the order of part numbers. */
function version(id: string): string {
  return `(SELECT o.*, a.applies FROM service_offering o LEFT JOIN (
      SELECT part_number, string_agg(machine_type || ' ' || model, ',' ORDER BY machine_type, model) AS applies
      FROM applicability WHERE version_id = ${id} GROUP BY part_number
    ) a USING (part_number) WHERE o.version_id = ${id})`;
}

const content = (alias: string): string => [...CONTENT, 'applies'].map((column) => `${alias}.${column}`).join(', ');

/** Each offering of the base (`$1`) or the draft (`$2`) with what would become of it. */
const CHANGES = `SELECT coalesce(n.part_number, b.part_number) AS part_number, CASE
    WHEN b.part_number IS NULL THEN 'NEW' WHEN n.part_number IS NULL THEN 'WITHDRAWN'
    WHEN (${content('b')}) IS DISTINCT FROM (${content('n')}) THEN 'CHANGED' ELSE 'UNCHANGED' END AS change
  FROM ${version('$1')} b FULL JOIN ${version('$2')} n ON n.part_number = b.part_number`;

const listedType = (alias: string): string =>
  `CASE WHEN ${alias}.code IS NOT NULL THEN json_build_object('productName', ${alias}.product_name,
    'announcedOn', ${alias}.announced_on, 'endOfSupportOn', ${alias}.end_of_support_on) END`;

const MACHINE_TYPES = `SELECT coalesce(n.code, b.code) AS "machineType",
    CASE WHEN b.code IS NULL THEN 'NEW' WHEN n.code IS NULL THEN 'WITHDRAWN' ELSE 'CHANGED' END AS kind,
    ${listedType('b')} AS before, ${listedType('n')} AS after
  FROM (SELECT * FROM listed_machine_type WHERE version_id = $1) b
  FULL JOIN (SELECT * FROM listed_machine_type WHERE version_id = $2) n ON n.code = b.code
  WHERE (b.code, b.product_name, b.announced_on, b.end_of_support_on)
    IS DISTINCT FROM (n.code, n.product_name, n.announced_on, n.end_of_support_on)
  ORDER BY 1`;

// No version has it: everything is new.
const NOTHING_PUBLISHED = '00000000-0000-0000-0000-000000000000';

/** What publishing a draft would change, told by the database; only the page that is asked for is spelt out. */
@Injectable()
export class CatalogueDifferences {
  constructor(private readonly offerings: ServiceOfferings) {}

  /**
   * The difference of an import's version to the one that counts on its day as things are; of a published import, to the
   * one whose place it took. Nothing without a version.
   */
  async of(tx: Transaction, found: CatalogueImport): Promise<CatalogueDifference | undefined> {
    const { versionId, state, effectiveOn } = found;
    if (!versionId) return undefined;
    if (state === 'PUBLISHED') return { versionId, baseVersionId: found.baseVersionId ?? undefined };
    const row = await tx.row<{ id: string | null }>(`SELECT ${versionOn('$1')} AS id`, [effectiveOn]);
    return { versionId, baseVersionId: row?.id ?? undefined };
  }

  async counts(tx: Transaction, { baseVersionId, versionId }: CatalogueDifference): Promise<DifferenceCounts> {
    const rows = await tx.rows<{ change: string; count: number }>(
      `SELECT change, count(*)::int AS count FROM (${CHANGES}) c GROUP BY change`,
      [baseVersionId ?? NOTHING_PUBLISHED, versionId],
    );
    const count = (change: string): number => rows.find((row) => row.change === change)?.count ?? 0;
    return {
      new: count('NEW'),
      changed: count('CHANGED'),
      withdrawn: count('WITHDRAWN'),
      unchanged: count('UNCHANGED'),
    };
  }

  /** A page of changes in the order of part numbers: two statements, however long it is. */
  async changes(
    tx: Transaction,
    difference: CatalogueDifference,
    kinds: readonly OfferingChangeKind[] | null | undefined,
    args: PageArgs,
    withTotal: boolean,
  ): Promise<OfferingChangeConnection> {
    const page = pageOf(args, 1);
    const values = [difference.baseVersionId ?? NOTHING_PUBLISHED, difference.versionId, kinds ?? null];
    const from = `(${CHANGES}) c WHERE c.change <> 'UNCHANGED' AND c.change = ANY(coalesce($3::text[], ARRAY[c.change]))`;
    const key = keyset(['c.part_number'], page, values.length + 1);
    const rows = await tx.rows<ChangeRow>(
      `SELECT c.part_number AS "partNumber", c.change AS kind FROM ${from} AND ${key.where} ${key.order}`,
      [...values, ...key.values],
    );
    const spelt = new Map((await this.spellOut(tx, difference, rows)).map((change) => [change.partNumber, change]));
    const total = withTotal
      ? (await tx.row<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`, values))?.count
      : undefined;
    const nodeOf = ({ partNumber }: ChangeRow): OfferingChange => spelt.get(partNumber) as OfferingChange;
    return connectionFrom(rows, page, ({ partNumber }) => [partNumber], nodeOf, total);
  }

  /** The changes of some offerings, field by field; one statement. */
  async spellOut(
    tx: Transaction,
    { baseVersionId, versionId }: CatalogueDifference,
    rows: readonly ChangeRow[],
  ): Promise<OfferingChange[]> {
    const versions = baseVersionId === undefined ? [versionId] : [baseVersionId, versionId];
    const keys = versions.flatMap((id) => rows.map(({ partNumber }) => ({ versionId: id, partNumber })));
    const found = await this.offerings.byKeys(tx, keys);
    const byKey = new Map(found.map((offering) => [`${offering.versionId} ${offering.partNumber}`, offering]));
    return rows.map(({ partNumber, kind }) =>
      changeOf(
        partNumber,
        kind,
        byKey.get(`${baseVersionId ?? ''} ${partNumber}`),
        byKey.get(`${versionId} ${partNumber}`),
      ),
    );
  }

  /** The machine types that are new, gone, or described otherwise. */
  async machineTypes(tx: Transaction, { baseVersionId, versionId }: CatalogueDifference): Promise<MachineTypeChange[]> {
    return tx.rows<MachineTypeChange>(MACHINE_TYPES, [baseVersionId ?? NOTHING_PUBLISHED, versionId]);
  }

  /** Every offering that changes, in the order of part numbers, not spelt out. */
  async all(tx: Transaction, { baseVersionId, versionId }: CatalogueDifference): Promise<ChangeRow[]> {
    return tx.rows<ChangeRow>(
      `SELECT c.part_number AS "partNumber", c.change AS kind FROM (${CHANGES}) c
       WHERE c.change <> 'UNCHANGED' ORDER BY c.part_number`,
      [baseVersionId ?? NOTHING_PUBLISHED, versionId],
    );
  }
}

function changeOf(
  partNumber: string,
  kind: OfferingChangeKind,
  before: ServiceOffering | undefined,
  after: ServiceOffering | undefined,
): OfferingChange {
  const both = before && after;
  return {
    partNumber,
    kind,
    before,
    after,
    fields: both ? fieldChanges(before, after) : [],
    appliesToAdded: both ? appliesToBeyond(after, before) : [],
    appliesToRemoved: both ? appliesToBeyond(before, after) : [],
  };
}
