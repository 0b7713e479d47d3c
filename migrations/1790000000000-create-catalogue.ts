import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Market settings, uploads, catalogue versions and their publications, machine types, end of support, region lists. */
export class CreateCatalogue1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE service_kind AS ENUM ('WARRANTY_UPGRADE', 'RENEWAL', 'PREMIER_UPGRADE', 'ADD_ON');
      CREATE TYPE service_level AS ENUM ('NBD_9X5', 'FULL_24X7', 'FULL_24X7_4H', 'FULL_24X7_2H');
      CREATE TYPE add_on AS ENUM ('KEEP_YOUR_DRIVE', 'VALUE_SELECTION', 'ENTERPRISE_SOFTWARE_SUPPORT', 'TECHNICAL_ACCOUNT_MANAGEMENT');
      CREATE TYPE product_family AS ENUM ('THINKSYSTEM', 'ST50', 'THINKAGILE', 'STORAGE_DM_DE', 'STORAGE_DG_DS', 'STORAGE', 'SWITCH', 'SYSTEM_X');
      CREATE TYPE region_mark AS ENUM ('YES', 'NO', 'CONDITIONAL', 'UNKNOWN');
      CREATE TYPE price_state AS ENUM ('LISTED', 'OPEN', 'ON_REQUEST');
      CREATE TYPE catalogue_import_state AS ENUM ('WAITING', 'READING', 'DRAFT', 'PUBLISHED', 'FAILED');
      CREATE TYPE end_of_support_state AS ENUM ('ANNOUNCED', 'NOT_ANNOUNCED');

      CREATE TABLE upload (
        id uuid PRIMARY KEY,
        sha256 text NOT NULL,
        size_bytes integer NOT NULL,
        file_name text NOT NULL,
        content bytea NOT NULL,
        received_at timestamptz NOT NULL
      );

      CREATE TABLE idempotency_key (
        actor text NOT NULL,
        key text NOT NULL,
        operation text NOT NULL,
        request_hash text NOT NULL,
        answer jsonb,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (actor, key)
      );

      CREATE TABLE market_settings (
        number integer PRIMARY KEY CHECK (number > 0),
        effective_on date NOT NULL,
        reinstatement_fee_minor bigint CHECK (reinstatement_fee_minor >= 0),
        currency text NOT NULL,
        calls_until text NOT NULL CHECK (calls_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        closed_days jsonb NOT NULL,
        life_limits jsonb NOT NULL DEFAULT '[]',
        reason text NOT NULL,
        actor text NOT NULL,
        recorded_at timestamptz NOT NULL
      );

      CREATE TABLE catalogue_version (
        id uuid PRIMARY KEY,
        list_date date,
        offering_count integer NOT NULL,
        machine_type_count integer NOT NULL,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE service_offering (
        version_id uuid NOT NULL REFERENCES catalogue_version (id),
        part_number text NOT NULL,
        list_name text NOT NULL,
        kind service_kind NOT NULL,
        service_level service_level,
        premier boolean NOT NULL,
        keep_your_drive boolean NOT NULL,
        add_on add_on,
        term_months integer NOT NULL CHECK (term_months > 0),
        price_state price_state NOT NULL,
        list_price_minor bigint CHECK (list_price_minor >= 0),
        list_price_with_tax_minor bigint CHECK (list_price_with_tax_minor >= 0),
        currency text NOT NULL,
        on_sale_from date,
        on_sale_until date,
        notes text,
        PRIMARY KEY (version_id, part_number),
        CHECK ((price_state = 'LISTED') = (list_price_minor IS NOT NULL)),
        CHECK (on_sale_until >= on_sale_from),
        CHECK (kind NOT IN ('WARRANTY_UPGRADE', 'RENEWAL') OR service_level IS NOT NULL),
        CHECK (kind <> 'ADD_ON' OR add_on IS NOT NULL)
      );

      CREATE TABLE applicability (
        version_id uuid NOT NULL,
        part_number text NOT NULL,
        machine_type text NOT NULL,
        model text NOT NULL DEFAULT '',
        PRIMARY KEY (version_id, machine_type, model, part_number),
        FOREIGN KEY (version_id, part_number) REFERENCES service_offering (version_id, part_number)
      );
      CREATE INDEX applicability_of_offering ON applicability (version_id, part_number);

      CREATE TABLE listed_machine_type (
        version_id uuid NOT NULL REFERENCES catalogue_version (id),
        code text NOT NULL,
        product_name text NOT NULL,
        announced_on date,
        end_of_support_on date,
        PRIMARY KEY (version_id, code)
      );

      CREATE TABLE catalogue_import (
        id uuid PRIMARY KEY,
        upload_id uuid NOT NULL REFERENCES upload (id),
        sha256 text NOT NULL,
        effective_on date NOT NULL,
        state catalogue_import_state NOT NULL,
        version_id uuid REFERENCES catalogue_version (id),
        rows_read integer NOT NULL DEFAULT 0,
        issues jsonb NOT NULL DEFAULT '[]',
        problem jsonb,
        requested_at timestamptz NOT NULL,
        finished_at timestamptz,
        UNIQUE (sha256, effective_on),
        CHECK ((state IN ('DRAFT', 'PUBLISHED')) = (version_id IS NOT NULL)),
        CHECK ((state = 'FAILED') = (problem IS NOT NULL))
      );

      CREATE TABLE catalogue_publication (
        number integer PRIMARY KEY CHECK (number > 0),
        version_id uuid NOT NULL REFERENCES catalogue_version (id),
        effective_on date NOT NULL,
        published_at timestamptz NOT NULL
      );

      CREATE TABLE machine_type (
        code text PRIMARY KEY CHECK (code ~ '^[0-9A-Z]{4}$'),
        product_name text NOT NULL,
        family product_family NOT NULL,
        announced_on date
      );

      CREATE TABLE end_of_support (
        machine_type text NOT NULL REFERENCES machine_type (code),
        number integer NOT NULL CHECK (number > 0),
        state end_of_support_state NOT NULL,
        ends_on date,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (machine_type, number),
        CHECK ((state = 'ANNOUNCED') = (ends_on IS NOT NULL))
      );

      CREATE TABLE region_list (
        number integer PRIMARY KEY CHECK (number > 0),
        upload_id uuid NOT NULL REFERENCES upload (id),
        sha256 text NOT NULL UNIQUE,
        list_date date,
        issues jsonb NOT NULL DEFAULT '[]',
        imported_at timestamptz NOT NULL
      );

      CREATE TABLE region (
        list_number integer NOT NULL REFERENCES region_list (number),
        municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{6}$'),
        prefecture text NOT NULL,
        municipality text NOT NULL,
        mark_4h region_mark NOT NULL,
        mark_2h region_mark NOT NULL,
        note text,
        PRIMARY KEY (list_number, municipality_code)
      );

      CREATE TABLE region_machine_type (
        list_number integer NOT NULL REFERENCES region_list (number),
        machine_type text NOT NULL,
        mark_4h region_mark NOT NULL,
        mark_2h region_mark NOT NULL,
        PRIMARY KEY (list_number, machine_type)
      );

      GRANT SELECT ON market_settings, upload, catalogue_version, service_offering, applicability, listed_machine_type, catalogue_import,
        catalogue_publication, machine_type, end_of_support, region_list, region, region_machine_type
        TO keizoku_staff, keizoku_worker;
      GRANT INSERT ON market_settings, upload, catalogue_import, catalogue_publication, end_of_support, region_list, region,
        region_machine_type TO keizoku_staff;
      GRANT SELECT, INSERT, UPDATE (answer) ON idempotency_key TO keizoku_staff;
      GRANT INSERT, UPDATE ON machine_type TO keizoku_staff;
      GRANT UPDATE (state) ON catalogue_import TO keizoku_staff;
      GRANT INSERT ON catalogue_version, service_offering, applicability, listed_machine_type TO keizoku_worker;
      GRANT UPDATE (state, version_id, rows_read, issues, problem, finished_at) ON catalogue_import TO keizoku_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE region_machine_type, region, region_list, end_of_support, machine_type, catalogue_publication,
        catalogue_import, listed_machine_type, applicability, service_offering, catalogue_version, market_settings, idempotency_key,
        upload;
      DROP TYPE end_of_support_state, catalogue_import_state, price_state, region_mark, product_family, add_on, service_level,
        service_kind;
    `);
  }
}
