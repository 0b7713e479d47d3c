import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers, resellers and machines. The machine's id is derived from its type and serial, so one machine is one row. */
export class CreateInstalledBase1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customer (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE
      );
      CREATE TABLE reseller (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE
      );
      CREATE TABLE machine (
        id uuid PRIMARY KEY,
        machine_type text NOT NULL REFERENCES machine_type (code),
        model text NOT NULL DEFAULT '',
        serial text NOT NULL CHECK (serial ~ '^[0-9A-Z]{1,32}$'),
        shipped_on date,
        country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
        used boolean NOT NULL,
        customer_id uuid REFERENCES customer (id),
        reseller_id uuid REFERENCES reseller (id),
        site_municipality_code text,
        site_postal_code text,
        site_prefecture text,
        site_municipality text,
        version integer NOT NULL DEFAULT 1,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX machine_by_type_and_serial ON machine (machine_type, serial, id);
      CREATE INDEX machine_of_customer ON machine (customer_id, machine_type, serial, id);
      CREATE INDEX machine_of_reseller ON machine (reseller_id, machine_type, serial, id);

      GRANT SELECT, INSERT ON customer, reseller, machine TO keizoku_staff;
      GRANT UPDATE (version) ON machine TO keizoku_staff;
      GRANT SELECT ON customer, reseller, machine TO keizoku_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE machine, reseller, customer;`);
  }
}
