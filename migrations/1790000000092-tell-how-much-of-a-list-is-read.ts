import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a list of machines is at, and how much of its file has been read while it is. */
export class TellHowMuchOfAListIsRead1790000000092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE installed_base_import_phase AS ENUM ('READING', 'CHECKING', 'ENTERING', 'DONE');
      ALTER TABLE installed_base_import_progress
        ADD phase installed_base_import_phase NOT NULL DEFAULT 'READING',
        ADD rows integer NOT NULL DEFAULT 0,
        ADD share double precision CHECK (share BETWEEN 0 AND 1),
        ADD phase_begun_at timestamptz;
      UPDATE installed_base_import_progress SET phase_begun_at = begun_at, rows = rows_read,
        phase = CASE (SELECT state FROM installed_base_import WHERE id = import_id)
          WHEN 'WAITING' THEN 'READING'::installed_base_import_phase
          WHEN 'CHECKING' THEN 'CHECKING'::installed_base_import_phase
          WHEN 'APPLYING' THEN 'ENTERING'::installed_base_import_phase
          ELSE 'DONE'::installed_base_import_phase END;
      ALTER TABLE installed_base_import_progress ALTER phase_begun_at SET NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE installed_base_import_progress DROP phase_begun_at, DROP share, DROP rows, DROP phase;
      DROP TYPE installed_base_import_phase;
    `);
  }
}
