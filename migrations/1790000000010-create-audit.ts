import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit trail: who changed what, when and why. Entries are added and never changed, by grant and by trigger; each
 * carries the hash of the one before it in its chain, and the key leaves room for one entry of a number only.
 *
 * `before` and `after` are `json`, not `jsonb`: the text that was hashed is the text that is kept.
 * `written_in` tells an anchor what came since the last one; it is no part of what is hashed.
 */
export class CreateAudit1790000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        stream text NOT NULL,
        key text NOT NULL,
        number integer NOT NULL CHECK (number > 0),
        entity_type text NOT NULL,
        entity_key text NOT NULL,
        operation text NOT NULL,
        actor text NOT NULL,
        reason text,
        request_id text,
        recorded_at timestamptz(3) NOT NULL,
        before json,
        after json,
        previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
        hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
        written_in bigint NOT NULL,
        PRIMARY KEY (stream, key, number),
        CHECK (before IS NOT NULL OR after IS NOT NULL),
        CONSTRAINT audit_chain_begins CHECK ((number = 1) = (previous_hash = repeat('0', 64)))
      );
      CREATE INDEX audit_entry_written_in ON audit_entry (written_in);
      CREATE INDEX audit_entry_of_stream ON audit_entry (stream, recorded_at, key, number) WHERE stream <> 'machine';

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% is only added to; % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
        END $$;
      CREATE TRIGGER audit_entry_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      GRANT SELECT, INSERT ON audit_entry TO keizoku_staff, keizoku_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_entry;
      DROP FUNCTION refuse_change();
    `);
  }
}
