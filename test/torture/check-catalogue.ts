import type pg from 'pg';

/** Each asks for what no catalogue may hold, and names it. */
const FAULTS: readonly string[] = [
  `SELECT format('version %s has %s offerings and %s machine types, and was said to have %s and %s', v.id, o.count, t.count,
     v.offering_count, v.machine_type_count) AS fault
   FROM catalogue_version v, LATERAL (SELECT count(*) FROM service_offering WHERE version_id = v.id) o,
     LATERAL (SELECT count(*) FROM listed_machine_type WHERE version_id = v.id) t
   WHERE (o.count, t.count) <> (v.offering_count, v.machine_type_count)`,
  `SELECT format('version %s sells %s for no machine', version_id, part_number) AS fault FROM service_offering o
   WHERE NOT EXISTS (SELECT FROM applicability a WHERE a.version_id = o.version_id AND a.part_number = o.part_number)`,
  `SELECT format('version %s has rows of %s, and is none', version_id, what) AS fault FROM (
     SELECT version_id, 'offerings' FROM service_offering UNION SELECT version_id, 'machine types' FROM listed_machine_type
   ) rows (version_id, what) WHERE NOT EXISTS (SELECT FROM catalogue_version WHERE id = version_id)`,
  `SELECT format('version %s names %s for a machine, and does not sell it', version_id, part_number) AS fault FROM applicability a
   WHERE NOT EXISTS (SELECT FROM service_offering o WHERE o.version_id = a.version_id AND o.part_number = a.part_number)`,
  `SELECT format('version %s is of no import that has ended well', id) AS fault FROM catalogue_version v
   WHERE NOT EXISTS (SELECT FROM catalogue_import i WHERE i.version_id = v.id AND i.state IN ('DRAFT', 'PUBLISHED'))`,
  `SELECT format('import %s is %s, and its version is not there', id, state) AS fault FROM catalogue_import i
   WHERE state IN ('DRAFT', 'PUBLISHED') AND NOT EXISTS (SELECT FROM catalogue_version v WHERE v.id = i.version_id)`,
  `SELECT format('import %s has %s bad rows, and the rows with errors are %s', i.id, i.bad_rows, e.count) AS fault
   FROM catalogue_import i, LATERAL (SELECT count(DISTINCT (issue ->> 'sheet', issue ->> 'row')) FROM catalogue_import_issue
     WHERE import_id = i.id AND severity = 'ERROR' AND issue ->> 'row' IS NOT NULL) e
   WHERE i.state IN ('DRAFT', 'PUBLISHED') AND i.bad_rows <> e.count`,
  `SELECT DISTINCT format('import %s is %s, and something is said of it', i.id, i.state) AS fault
   FROM catalogue_import i JOIN catalogue_import_issue e ON e.import_id = i.id WHERE i.state IN ('WAITING', 'READING')`,
  `SELECT format('import %s is PUBLISHED, and its version never was', id) AS fault FROM catalogue_import i
   WHERE state = 'PUBLISHED' AND NOT EXISTS (SELECT FROM catalogue_publication p WHERE p.version_id = i.version_id)`,
  `SELECT format('publication %s is of a version whose import is %s', p.number, i.state) AS fault
   FROM catalogue_publication p JOIN catalogue_import i ON i.version_id = p.version_id WHERE i.state <> 'PUBLISHED'`,
  `SELECT format('publication %s lists %s, which nobody knows', p.number, t.code) AS fault
   FROM catalogue_publication p JOIN listed_machine_type t ON t.version_id = p.version_id
   WHERE NOT EXISTS (SELECT FROM machine_type m WHERE m.code = t.code)`,
  `SELECT format('machine type %s is in no list that was published', code) AS fault FROM machine_type m
   WHERE NOT EXISTS (SELECT FROM catalogue_publication p JOIN listed_machine_type t ON t.version_id = p.version_id
     WHERE t.code = m.code)`,
  `SELECT format('publications %s, and in the audit trail %s', p.numbers, a.numbers) AS fault
   FROM (SELECT array_agg(number::text ORDER BY number::text) AS numbers FROM catalogue_publication) p,
     (SELECT array_agg(entity_key ORDER BY entity_key) AS numbers FROM audit_entry WHERE entity_type = 'CataloguePublication') a
   WHERE p.numbers IS DISTINCT FROM a.numbers`,
  `SELECT format('%s publications, of which others were told %s times', p.count, m.count) AS fault
   FROM (SELECT count(*) FROM catalogue_publication) p,
     (SELECT count(*) FROM outbox_message WHERE kind IN ('CataloguePublished', 'CatalogueRolledBack')) m WHERE p.count <> m.count`,
];

/** Everything by which a catalogue is a mixture: half a version, half an import, half a publication. */
export async function catalogueFaults(client: pg.Client): Promise<string[]> {
  const found: string[] = [];
  for (const fault of FAULTS) {
    const { rows } = await client.query<{ fault: string }>(fault);
    found.push(...rows.map((row) => row.fault));
  }
  return found;
}
