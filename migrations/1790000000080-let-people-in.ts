import type { MigrationInterface, QueryRunner } from 'typeorm';

const AUDITED = ['person', 'customer_manager', 'session', 'api_key', 'set_up_link'];
/** What is said once of a row, and never taken back or said otherwise. */
const SAID_ONCE = { session: ['ended_at'], api_key: ['revoked_at'], set_up_link: ['used_at', 'voided_at'] };
/** A change of these counts for the next request of whoever it is about. What is only used changes nothing. */
const TOLD_OF = {
  person: 'UPDATE OR DELETE',
  customer_manager: 'INSERT OR UPDATE OR DELETE',
  session: 'UPDATE OR DELETE',
  api_key: 'UPDATE OR DELETE',
};
const CONFINED = ['keizoku_reseller', 'keizoku_account_manager', 'keizoku_sales'];
const POLICIES = ['person', 'customer_manager', 'session', 'api_key', 'set_up_link'];

/**
 * Who may ask: people with a role, the customers they look after, their sessions, service keys, and links by which a
 * person first sets a password. Of secrets only hashes are kept, and only the gate reads them: whoever else reads these
 * tables has no grant on those columns.
 *
 * Rows are seen by the gate and by administrators; everybody else sees the row that is about themselves.
 */
export class LetPeopleIn1790000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE caller_role AS ENUM ('RESELLER', 'ACCOUNT_MANAGER', 'ENTERPRISE_SALES', 'ADMINISTRATOR');
      CREATE TYPE set_up_purpose AS ENUM ('OWNER', 'PERSON');

      CREATE TABLE person (
        id uuid PRIMARY KEY,
        sign_in_name text NOT NULL UNIQUE
          CHECK (sign_in_name = lower(sign_in_name) AND sign_in_name ~ '^[^[:space:]@]+@[^[:space:]@]+$' AND length(sign_in_name) <= 254),
        display_name text NOT NULL CHECK (btrim(display_name) <> '' AND length(display_name) <= 200),
        role caller_role NOT NULL,
        reseller_id uuid REFERENCES reseller (id),
        disabled_at timestamptz,
        demo boolean NOT NULL DEFAULT false,
        password_hash text CHECK (password_hash LIKE '$argon2id$%'),
        issuer text,
        subject text,
        recorded_at timestamptz NOT NULL,
        UNIQUE (issuer, subject),
        CONSTRAINT person_of_a_reseller CHECK ((role = 'RESELLER') = (reseller_id IS NOT NULL)),
        CONSTRAINT person_known_elsewhere CHECK ((issuer IS NULL) = (subject IS NULL))
      );
      CREATE TABLE customer_manager (
        customer_id uuid NOT NULL REFERENCES customer (id),
        person_id uuid NOT NULL REFERENCES person (id),
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (customer_id, person_id)
      );
      CREATE INDEX customer_manager_of_person ON customer_manager (person_id);
      CREATE TABLE session (
        id uuid PRIMARY KEY,
        token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
        person_id uuid NOT NULL REFERENCES person (id),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT session_is_short CHECK (expires_at > created_at AND expires_at <= created_at + interval '24 hours')
      );
      CREATE INDEX session_of_person ON session (person_id);
      CREATE TABLE api_key (
        id uuid PRIMARY KEY,
        secret_hash text NOT NULL CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
        name text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 200),
        role caller_role NOT NULL,
        reseller_id uuid REFERENCES reseller (id),
        person_id uuid REFERENCES person (id),
        scopes jsonb,
        demo boolean NOT NULL DEFAULT false,
        rotates_id uuid REFERENCES api_key (id),
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT api_key_of_a_reseller CHECK ((role = 'RESELLER') = (reseller_id IS NOT NULL)),
        CONSTRAINT api_key_for_a_person CHECK ((role = 'ACCOUNT_MANAGER') = (person_id IS NOT NULL)),
        CONSTRAINT api_key_scopes CHECK (jsonb_typeof(scopes) = 'array'),
        CONSTRAINT api_key_ends CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days')
      );
      CREATE TABLE set_up_link (
        id uuid PRIMARY KEY,
        token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
        purpose set_up_purpose NOT NULL,
        person_id uuid REFERENCES person (id),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        voided_at timestamptz,
        CONSTRAINT set_up_link_for_whom CHECK ((purpose = 'PERSON') = (person_id IS NOT NULL)),
        CONSTRAINT set_up_link_ends CHECK (expires_at > created_at),
        CONSTRAINT set_up_link_once CHECK (used_at IS NULL OR voided_at IS NULL)
      );
      CREATE INDEX set_up_link_of_person ON set_up_link (person_id);
      CREATE TABLE credential_use (
        credential_id uuid PRIMARY KEY,
        last_used_at timestamptz NOT NULL
      );
      CREATE TABLE sign_in_attempt (
        subject text PRIMARY KEY CHECK (subject ~ '^(account|address):[0-9a-f]{64}$'),
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        barred_until timestamptz NOT NULL
      );
      CREATE INDEX sign_in_attempt_by_age ON sign_in_attempt (last_at);
    `);
    await this.guard(runner);
    await this.grant(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sign_in_attempt, credential_use, set_up_link, api_key, session, customer_manager, person;
      DROP FUNCTION keep_an_administrator();
      DROP FUNCTION tell_of_access();
      DROP FUNCTION say_once();
      DROP TYPE set_up_purpose, caller_role;
      DROP POLICY gate ON audit_entry;
      DROP POLICY gate ON outbox_message;
      DROP POLICY gate ON idempotency_key;
      REVOKE ALL ON audit_entry, idempotency_key, outbox_message FROM keizoku_gate;
    `);
  }

  private async guard(runner: QueryRunner): Promise<void> {
    // Two administrators that disable each other at once follow one another; the second sees what the first has done.
    // Run as the owner, since no administrator may read whether somebody has a password.
    await runner.query(`
      CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$ BEGIN
        PERFORM pg_advisory_xact_lock(4711080);
        IF NOT EXISTS (SELECT FROM person WHERE role = 'ADMINISTRATOR' AND NOT demo AND disabled_at IS NULL
            AND (password_hash IS NOT NULL OR subject IS NOT NULL)) THEN
          RAISE EXCEPTION 'the last administrator stays' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'last_administrator';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER person_keeps_an_administrator AFTER UPDATE ON person FOR EACH ROW
        WHEN (OLD.role = 'ADMINISTRATOR' AND NOT OLD.demo AND OLD.disabled_at IS NULL
          AND (OLD.password_hash IS NOT NULL OR OLD.subject IS NOT NULL)
          AND (NEW.role <> 'ADMINISTRATOR' OR NEW.disabled_at IS NOT NULL OR NEW.demo
            OR (NEW.password_hash IS NULL AND NEW.subject IS NULL)))
        EXECUTE FUNCTION keep_an_administrator();
      CREATE FUNCTION tell_of_access() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_notify('keizoku_access', '');
        RETURN NULL;
      END $$;
      CREATE FUNCTION say_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL AND to_jsonb(OLD) -> TG_ARGV[0] IS DISTINCT FROM to_jsonb(NEW) -> TG_ARGV[0] THEN
          RAISE EXCEPTION '% of % is said once', TG_ARGV[0], TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
    `);
    for (const [table, events] of Object.entries(TOLD_OF)) {
      await runner.query(`CREATE TRIGGER ${table}_is_told_of AFTER ${events} ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION tell_of_access();`);
    }
    for (const [table, columns] of Object.entries(SAID_ONCE)) {
      for (const column of columns) {
        await runner.query(`CREATE TRIGGER ${table}_${column}_is_said_once BEFORE UPDATE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION say_once('${column}');`);
      }
    }
    for (const table of AUDITED) {
      await runner.query(`CREATE CONSTRAINT TRIGGER ${table}_is_audited AFTER INSERT OR UPDATE OR DELETE ON ${table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (current_user IN ('keizoku_administrator', 'keizoku_gate')) EXECUTE FUNCTION require_audit_entry();`);
    }
  }

  private async grant(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT SELECT ON person, customer_manager, session, api_key, set_up_link TO keizoku_gate;
      GRANT INSERT ON person, session, set_up_link TO keizoku_gate;
      GRANT UPDATE (sign_in_name, display_name, password_hash) ON person TO keizoku_gate;
      GRANT UPDATE (ended_at) ON session TO keizoku_gate, keizoku_administrator;
      GRANT UPDATE (used_at, voided_at) ON set_up_link TO keizoku_gate;
      GRANT SELECT, INSERT, UPDATE (last_used_at) ON credential_use TO keizoku_gate;
      GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempt TO keizoku_gate;
      GRANT SELECT, INSERT ON audit_entry TO keizoku_gate;
      GRANT SELECT, INSERT, UPDATE (answer) ON idempotency_key TO keizoku_gate;
      GRANT INSERT ON outbox_message TO keizoku_gate;

      GRANT SELECT (id, sign_in_name, display_name, role, reseller_id, disabled_at, demo, issuer, subject, recorded_at),
        INSERT (id, sign_in_name, display_name, role, reseller_id, disabled_at, demo, issuer, subject, recorded_at),
        UPDATE (display_name, role, reseller_id, disabled_at, issuer, subject) ON person TO keizoku_administrator;
      GRANT SELECT, INSERT, DELETE ON customer_manager TO keizoku_administrator;
      GRANT SELECT (id, person_id, created_at, expires_at, ended_at) ON session TO keizoku_administrator;
      GRANT SELECT (id, name, role, reseller_id, person_id, scopes, demo, rotates_id, created_by, created_at, expires_at, revoked_at),
        INSERT, UPDATE (expires_at, revoked_at) ON api_key TO keizoku_administrator;
      GRANT SELECT (id, purpose, person_id, created_at, expires_at, used_at, voided_at),
        INSERT, UPDATE (voided_at) ON set_up_link TO keizoku_administrator;
      GRANT SELECT ON credential_use TO keizoku_administrator;
      GRANT SELECT (id, sign_in_name, display_name, role, reseller_id, disabled_at, demo, issuer, subject, recorded_at)
        ON person TO ${CONFINED.join(', ')};
      GRANT SELECT (id, name, role, reseller_id, person_id, scopes, demo, rotates_id, created_by, created_at, expires_at, revoked_at)
        ON api_key TO ${CONFINED.join(', ')};
      GRANT SELECT ON customer_manager TO ${CONFINED.join(', ')};

      CREATE POLICY gate ON audit_entry TO keizoku_gate USING (true) WITH CHECK (true);
      CREATE POLICY gate ON outbox_message FOR INSERT TO keizoku_gate WITH CHECK (false);
      CREATE POLICY gate ON idempotency_key TO keizoku_gate
        USING (actor = nullif(current_setting('app.actor', true), '')) WITH CHECK (actor = nullif(current_setting('app.actor', true), ''));
    `);
    for (const table of POLICIES) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY gate ON ${table} TO keizoku_gate USING (true) WITH CHECK (true);
        CREATE POLICY administrator ON ${table} TO keizoku_administrator USING (true) WITH CHECK (true);
        CREATE POLICY owner ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true);
      `);
    }
    // The row about themselves: those who see more are named above.
    await runner.query(`
      CREATE POLICY oneself ON person FOR SELECT TO ${CONFINED.join(', ')}
        USING (id = nullif(substring(current_setting('app.actor', true) FROM '^person:([0-9a-f-]{36})$'), '')::uuid);
      CREATE POLICY oneself ON customer_manager FOR SELECT TO ${CONFINED.join(', ')}
        USING (person_id = nullif(substring(current_setting('app.actor', true) FROM '^person:([0-9a-f-]{36})$'), '')::uuid);
      CREATE POLICY oneself ON api_key FOR SELECT TO ${CONFINED.join(', ')}
        USING (id = nullif(substring(current_setting('app.actor', true) FROM '^key:([0-9a-f-]{36})$'), '')::uuid);
    `);
  }
}
