import type { Database } from '#platform';

import { operator } from './callers.ts';

/** Demo people or keys are in a database that is to serve in earnest. */
export class DemoProblem extends Error {}

/** Throws `DemoProblem` when somebody could get in who was made for trying things out. */
export async function refuseDemo(database: Database): Promise<void> {
  const found = await database.read(operator, (tx) =>
    tx.row<{ people: number; keys: number }>(
      `SELECT (SELECT count(*) FROM person WHERE demo AND disabled_at IS NULL) AS people,
         (SELECT count(*) FROM api_key WHERE demo AND revoked_at IS NULL) AS keys`,
    ),
  );
  if (found === undefined || found.people + found.keys === 0) return;
  throw new DemoProblem(
    `NODE_ENV is production, and the database holds ${found.people} demo people and ${found.keys} demo keys. ` +
      'Disable them (changePerson) and revoke them (revokeApiKey) first, or use a database without samples.',
  );
}
