import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to a machine: each row carries the machine's reseller, so that no policy has to look it up. */
const OF_A_MACHINE = [
  'service_pack',
  'contract',
  'contract_abandonment',
  'start_date_change',
  'coverage_period',
  'decision_facts',
  'outbox_message',
];

/** Everybody who is not confined to a reseller. */
const UNCONFINED = ['keizoku_staff', 'keizoku_worker', 'CURRENT_USER'];

// An unset setting is empty, not null, on a connection that was used before. Without a sub-select around it the policy
// still uses the index, and tables can be spread by machine later.
const OWN = `reseller_id = nullif(current_setting('app.reseller_id', true), '')::uuid`;

/**
 * Row-level security: a reseller's transaction sees the machines it sold and what belongs to them, and nothing else,
 * whatever the application asks for. One role per kind of caller with a policy of its own; a single policy for all of them
 * would cost the unconfined their indexes.
 */
export class WallOffResellers1790000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE machine ADD UNIQUE (id, reseller_id);
      CREATE FUNCTION reseller_of_the_machine() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.reseller_id := (SELECT m.reseller_id FROM machine m WHERE m.id = NEW.machine_id);
        RETURN NEW;
      END $$;
    `);
    for (const table of OF_A_MACHINE) {
      await runner.query(`
        ALTER TABLE ${table} ADD reseller_id uuid, ADD FOREIGN KEY (machine_id, reseller_id) REFERENCES machine (id, reseller_id);
        UPDATE ${table} SET reseller_id = m.reseller_id FROM machine m WHERE m.id = machine_id AND m.reseller_id IS NOT NULL;
        CREATE TRIGGER ${table}_has_the_machines_reseller BEFORE INSERT ON ${table}
          FOR EACH ROW EXECUTE FUNCTION reseller_of_the_machine();
      `);
    }
    // The chain of a machine belongs to its reseller; other chains are for staff. Entries name the machine as text.
    await runner.query(`
      ALTER TABLE audit_entry ADD reseller_id uuid;
      CREATE FUNCTION reseller_of_the_chain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.reseller_id := CASE NEW.stream WHEN 'machine' THEN (SELECT m.reseller_id FROM machine m WHERE m.id = NEW.key::uuid) END;
        RETURN NEW;
      END $$;
      CREATE TRIGGER audit_entry_has_the_machines_reseller BEFORE INSERT ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION reseller_of_the_chain();
    `);
    await runner.query(`
      CREATE INDEX coverage_ends_of_reseller ON coverage_period (reseller_id, ends_on, machine_id)
        WHERE live AND layer IN ('BASE_WARRANTY', 'SERVICE');
    `);
    for (const table of ['machine', 'audit_entry', ...OF_A_MACHINE]) await wall(runner, table, OWN);
    await wall(runner, 'reseller', OWN.replace('reseller_id', 'id'));
    await wall(runner, 'customer', `EXISTS (SELECT FROM machine m WHERE m.customer_id = customer.id AND m.${OWN})`);
    await wall(runner, 'idempotency_key', `actor = nullif(current_setting('app.actor', true), '')`);
    await runner.query(`
      GRANT SELECT ON catalogue_version, service_offering, applicability, listed_machine_type, catalogue_publication,
        machine_type, end_of_support, region_list, region, region_machine_type, market_settings TO keizoku_reseller;
      GRANT SELECT ON customer, reseller, machine, audit_entry, ${OF_A_MACHINE.join(', ')} TO keizoku_reseller;
      GRANT INSERT ON service_pack, contract, coverage_period, decision_facts, audit_entry, outbox_message TO keizoku_reseller;
      GRANT UPDATE (version) ON machine TO keizoku_reseller;
      GRANT UPDATE (superseded_at, live, anchor_live) ON coverage_period TO keizoku_reseller;
      GRANT SELECT, INSERT, UPDATE (answer) ON idempotency_key TO keizoku_reseller;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM keizoku_reseller;
      DROP INDEX coverage_ends_of_reseller;
    `);
    for (const table of ['machine', 'audit_entry', ...OF_A_MACHINE, 'reseller', 'customer', 'idempotency_key']) {
      await runner.query(`
        ${['keizoku_reseller', ...UNCONFINED].map((role) => `DROP POLICY ${policyOf(role)} ON ${table};`).join(' ')}
        ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
      `);
    }
    for (const table of OF_A_MACHINE) {
      await runner.query(`
        DROP TRIGGER ${table}_has_the_machines_reseller ON ${table};
        ALTER TABLE ${table} DROP reseller_id;
      `);
    }
    await runner.query(`
      DROP TRIGGER audit_entry_has_the_machines_reseller ON audit_entry;
      ALTER TABLE audit_entry DROP reseller_id;
      DROP FUNCTION reseller_of_the_chain();
      DROP FUNCTION reseller_of_the_machine();
      ALTER TABLE machine DROP CONSTRAINT machine_id_reseller_id_key;
    `);
  }
}

async function wall(runner: QueryRunner, table: string, own: string): Promise<void> {
  await runner.query(`
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY ${policyOf('keizoku_reseller')} ON ${table} TO keizoku_reseller USING (${own}) WITH CHECK (${own});
    ${UNCONFINED.map((role) => `CREATE POLICY ${policyOf(role)} ON ${table} TO ${role} USING (true) WITH CHECK (true);`).join(' ')}
  `);
}

function policyOf(role: string): string {
  return role === 'CURRENT_USER' ? 'owner' : role.replace('keizoku_', '');
}
