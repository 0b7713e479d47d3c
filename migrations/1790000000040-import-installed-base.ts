import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of machines on their way into the installed base: what was asked, how far it has come, what there is to say. */
export class ImportInstalledBase1790000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE installed_base_import_state AS ENUM (
        'WAITING', 'CHECKING', 'CHECKED', 'APPLYING', 'APPLIED', 'FAILED', 'CANCELLED');

      CREATE TABLE installed_base_import (
        id uuid PRIMARY KEY,
        upload_id uuid NOT NULL REFERENCES upload (id),
        sha256 text NOT NULL UNIQUE,
        state installed_base_import_state NOT NULL,
        problem jsonb,
        applied_by text,
        leave_out_bad_rows boolean NOT NULL DEFAULT false,
        correct_warranties boolean NOT NULL DEFAULT false,
        requested_at timestamptz NOT NULL,
        finished_at timestamptz,
        CHECK ((state = 'FAILED') = (problem IS NOT NULL)),
        CHECK (state NOT IN ('APPLYING', 'APPLIED') OR applied_by IS NOT NULL)
      );

      CREATE TABLE installed_base_import_progress (
        import_id uuid PRIMARY KEY REFERENCES installed_base_import (id),
        rows_read integer NOT NULL DEFAULT 0,
        bad_rows integer NOT NULL DEFAULT 0,
        differing_warranties integer NOT NULL DEFAULT 0,
        total integer NOT NULL DEFAULT 0,
        done integer NOT NULL DEFAULT 0 CHECK (done BETWEEN 0 AND total),
        machines integer NOT NULL DEFAULT 0,
        contracts integer NOT NULL DEFAULT 0,
        corrected integer NOT NULL DEFAULT 0,
        already_recorded integer NOT NULL DEFAULT 0,
        left_out integer NOT NULL DEFAULT 0,
        begun_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL
      );

      CREATE TABLE installed_base_import_issue (
        import_id uuid NOT NULL REFERENCES installed_base_import (id),
        number integer NOT NULL CHECK (number > 0),
        severity import_issue_severity NOT NULL,
        issue jsonb NOT NULL,
        PRIMARY KEY (import_id, number)
      );

      CREATE CONSTRAINT TRIGGER installed_base_import_is_audited AFTER INSERT OR UPDATE OR DELETE ON installed_base_import
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (current_user IN ('keizoku_staff', 'keizoku_worker')) EXECUTE FUNCTION require_audit_entry();

      GRANT SELECT ON installed_base_import, installed_base_import_progress, installed_base_import_issue
        TO keizoku_staff, keizoku_worker;
      GRANT INSERT, UPDATE ON installed_base_import TO keizoku_staff;
      GRANT UPDATE (state, problem, finished_at) ON installed_base_import TO keizoku_worker;
      GRANT INSERT, UPDATE ON installed_base_import_progress TO keizoku_staff, keizoku_worker;
      GRANT INSERT, DELETE ON installed_base_import_issue TO keizoku_staff, keizoku_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE installed_base_import_issue, installed_base_import_progress, installed_base_import;
      DROP TYPE installed_base_import_state;
    `);
  }
}
