import type pg from 'pg';

/** Machine types of the catalogue, whatever the number of contracts. */
export const MACHINE_TYPES = 500;
/** Offerings of a machine type: 16 upgrades, 16 renewals, 5 Premier upgrades, 3 add-ons. */
const OFFERINGS_OF_A_TYPE = 40;

/** The one version of the catalogue, effective from long ago on. */
export const VERSION = '00000000-0000-4000-8000-000000000001';
const UPLOAD = '00000000-0000-4000-8000-000000000002';

/** The code of a machine type by its number, as SQL: `B000` … `B499`. */
export const typeCode = (number: string): string => `'B' || lpad((${number})::text, 3, '0')`;
/** The part number of an offering of a machine type, as SQL. */
export const partNumber = (type: string, offering: string): string =>
  `'5WS' || lpad(((${type}) * ${OFFERINGS_OF_A_TYPE} + (${offering}))::text, 7, '0')`;

const LEVELS = `(enum_range(NULL::service_level))[1 + k % 4]`;
const OFFERINGS = `SELECT t, k, ${partNumber('t', 'k')} AS part_number,
    CASE WHEN k < 16 THEN 'WARRANTY_UPGRADE' WHEN k < 32 THEN 'RENEWAL' WHEN k < 37 THEN 'PREMIER_UPGRADE' ELSE 'ADD_ON' END
      ::service_kind AS kind,
    CASE WHEN k < 32 THEN ${LEVELS} END AS level,
    k BETWEEN 12 AND 15 OR k BETWEEN 24 AND 36 AS premier,
    k IN (4, 5, 6, 7, 37) AS keep_your_drive,
    CASE k WHEN 37 THEN 'KEEP_YOUR_DRIVE' WHEN 38 THEN 'VALUE_SELECTION' WHEN 39 THEN 'TECHNICAL_ACCOUNT_MANAGEMENT' END
      ::add_on AS add_on,
    CASE WHEN k < 16 THEN (ARRAY[36, 48, 60, 60])[1 + k / 4] WHEN k < 32 THEN 12 * (1 + (k / 4) % 2)
      WHEN k < 37 THEN 12 * (k - 31) ELSE 36 END AS term
  FROM generate_series(0, ${MACHINE_TYPES - 1}) t, generate_series(0, ${OFFERINGS_OF_A_TYPE - 1}) k`;

/** Writes the catalogue, the regions and the market, by formulas alone: the same each time. */
export async function writeCatalogue(client: pg.Client): Promise<void> {
  await client.query(`
    INSERT INTO catalogue_version (id, list_date, offering_count, machine_type_count, created_at)
      VALUES ('${VERSION}', '2020-01-01', ${MACHINE_TYPES * OFFERINGS_OF_A_TYPE}, ${MACHINE_TYPES}, '2020-01-01');
    INSERT INTO service_offering (version_id, part_number, list_name, kind, service_level, premier, keep_your_drive, add_on,
        term_months, price_state, list_price_minor, currency, on_sale_from)
      SELECT '${VERSION}', part_number, 'ThinkSystem 保守サービス ' || t || ' ' || term || 'ヶ月 ' || coalesce(level::text, kind::text),
        kind, level, premier, keep_your_drive, add_on, term, 'LISTED', 20000 + (t * 37 + k * 911) % 400000, 'JPY', '2020-01-01'
      FROM (${OFFERINGS}) o;
    INSERT INTO applicability (version_id, part_number, machine_type, model)
      SELECT '${VERSION}', part_number, ${typeCode('t')}, CASE WHEN k % 8 = 7 THEN 'CTO1WW' ELSE '' END FROM (${OFFERINGS}) o;
    INSERT INTO catalogue_publication (number, version_id, effective_on, published_at)
      VALUES (1, '${VERSION}', '2020-01-01', '2020-01-01');
    INSERT INTO machine_type (code, product_name, family, announced_on)
      SELECT ${typeCode('t')}, 'ThinkSystem SR' || (600 + t), 'THINKSYSTEM', '2019-04-01'
      FROM generate_series(0, ${MACHINE_TYPES - 1}) t;
    INSERT INTO end_of_support (machine_type, number, state, ends_on, recorded_at)
      SELECT ${typeCode('t')}, 1, 'ANNOUNCED', date '2031-01-31' + t, '2024-01-01'
      FROM generate_series(0, ${MACHINE_TYPES - 1}, 5) t;
    INSERT INTO upload (id, sha256, size_bytes, file_name, content, received_at)
      VALUES ('${UPLOAD}', repeat('0', 64), 1, 'regions.xlsx', '\\x00', '2024-01-01');
    INSERT INTO region_list (number, upload_id, sha256, imported_at) VALUES (1, '${UPLOAD}', repeat('0', 64), '2024-01-01');
    INSERT INTO region (list_number, municipality_code, prefecture, municipality, mark_4h, mark_2h)
      SELECT 1, lpad((100000 + n)::text, 6, '0'), '東京都', '第' || n || '区', 'YES', 'NO' FROM generate_series(1, 1700) n;
    INSERT INTO market_settings (number, effective_on, reinstatement_fee_minor, currency, calls_until, closed_days, reason, actor, recorded_at)
      VALUES (1, '2020-01-01', 62000, 'JPY', '16:00', '[]', 'To have one.', 'bench', '2020-01-01');
  `);
}
