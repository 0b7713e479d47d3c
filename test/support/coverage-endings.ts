import type pg from 'pg';

// Said otherwise than in the triggers: of the live base warranty and services, what no other outlasts.
const ENDS_LAST = `SELECT p.machine_id, p.ends_on, p.service_level, p.premier, p.reseller_id, p.customer_id FROM coverage_period p
  WHERE p.live AND p.layer IN ('BASE_WARRANTY', 'SERVICE') AND NOT EXISTS (
    SELECT FROM coverage_period q WHERE q.machine_id = p.machine_id AND q.live AND q.layer IN ('BASE_WARRANTY', 'SERVICE')
      AND (q.ends_on, q.layer) > (p.ends_on, p.layer))`;
const KEPT = 'SELECT machine_id, ends_on, service_level, premier, reseller_id, customer_id FROM coverage_ending';

/** Machines whose end is kept otherwise than their periods say it, and those of which more or less is kept. */
export async function endingsAmiss(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ said: string }>(
    `(SELECT 'kept: ' || k::text AS said FROM (${KEPT} EXCEPT ${ENDS_LAST}) k)
     UNION ALL (SELECT 'ends: ' || l::text FROM (${ENDS_LAST} EXCEPT ${KEPT}) l)`,
  );
  return rows.map(({ said }) => said);
}
