import { Injectable } from '@nestjs/common';

import { seesWholesalePrices } from '#access';
import { type Caller, connectionFrom, keyKinds, keyset, type PageArgs, pageOf, type Transaction } from '#platform';

import type { CatalogueImport } from '../catalogue-import.entity.ts';
import { ServiceOfferings } from '../service-offerings.queries.ts';
import { versionOn } from '../version-on.ts';
import { keyText, WholesalePrices } from '../wholesale-prices.queries.ts';
import type {
  CatalogueDifference,
  DifferenceCounts,
  MachineTypeChange,
  OfferingChange,
  OfferingChangeConnection,
  OfferingChangeKind,
} from './catalogue-difference.model.ts';
import { appliesToBeyond, fieldChanges, type PricedOffering } from './field-changes.ts';

export interface ChangeRow {
  readonly partNumber: string;
  readonly kind: OfferingChangeKind;
}

const CONTENT = [
  ...['list_name', 'kind', 'service_level', 'premier', 'keep_your_drive', 'add_on', 'term_months', 'price_state'],
  ...['list_price_minor', 'list_price_with_tax_minor', 'currency', 'on_sale_from', 'on_sale_until', 'notes'],
];

const WHOLESALE = ['amount_minor', 'amount_with_tax_minor'];

/**
 * A version's offerings with the machines they are for as one text. Looked up offering by offering: right after an import
 * the database does not know how many there are, and would gather all of them anew for each.
 */
function version(id: string, withWholesale: boolean): string {
  const wholesale = withWholesale ? 'LEFT JOIN wholesale_price w USING (version_id, part_number)' : '';
  return `(SELECT o.*, a.applies${withWholesale ? WHOLESALE.map((column) => `, w.${column}`).join('') : ''}
    FROM service_offering o LEFT JOIN LATERAL (
      SELECT string_agg(machine_type || ' ' || model, ',' ORDER BY machine_type, model) AS applies
      FROM applicability WHERE version_id = o.version_id AND part_number = o.part_number
    ) a ON true ${wholesale} WHERE o.version_id = ${id})`;
}

/** Each offering of the base (`$1`) or the draft (`$2`) with what would become of it. */
function changesOf({ withWholesale }: CatalogueDifference): string {
  const columns = [...CONTENT, 'applies', ...(withWholesale ? WHOLESALE : [])];
  const differing = columns.map((column) => `(b.${column} IS DISTINCT FROM n.${column})::int`).join(' + ');
  const content = (alias: string): string => columns.map((column) => `${alias}.${column}`).join(', ');
  return `SELECT coalesce(n.part_number, b.part_number) AS part_number, CASE
    WHEN b.part_number IS NULL THEN 'NEW' WHEN n.part_number IS NULL THEN 'WITHDRAWN'
    WHEN (${content('b')}) IS DISTINCT FROM (${content('n')}) THEN 'CHANGED' ELSE 'UNCHANGED' END AS change,
    CASE WHEN b.part_number IS NULL OR n.part_number IS NULL THEN 1 ELSE ${differing} END AS lines
  FROM ${version('$1', withWholesale)} b FULL JOIN ${version('$2', withWholesale)} n ON n.part_number = b.part_number`;
}

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
  constructor(
    private readonly offerings: ServiceOfferings,
    private readonly wholesale: WholesalePrices,
  ) {}

  /**
   * The difference of an import's version to the one that counts on its day as things are; of a published import, to the
   * one whose place it took. Nothing without a version. Wholesale prices are in it where the caller may see them.
   */
  async of(tx: Transaction, caller: Caller, found: CatalogueImport): Promise<CatalogueDifference | undefined> {
    const { versionId, state, effectiveOn } = found;
    if (!versionId) return undefined;
    const withWholesale = seesWholesalePrices(caller);
    if (state === 'PUBLISHED') return { versionId, baseVersionId: found.baseVersionId ?? undefined, withWholesale };
    const row = await tx.row<{ id: string | null }>(`SELECT ${versionOn('$1')} AS id`, [effectiveOn]);
    return { versionId, baseVersionId: row?.id ?? undefined, withWholesale };
  }

  async counts(tx: Transaction, difference: CatalogueDifference): Promise<DifferenceCounts> {
    const rows = await tx.rows<{ change: string; count: number }>(
      `SELECT change, count(*)::int AS count FROM (${changesOf(difference)}) c GROUP BY change`,
      keysOf(difference),
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
    const page = pageOf(args, [keyKinds.text]);
    const values = [...keysOf(difference), kinds ?? null];
    const from = `(${changesOf(difference)}) c WHERE c.change <> 'UNCHANGED' AND c.change = ANY(coalesce($3::text[], ARRAY[c.change]))`;
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

  /** The changes of some offerings, field by field; one statement, or two with wholesale prices. */
  async spellOut(
    tx: Transaction,
    { baseVersionId, versionId, withWholesale }: CatalogueDifference,
    rows: readonly ChangeRow[],
  ): Promise<OfferingChange[]> {
    const versions = baseVersionId === undefined ? [versionId] : [baseVersionId, versionId];
    const keys = versions.flatMap((id) => rows.map(({ partNumber }) => ({ versionId: id, partNumber })));
    const found = await this.offerings.byKeys(tx, keys);
    const prices = withWholesale ? await this.wholesale.byKeys(tx, keys) : undefined;
    const byKey = new Map(
      found.map((offering) => [keyText(offering), { offering, wholesale: prices?.get(keyText(offering)) }]),
    );
    return rows.map(({ partNumber, kind }) =>
      changeOf(
        partNumber,
        kind,
        byKey.get(keyText({ versionId: baseVersionId ?? '', partNumber })),
        byKey.get(keyText({ versionId, partNumber })),
      ),
    );
  }

  /** The machine types that are new, gone, or described otherwise. */
  async machineTypes(tx: Transaction, difference: CatalogueDifference): Promise<MachineTypeChange[]> {
    return tx.rows<MachineTypeChange>(MACHINE_TYPES, keysOf(difference));
  }

  /** How many lines it takes to say the difference, or one kind of change: one for each field, and for the machines. */
  async lines(tx: Transaction, difference: CatalogueDifference, kind?: OfferingChangeKind): Promise<number> {
    const row = await tx.row<{ lines: number }>(
      `SELECT coalesce(sum(c.lines), 0)::int AS lines FROM (${changesOf(difference)}) c
       WHERE c.change <> 'UNCHANGED' AND c.change = coalesce($3, c.change)`,
      [...keysOf(difference), kind ?? null],
    );
    return row?.lines ?? 0;
  }

  /** Every offering that changes, or changes so, in the order of part numbers, not spelt out. */
  async all(tx: Transaction, difference: CatalogueDifference, kind?: OfferingChangeKind): Promise<ChangeRow[]> {
    return tx.rows<ChangeRow>(
      `SELECT c.part_number AS "partNumber", c.change AS kind FROM (${changesOf(difference)}) c
       WHERE c.change <> 'UNCHANGED' AND c.change = coalesce($3, c.change) ORDER BY c.part_number`,
      [...keysOf(difference), kind ?? null],
    );
  }
}

function keysOf({ baseVersionId, versionId }: CatalogueDifference): [string, string] {
  return [baseVersionId ?? NOTHING_PUBLISHED, versionId];
}

function changeOf(
  partNumber: string,
  kind: OfferingChangeKind,
  was: PricedOffering | undefined,
  becomes: PricedOffering | undefined,
): OfferingChange {
  const [before, after] = [was?.offering, becomes?.offering];
  const both = before && after;
  return {
    partNumber,
    kind,
    before,
    after,
    fields: was && becomes ? fieldChanges(was, becomes) : [],
    appliesToAdded: both ? appliesToBeyond(after, before) : [],
    appliesToRemoved: both ? appliesToBeyond(before, after) : [],
  };
}
