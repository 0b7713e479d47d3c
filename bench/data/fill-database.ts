import type pg from 'pg';

import { writeCatalogue } from './catalogue.ts';
import { writeInstalledBase } from './installed-base.ts';

/**
 * Fills a migrated, empty database over a connection of its owner: neither triggers nor foreign keys are looked at
 * meanwhile, and what is dear to keep up row by row is made afterwards.
 */
export async function fillDatabase(client: pg.Client, contracts: number): Promise<void> {
  await client.query('CREATE EXTENSION IF NOT EXISTS pgcrypto');
  const constraints = await withoutConstraints(client);
  await client.query(`SELECT set_config('session_replication_role', 'replica', false)`);
  await writeCatalogue(client);
  await writeInstalledBase(client, contracts);
  for (const definition of constraints) await client.query(definition);
  await client.query(`SELECT set_config('session_replication_role', 'origin', false)`);
  await client.query('VACUUM (ANALYZE)');
}

async function withoutConstraints(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS add
    FROM pg_constraint WHERE contype = 'x' AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i WHERE i.indrelid = ANY('{machine,contract,coverage_period,coverage_ending,service_pack}'::regclass[])
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`);
  for (const { drop } of rows) await client.query(drop);
  return rows.map(({ add }) => add);
}
