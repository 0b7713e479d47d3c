import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to a machine: each row carries the machine's customer beside its reseller. */
const OF_A_MACHINE = [
  'service_pack',
  'contract',
  'contract_abandonment',
  'start_date_change',
  'coverage_period',
  'decision_facts',
  'outbox_message',
];

// The sub-select is what makes it fit for hundreds of customers: without it the list would be read anew for each row. It
// still uses the index. On tables spread by machine, where no policy may have one, it is left out.
const LOOKED_AFTER = `ANY ((SELECT nullif(current_setting('app.customer_ids', true), '')::uuid[])::uuid[])`;
const OWN = `customer_id = ${LOOKED_AFTER}`;
const OWN_KEY = `actor = nullif(current_setting('app.actor', true), '')`;

/** Changed by a process in any of its roles, a row of these must be spoken of in the audit trail. */
const AUDITED = [
  'catalogue_import',
  'catalogue_publication',
  'contract',
  'contract_abandonment',
  'end_of_support',
  'installed_base_import',
  'machine',
  'market_settings',
  'region_list',
  'service_pack',
  'start_date_change',
];
const ROLES_BEFORE = ['keizoku_staff', 'keizoku_reseller', 'keizoku_worker'];
const ROLES = [...ROLES_BEFORE, 'keizoku_account_manager', 'keizoku_sales', 'keizoku_administrator', 'keizoku_gate'];

/** What sales never do: catalogue, imports, settings and the outbox are for administrators. As GRANT has it. */
const FOR_ADMINISTRATORS = [
  'SELECT ON upload, catalogue_import, catalogue_import_issue, catalogue_import_progress, installed_base_import, installed_base_import_issue, installed_base_import_progress, outbox_message, outbox_delivery',
  'INSERT ON upload, market_settings, catalogue_import, catalogue_publication, end_of_support, region_list, region, region_machine_type',
  'INSERT, UPDATE ON machine_type, installed_base_import, installed_base_import_progress',
  'INSERT, DELETE ON catalogue_import_issue, installed_base_import_issue',
  'UPDATE (state, base_version_id, problem, finished_at) ON catalogue_import',
  'UPDATE (phase, recorded_at) ON catalogue_import_progress',
];

/**
 * Account managers see the machines of the customers they look after and what belongs to them, and nothing else; of what
 * sales and administrators have in common, sales keep what they need.
 */
export class WallOffAccountManagers1790000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.carryCustomers(runner);
    await this.carryCustomersInTheTrail(runner);
    await this.wall(runner);
    await this.grant(runner);
    for (const table of AUDITED) await requireEntries(runner, table, ROLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of AUDITED)
      await requireEntries(
        runner,
        table,
        table === 'installed_base_import' ? ROLES_BEFORE.filter((role) => role !== 'keizoku_reseller') : ROLES_BEFORE,
      );
    await runner.query(`
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM keizoku_account_manager, keizoku_sales, keizoku_administrator;
      ${FOR_ADMINISTRATORS.map((grant) => `GRANT ${grant} TO keizoku_staff;`).join(' ')}
      GRANT SELECT ON outbox_message, start_date_change TO keizoku_reseller;
      DROP POLICY sales ON idempotency_key;
      DROP POLICY administrator ON idempotency_key;
      CREATE POLICY staff ON idempotency_key TO keizoku_staff USING (true) WITH CHECK (true);
      DROP POLICY administrator ON outbox_delivery;
      DROP POLICY worker ON outbox_delivery;
      DROP POLICY owner ON outbox_delivery;
      ALTER TABLE outbox_delivery NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
      DROP INDEX coverage_ends_of_customer;
    `);
    for (const table of ['machine', 'audit_entry', ...OF_A_MACHINE, 'customer', 'reseller', 'idempotency_key'])
      await runner.query(`DROP POLICY account_manager ON ${table}`);
    for (const table of OF_A_MACHINE) {
      await runner.query(`
        DROP TRIGGER ${table}_has_the_machines_parties ON ${table};
        ALTER TABLE ${table} DROP customer_id;
        CREATE TRIGGER ${table}_has_the_machines_reseller BEFORE INSERT ON ${table}
          FOR EACH ROW EXECUTE FUNCTION reseller_of_the_machine();
      `);
    }
    await runner.query(`
      DROP TRIGGER audit_entry_has_the_machines_parties ON audit_entry;
      CREATE TRIGGER audit_entry_has_the_machines_reseller BEFORE INSERT ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION reseller_of_the_chain();
      ALTER TABLE audit_entry DROP customer_id, DROP by_reseller_id;
      DROP FUNCTION parties_of_the_chain();
      DROP FUNCTION parties_of_the_machine();
      ALTER TABLE machine DROP CONSTRAINT machine_id_customer_id_key;
    `);
  }

  private async carryCustomers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE machine ADD UNIQUE (id, customer_id);
      CREATE FUNCTION parties_of_the_machine() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        SELECT m.reseller_id, m.customer_id INTO NEW.reseller_id, NEW.customer_id FROM machine m WHERE m.id = NEW.machine_id;
        RETURN NEW;
      END $$;
    `);
    for (const table of OF_A_MACHINE) {
      await runner.query(`
        ALTER TABLE ${table} ADD customer_id uuid, ADD FOREIGN KEY (machine_id, customer_id) REFERENCES machine (id, customer_id);
        UPDATE ${table} SET customer_id = m.customer_id FROM machine m WHERE m.id = machine_id AND m.customer_id IS NOT NULL;
        DROP TRIGGER ${table}_has_the_machines_reseller ON ${table};
        CREATE TRIGGER ${table}_has_the_machines_parties BEFORE INSERT ON ${table}
          FOR EACH ROW EXECUTE FUNCTION parties_of_the_machine();
      `);
    }
    await runner.query(`
      CREATE INDEX coverage_ends_of_customer ON coverage_period (customer_id, ends_on, machine_id)
        WHERE live AND layer IN ('BASE_WARRANTY', 'SERVICE');
    `);
  }

  // Entries are never changed; whose they are is no part of what is hashed. Those from before resellers were walled off
  // are given their reseller, too.
  private async carryCustomersInTheTrail(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_entry ADD customer_id uuid, ADD by_reseller_id uuid;
      ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_only_added_to;
      UPDATE audit_entry SET reseller_id = m.reseller_id, customer_id = m.customer_id FROM machine m
        WHERE stream = 'machine' AND m.id = key::uuid AND (m.reseller_id IS NOT NULL OR m.customer_id IS NOT NULL);
      ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_is_only_added_to;
      CREATE FUNCTION parties_of_the_chain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.reseller_id := NULL;
        NEW.customer_id := NULL;
        IF NEW.stream = 'machine' THEN
          SELECT m.reseller_id, m.customer_id INTO NEW.reseller_id, NEW.customer_id FROM machine m WHERE m.id = NEW.key::uuid;
        END IF;
        NEW.by_reseller_id := nullif(current_setting('app.reseller_id', true), '')::uuid;
        RETURN NEW;
      END $$;
      DROP TRIGGER audit_entry_has_the_machines_reseller ON audit_entry;
      CREATE TRIGGER audit_entry_has_the_machines_parties BEFORE INSERT ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION parties_of_the_chain();
    `);
  }

  private async wall(runner: QueryRunner): Promise<void> {
    for (const table of ['machine', 'audit_entry', ...OF_A_MACHINE]) await admitAccountManagers(runner, table, OWN);
    await admitAccountManagers(runner, 'customer', `id = ${LOOKED_AFTER}`);
    const sellsToOwn = `EXISTS (SELECT FROM machine m WHERE m.reseller_id = reseller.id AND m.${OWN})`;
    await admitAccountManagers(runner, 'reseller', sellsToOwn);
    await admitAccountManagers(runner, 'idempotency_key', OWN_KEY);
    await runner.query(`
      DROP POLICY staff ON idempotency_key;
      CREATE POLICY sales ON idempotency_key TO keizoku_sales USING (${OWN_KEY}) WITH CHECK (${OWN_KEY});
      CREATE POLICY administrator ON idempotency_key TO keizoku_administrator USING (true) WITH CHECK (true);
      ALTER TABLE outbox_delivery ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY administrator ON outbox_delivery TO keizoku_administrator USING (true) WITH CHECK (true);
      CREATE POLICY worker ON outbox_delivery TO keizoku_worker USING (true) WITH CHECK (true);
      CREATE POLICY owner ON outbox_delivery TO CURRENT_USER USING (true) WITH CHECK (true);
    `);
  }

  private async grant(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${FOR_ADMINISTRATORS.map(
        (grant) => `REVOKE ${grant} FROM keizoku_staff; GRANT ${grant} TO keizoku_administrator;`,
      ).join(' ')}
      REVOKE SELECT ON outbox_message, start_date_change FROM keizoku_reseller;
      GRANT SELECT ON catalogue_version, service_offering, applicability, listed_machine_type, catalogue_publication,
        machine_type, end_of_support, region_list, region, region_machine_type, market_settings, customer, reseller, machine,
        audit_entry, service_pack, contract, contract_abandonment, start_date_change, coverage_period, decision_facts
        TO keizoku_account_manager;
      GRANT INSERT ON service_pack, contract, coverage_period, decision_facts, audit_entry, outbox_message
        TO keizoku_account_manager;
      GRANT UPDATE (version) ON machine TO keizoku_account_manager;
      GRANT UPDATE (superseded_at, live, anchor_live) ON coverage_period TO keizoku_account_manager;
      GRANT SELECT, INSERT, UPDATE (answer) ON idempotency_key TO keizoku_account_manager;
    `);
  }
}

async function admitAccountManagers(runner: QueryRunner, table: string, own: string): Promise<void> {
  await runner.query(
    `CREATE POLICY account_manager ON ${table} TO keizoku_account_manager USING (${own}) WITH CHECK (${own})`,
  );
}

async function requireEntries(runner: QueryRunner, table: string, roles: readonly string[]): Promise<void> {
  await runner.query(`
    DROP TRIGGER ${table}_is_audited ON ${table};
    CREATE CONSTRAINT TRIGGER ${table}_is_audited AFTER INSERT OR UPDATE OR DELETE ON ${table}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      WHEN (current_user IN (${roles.map((role) => `'${role}'`).join(', ')})) EXECUTE FUNCTION require_audit_entry();
  `);
}
