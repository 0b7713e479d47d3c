import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the processes may not change without an entry; what hangs on these rows changes with them. */
const AUDITED = [
  'catalogue_import',
  'catalogue_publication',
  'contract',
  'contract_abandonment',
  'end_of_support',
  'machine',
  'market_settings',
  'region_list',
  'service_pack',
  'start_date_change',
];

/**
 * The audit trail: who changed what, when and why. Entries are added and never changed, by grant and by trigger; each
 * carries the hash of the one before it in its chain, and the key leaves room for one entry of a number only.
 *
 * `before` and `after` are `json`, not `jsonb`: the text that was hashed is the text that is kept.
 * `written_in` tells an anchor what came since the last one; it is no part of what is hashed.
 *
 * A transaction of the processes that changed an audited row must have written an entry when it commits. One that has is
 * looked for once: the setting remembers it for the rows that follow.
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

      CREATE FUNCTION require_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          xid text := pg_current_xact_id()::text;
        BEGIN
          IF current_setting('keizoku.audited_in', true) IS DISTINCT FROM xid THEN
            IF NOT EXISTS (SELECT FROM audit_entry WHERE written_in = xid::bigint) THEN
              RAISE EXCEPTION '% was changed without an entry in the audit trail', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            PERFORM set_config('keizoku.audited_in', xid, true);
          END IF;
          RETURN NULL;
        END $$;

      GRANT SELECT, INSERT ON audit_entry TO keizoku_staff, keizoku_worker;
    `);
    for (const table of AUDITED) {
      await runner.query(`
        CREATE CONSTRAINT TRIGGER ${table}_is_audited AFTER INSERT OR UPDATE OR DELETE ON ${table}
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
          WHEN (current_user IN ('keizoku_staff', 'keizoku_reseller', 'keizoku_worker')) EXECUTE FUNCTION require_audit_entry();
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION require_audit_entry() CASCADE;
      DROP TABLE audit_entry;
      DROP FUNCTION refuse_change();
    `);
  }
}
