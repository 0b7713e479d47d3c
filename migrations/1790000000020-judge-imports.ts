import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an import has to say, one row each; how far it has come; the version it was judged against; imports that were
 * cancelled.
 */
export class JudgeImports1790000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TYPE catalogue_import_state ADD VALUE 'CANCELLED';
      CREATE TYPE import_issue_severity AS ENUM ('ERROR', 'WARNING', 'INFO');
      CREATE TYPE catalogue_import_phase AS ENUM ('READING', 'WRITING', 'JUDGING', 'DONE');

      CREATE TABLE catalogue_import_issue (
        import_id uuid NOT NULL REFERENCES catalogue_import (id),
        number integer NOT NULL CHECK (number > 0),
        severity import_issue_severity NOT NULL,
        issue jsonb NOT NULL,
        PRIMARY KEY (import_id, number)
      );
      INSERT INTO catalogue_import_issue (import_id, number, severity, issue)
        SELECT i.id, said.number, (said.issue ->> 'severity')::import_issue_severity, said.issue
        FROM catalogue_import i, jsonb_array_elements(i.issues) WITH ORDINALITY AS said (issue, number);

      ALTER TABLE catalogue_import DROP COLUMN issues,
        ADD COLUMN bad_rows integer NOT NULL DEFAULT 0 CHECK (bad_rows >= 0),
        ADD COLUMN price_jump_percent integer NOT NULL DEFAULT 50 CHECK (price_jump_percent BETWEEN 1 AND 1000),
        ADD COLUMN base_version_id uuid REFERENCES catalogue_version (id);

      CREATE TABLE catalogue_import_progress (
        import_id uuid PRIMARY KEY REFERENCES catalogue_import (id),
        phase catalogue_import_phase NOT NULL,
        rows integer NOT NULL DEFAULT 0 CHECK (rows >= 0),
        total_rows integer CHECK (total_rows >= 0),
        attempts integer NOT NULL DEFAULT 1 CHECK (attempts > 0),
        started_at timestamptz NOT NULL,
        phase_started_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL
      );

      GRANT SELECT ON catalogue_import_issue, catalogue_import_progress TO keizoku_staff, keizoku_worker;
      GRANT INSERT, DELETE ON catalogue_import_issue TO keizoku_worker;
      GRANT INSERT, UPDATE ON catalogue_import_progress TO keizoku_worker;
      GRANT UPDATE (phase, recorded_at) ON catalogue_import_progress TO keizoku_staff;
      GRANT UPDATE (bad_rows, base_version_id) ON catalogue_import TO keizoku_worker;
      GRANT UPDATE (base_version_id, problem, finished_at) ON catalogue_import TO keizoku_staff;
    `);
  }

  /** An enum cannot lose a value: the type is made again without it, and so are the checks that name its values. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE catalogue_import_progress;
      ALTER TABLE catalogue_import DROP COLUMN base_version_id, DROP COLUMN price_jump_percent, DROP COLUMN bad_rows,
        ADD COLUMN issues jsonb NOT NULL DEFAULT '[]';
      UPDATE catalogue_import i SET issues = said.issues FROM (
        SELECT import_id, jsonb_agg(issue ORDER BY number) AS issues FROM catalogue_import_issue GROUP BY import_id
      ) said WHERE said.import_id = i.id;
      DROP TABLE catalogue_import_issue;

      DELETE FROM catalogue_import WHERE state = 'CANCELLED';
      ALTER TABLE catalogue_import DROP CONSTRAINT catalogue_import_check, DROP CONSTRAINT catalogue_import_check1;
      ALTER TYPE catalogue_import_state RENAME TO catalogue_import_state_before;
      CREATE TYPE catalogue_import_state AS ENUM ('WAITING', 'READING', 'DRAFT', 'PUBLISHED', 'FAILED');
      ALTER TABLE catalogue_import ALTER COLUMN state TYPE catalogue_import_state USING state::text::catalogue_import_state;
      ALTER TABLE catalogue_import
        ADD CHECK ((state IN ('DRAFT', 'PUBLISHED')) = (version_id IS NOT NULL)),
        ADD CHECK ((state = 'FAILED') = (problem IS NOT NULL));
      DROP TYPE catalogue_import_state_before, catalogue_import_phase, import_issue_severity;

      REVOKE UPDATE (problem, finished_at) ON catalogue_import FROM keizoku_staff;
      GRANT UPDATE (issues) ON catalogue_import TO keizoku_worker;
    `);
  }
}
