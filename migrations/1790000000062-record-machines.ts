import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of machines that came in a request instead of a file, and are entered as soon as their check allows it. */
export class RecordMachines1790000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE installed_base_source AS ENUM ('FILE', 'REQUEST');
      ALTER TABLE installed_base_import
        ADD source installed_base_source NOT NULL DEFAULT 'FILE',
        ADD apply_when_checked boolean NOT NULL DEFAULT false,
        ADD CHECK (NOT apply_when_checked OR applied_by IS NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A release that does not know requests cannot read what they left.
    await runner.query(`
      DELETE FROM installed_base_import_issue WHERE import_id IN (SELECT id FROM installed_base_import WHERE source = 'REQUEST');
      DELETE FROM installed_base_import_progress WHERE import_id IN (SELECT id FROM installed_base_import WHERE source = 'REQUEST');
      DELETE FROM installed_base_import WHERE source = 'REQUEST';
      ALTER TABLE installed_base_import DROP apply_when_checked, DROP source;
      DROP TYPE installed_base_source;
    `);
  }
}
