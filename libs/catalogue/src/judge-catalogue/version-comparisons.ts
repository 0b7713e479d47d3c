import type { ServiceKind, ServiceLevel } from '#policy';
import type { Transaction } from '#platform';

/** Two versions, and the day from which one would take the other's place. */
export interface ComparedVersions {
  readonly versionId: string;
  readonly baseVersionId: string;
  readonly effectiveOn: string;
  readonly priceJumpPercent: number;
}

export interface WithdrawnOffering {
  readonly partNumber: string;
  readonly kind: ServiceKind;
  readonly serviceLevel: ServiceLevel | null;
  readonly premier: boolean;
  readonly appliesTo: readonly { readonly machineType: string; readonly model: string }[];
}

// What a version sells from the day on: an offering whose sale has ended by then is as good as withdrawn.
const SELLS = `coalesce(o.on_sale_until >= $3::date, true)`;

function keysOf({ baseVersionId, versionId, effectiveOn }: ComparedVersions): readonly unknown[] {
  return [baseVersionId, versionId, effectiveOn];
}

/**
 * Compares two versions by hashing the one and running through the other, whatever is known of the tables. What was written
 * in this very transaction is not counted yet: taken for a handful of rows, the one version would be gone through anew for
 * each row of the other.
 */
export async function inOnePass<T>(tx: Transaction, compare: () => Promise<T>): Promise<T> {
  await tx.rows("SELECT set_config('enable_nestloop', 'off', true)");
  const compared = await compare();
  await tx.rows("SELECT set_config('enable_nestloop', 'on', true)");
  return compared;
}

/** The offerings that the base sells and the draft does not: left out, or no longer on sale. */
export async function withdrawnOfferings(tx: Transaction, versions: ComparedVersions): Promise<WithdrawnOffering[]> {
  return tx.rows<WithdrawnOffering>(
    `SELECT o.part_number AS "partNumber", o.kind, o.service_level AS "serviceLevel", o.premier,
       json_agg(json_build_object('machineType', a.machine_type, 'model', a.model)) AS "appliesTo"
     FROM service_offering o JOIN applicability a USING (version_id, part_number)
     WHERE o.version_id = $1 AND ${SELLS} AND NOT EXISTS (SELECT FROM service_offering s
       WHERE s.version_id = $2 AND s.part_number = o.part_number AND coalesce(s.on_sale_until >= $3::date, true))
     GROUP BY o.part_number, o.kind, o.service_level, o.premier ORDER BY o.part_number`,
    keysOf(versions),
  );
}

/** The days the two lists say they are of, and how much of the base is missing in the draft. */
export async function listDates(
  tx: Transaction,
  { baseVersionId, versionId }: ComparedVersions,
): Promise<{ listDate: string | null; publishedListDate: string | null; published: number; missing: number }> {
  const [row] = await tx.rows<{
    listDate: string | null;
    publishedListDate: string | null;
    published: number;
    missing: number;
  }>(
    `SELECT n.list_date AS "listDate", b.list_date AS "publishedListDate", b.offering_count AS published,
       (SELECT count(*)::int FROM service_offering o WHERE o.version_id = b.id AND NOT EXISTS (
         SELECT FROM service_offering s WHERE s.version_id = n.id AND s.part_number = o.part_number)) AS missing
     FROM catalogue_version b, catalogue_version n WHERE b.id = $1 AND n.id = $2`,
    [baseVersionId, versionId],
  );
  if (row === undefined) throw new Error(`the versions ${baseVersionId} and ${versionId} cannot be compared`);
  return row;
}

/** The machine types that the base sells anything for and the draft nothing. */
export async function vanishedTypes(
  tx: Transaction,
  { baseVersionId, versionId }: ComparedVersions,
): Promise<{ machineType: string; count: number }[]> {
  return tx.rows(
    `SELECT a.machine_type AS "machineType", count(DISTINCT a.part_number)::int AS count FROM applicability a
     WHERE a.version_id = $1
       AND NOT EXISTS (SELECT FROM applicability b WHERE b.version_id = $2 AND b.machine_type = a.machine_type)
     GROUP BY a.machine_type ORDER BY a.machine_type`,
    [baseVersionId, versionId],
  );
}

/** The service levels that a machine type has in the base and not in the draft. */
export async function vanishedLevels(
  tx: Transaction,
  versions: ComparedVersions,
): Promise<{ machineType: string; serviceLevel: ServiceLevel }[]> {
  return tx.rows(
    inBaseAlone(`a.machine_type AS "machineType", o.service_level AS "serviceLevel"`, 'o.service_level IS NOT NULL'),
    keysOf(versions),
  );
}

/** The machine types whose last 24-month renewal the draft no longer has; with it end their seven years (R-LIFE-7Y). */
export async function lastLongRenewals(
  tx: Transaction,
  versions: ComparedVersions,
): Promise<{ machineType: string }[]> {
  return tx.rows(
    inBaseAlone(`a.machine_type AS "machineType"`, `o.kind = 'RENEWAL' AND o.term_months = 24`),
    keysOf(versions),
  );
}

/** The prices that move by more than the share, up or down, on the same tax basis; from nothing, any price is a jump. */
export async function priceJumps(
  tx: Transaction,
  { baseVersionId, versionId, priceJumpPercent }: ComparedVersions,
): Promise<{ partNumber: string; before: number; after: number }[]> {
  return tx.rows(
    `SELECT p.part_number AS "partNumber", p.before, p.after FROM (
       SELECT part_number,
         CASE WHEN both_net THEN b.list_price_minor ELSE b.list_price_with_tax_minor END AS before,
         CASE WHEN both_net THEN n.list_price_minor ELSE n.list_price_with_tax_minor END AS after
       FROM service_offering b JOIN service_offering n USING (part_number),
         LATERAL (SELECT b.list_price_minor IS NOT NULL AND n.list_price_minor IS NOT NULL AS both_net) basis
       WHERE b.version_id = $1 AND n.version_id = $2
     ) p WHERE abs(p.after - p.before) * 100 > $3::bigint * p.before ORDER BY p.part_number`,
    [baseVersionId, versionId, priceJumpPercent],
  );
}

/** How many offerings that the draft keeps have a wholesale price in the base, and how many of them have none any more. */
export async function lostWholesalePrices(
  tx: Transaction,
  { baseVersionId, versionId }: ComparedVersions,
): Promise<{ count: number; total: number }> {
  const row = await tx.row<{ count: number; total: number }>(
    `SELECT count(*)::int AS total, (count(*) FILTER (WHERE n.part_number IS NULL))::int AS count
     FROM wholesale_price b JOIN service_offering o ON o.version_id = $2 AND o.part_number = b.part_number
     LEFT JOIN wholesale_price n ON n.version_id = $2 AND n.part_number = b.part_number
     WHERE b.version_id = $1`,
    [baseVersionId, versionId],
  );
  return row ?? { count: 0, total: 0 };
}

function inBaseAlone(columns: string, condition: string): string {
  const sold = (version: string): string =>
    `SELECT ${columns} FROM applicability a JOIN service_offering o USING (version_id, part_number)
     WHERE a.version_id = ${version} AND ${SELLS} AND ${condition}`;
  return `${sold('$1')} EXCEPT ${sold('$2')} ORDER BY 1`;
}
