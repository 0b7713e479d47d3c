import type { MigrationInterface, QueryRunner } from 'typeorm';

const LAYERS = `layer IN ('BASE_WARRANTY', 'SERVICE')`;
const KEPT = ['reseller_id', 'customer_id', 'ends_on', 'service_level', 'premier'];
const COLUMNS = ['machine_id', ...KEPT].join(', ');
const of = (alias: string): string => `(${KEPT.map((column) => `${alias}.${column}`).join(', ')})`;
const UNCONFINED = ['keizoku_staff', 'keizoku_worker', 'CURRENT_USER'];
// Read once for each statement, as everywhere else.
const OF_RESELLER = `reseller_id = (SELECT nullif(current_setting('app.reseller_id', true), '')::uuid)`;
const OF_CUSTOMERS = `customer_id = ANY ((SELECT nullif(current_setting('app.customer_ids', true), '')::uuid[])::uuid[])`;

/** What found the ends of periods, for those who see all of them, a reseller's part or a customer's. */
const REPLACED = {
  coverage_ends: 'ends_on, machine_id',
  coverage_ends_of_reseller: 'reseller_id, ends_on, machine_id',
  coverage_ends_of_customer: 'customer_id, ends_on, machine_id',
};

/**
 * Keeps of each machine the end of its coverage: of base warranty and services, the period that no other outlasts. Looking
 * for it among all that ever ended took a page of renewals the longer the more machines had been renewed: 1.6 s of a
 * million contracts. It is a table of its own, written by the database alone: the ledger is only added to.
 */
export class KeepWhatEndsLast1790000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE coverage_ending (
        machine_id uuid PRIMARY KEY REFERENCES machine (id),
        reseller_id uuid,
        customer_id uuid,
        ends_on date NOT NULL,
        service_level service_level,
        premier boolean NOT NULL,
        FOREIGN KEY (machine_id, reseller_id) REFERENCES machine (id, reseller_id),
        FOREIGN KEY (machine_id, customer_id) REFERENCES machine (id, customer_id)
      );
    `);
    await this.follow(runner);
    await this.wall(runner);
    // Whoever changes coverage waits from here on for the triggers. Of two periods that end on one day, the service.
    await runner.query(`
      INSERT INTO coverage_ending (${COLUMNS})
        SELECT DISTINCT ON (machine_id) ${COLUMNS} FROM coverage_period WHERE live AND ${LAYERS}
        ORDER BY machine_id, ends_on DESC, layer DESC;
      CREATE INDEX coverage_ending_by_day ON coverage_ending (ends_on, machine_id);
      CREATE INDEX coverage_ending_of_reseller ON coverage_ending (reseller_id, ends_on, machine_id);
      CREATE INDEX coverage_ending_of_customer ON coverage_ending (customer_id, ends_on, machine_id);
      DROP INDEX ${Object.keys(REPLACED).join(', ')};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER coverage_added_ends_last ON coverage_period;
      DROP TRIGGER coverage_changed_ends_last ON coverage_period;
      DROP TRIGGER coverage_taken_ends_last ON coverage_period;
      DROP FUNCTION keep_what_ends_last();
      DROP TABLE coverage_ending;
    `);
    for (const [name, columns] of Object.entries(REPLACED))
      await runner.query(`CREATE INDEX ${name} ON coverage_period (${columns}) WHERE live AND ${LAYERS}`);
  }

  // Whoever changes coverage has locked its machine; whoever has not waits here for those who have, in one order for all.
  // Each statement after that sees what they wrote, which a snapshot from before would not. The plans are kept by the
  // session, whether the first change was of one machine or of a hundred thousand: only those by index suit both.
  private async follow(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION keep_what_ends_last() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
        SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
      DECLARE machines uuid[];
      BEGIN
        IF TG_OP = 'INSERT' THEN
          machines := (SELECT array_agg(DISTINCT machine_id ORDER BY machine_id) FROM added WHERE ${LAYERS});
        ELSIF TG_OP = 'DELETE' THEN
          machines := (SELECT array_agg(DISTINCT machine_id ORDER BY machine_id) FROM taken WHERE ${LAYERS});
        ELSE
          machines := (SELECT array_agg(DISTINCT machine_id ORDER BY machine_id) FROM (
            SELECT machine_id FROM taken WHERE ${LAYERS} UNION ALL SELECT machine_id FROM added WHERE ${LAYERS}) changed);
        END IF;
        IF machines IS NULL THEN RETURN NULL; END IF;
        IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
          RAISE EXCEPTION 'coverage is changed in READ COMMITTED: a snapshot misses what others write meanwhile'
            USING ERRCODE = 'invalid_transaction_state';
        END IF;
        PERFORM FROM machine m WHERE m.id = ANY (machines) ORDER BY m.id FOR NO KEY UPDATE;
        INSERT INTO coverage_ending AS e (${COLUMNS})
          SELECT p.* FROM unnest(machines) AS c (machine_id) CROSS JOIN LATERAL (
            SELECT ${COLUMNS} FROM coverage_period WHERE coverage_period.machine_id = c.machine_id AND live AND ${LAYERS}
            ORDER BY ends_on DESC, layer DESC LIMIT 1) p
          ON CONFLICT (machine_id) DO UPDATE SET (${KEPT.join(', ')}) = ROW ${of('excluded')}
            WHERE ${of('e')} IS DISTINCT FROM ${of('excluded')};
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM coverage_ending e WHERE e.machine_id = ANY (machines) AND NOT EXISTS (
            SELECT FROM coverage_period p WHERE p.machine_id = e.machine_id AND p.live AND p.${LAYERS});
        END IF;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION keep_what_ends_last() FROM PUBLIC;
      CREATE TRIGGER coverage_added_ends_last AFTER INSERT ON coverage_period REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION keep_what_ends_last();
      CREATE TRIGGER coverage_changed_ends_last AFTER UPDATE ON coverage_period REFERENCING OLD TABLE AS taken NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION keep_what_ends_last();
      CREATE TRIGGER coverage_taken_ends_last AFTER DELETE ON coverage_period REFERENCING OLD TABLE AS taken
        FOR EACH STATEMENT EXECUTE FUNCTION keep_what_ends_last();
    `);
  }

  private async wall(runner: QueryRunner): Promise<void> {
    const unconfined = UNCONFINED.map((role) => {
      const name = role === 'CURRENT_USER' ? 'owner' : role.replace('keizoku_', '');
      return `CREATE POLICY ${name} ON coverage_ending TO ${role} USING (true) WITH CHECK (true);`;
    });
    await runner.query(`
      ALTER TABLE coverage_ending ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY reseller ON coverage_ending TO keizoku_reseller USING (${OF_RESELLER}) WITH CHECK (${OF_RESELLER});
      CREATE POLICY account_manager ON coverage_ending TO keizoku_account_manager
        USING (${OF_CUSTOMERS}) WITH CHECK (${OF_CUSTOMERS});
      ${unconfined.join(' ')}
      GRANT SELECT ON coverage_ending TO keizoku_staff, keizoku_worker, keizoku_reseller, keizoku_account_manager;
    `);
  }
}
