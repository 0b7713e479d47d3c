import pg from 'pg';

import type { PlantedLeak } from './planted.ts';
import type { World } from './world.ts';

/** In the database's wall, with that of the application down. */
export const IN_THE_DATABASE: readonly PlantedLeak[] = [
  policy('a policy that lets everything through', 'reseller', 'true'),
  policy('a policy that lets nobody’s machines through', 'reseller', `reseller_id IS NULL OR ${ofReseller()}`),
  policy('a policy of another role', 'account_manager', 'reseller_id IS NOT NULL'),
];

function ofReseller(): string {
  return `reseller_id = nullif(current_setting('app.reseller_id', true), '')::uuid`;
}

function policy(what: string, name: string, using: string): PlantedLeak {
  return {
    what,
    async plant(worlds) {
      const before: string[] = [];
      for (const [index, world] of worlds.entries()) {
        before[index] = await onDatabaseOf(
          world,
          `SELECT qual FROM pg_policies WHERE tablename = 'machine' AND policyname = '${name}'`,
        );
        await onDatabaseOf(world, `ALTER POLICY ${name} ON machine USING (${using})`);
      }
      return async () => {
        for (const [index, world] of worlds.entries())
          await onDatabaseOf(world, `ALTER POLICY ${name} ON machine USING (${before[index] ?? 'false'})`);
      };
    },
  };
}

/** Runs something as the owner of a world's tables, and answers the first value it gives. */
export async function onDatabaseOf({ database }: World, sql: string): Promise<string> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<Record<string, string>>(sql);
    return Object.values(rows[0] ?? {})[0] ?? '';
  } finally {
    await owner.end();
  }
}

/** Every row is visible to every role that may read its table. */
export async function takeDownPolicies(worlds: readonly World[]): Promise<void> {
  for (const world of worlds) {
    const names = await onDatabaseOf(
      world,
      `SELECT string_agg(relname, ',') FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace`,
    );
    for (const name of names.split(',')) {
      await onDatabaseOf(world, `ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
    }
  }
}
