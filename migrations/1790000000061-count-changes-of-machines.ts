import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The version of a machine counts up with each entry of its chain but the one that records it, so that whoever changes
 * something can say on which state of the machine it rests.
 */
export class CountChangesOfMachines1790000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION count_the_machines_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE machine SET version = version + 1 WHERE id = NEW.key::uuid;
        RETURN NULL;
      END $$;
      CREATE TRIGGER audit_entry_counts_the_machines_change AFTER INSERT ON audit_entry FOR EACH ROW
        WHEN (NEW.stream = 'machine' AND NOT (NEW.entity_type = 'Machine' AND NEW.before IS NULL))
        EXECUTE FUNCTION count_the_machines_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER audit_entry_counts_the_machines_change ON audit_entry;
      DROP FUNCTION count_the_machines_change();
    `);
  }
}
